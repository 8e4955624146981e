import type { BaseProps } from './props.ts';

type Row = Record<string, number | string>;

interface Axis {
  field: string;
  fieldType: 'datetime' | 'linear' | 'category';
  label?: string;
}

export interface ChartProps extends BaseProps {
  data: Row[] | { data: Row[]; options?: { propertyLabels?: Record<string, Record<string, string>> } };
  axes: {
    x: Axis;
    y: Axis;
    options?: { groupFieldByColor?: string; stacking?: boolean; colors?: Record<string, string> };
  };
  options?: {
    title?: string;
    showLegend?: boolean;
    showTooltips?: boolean;
    showDataLabels?: boolean;
    colorList?: string[];
    colors?: string[];
  };
}

export interface Series {
  name: string;
  color: string;
  /** One value for each place on the x axis. */
  values: number[];
}

export interface ChartData {
  title: string;
  places: string[];
  series: Series[];
  isStacked: boolean;
  showLegend: boolean;
  showDataLabels: boolean;
  /** The round number at the top of the y axis. */
  top: number;
  xLabel: string;
  yLabel: string;
}

const COLORS: Readonly<Record<string, string>> = {
  orange: '#ff8f59',
  aqua: '#51d3d9',
  purple: '#8989eb',
  yellow: '#f5c26b',
  pink: '#fe8dc6',
  blue: '#6eb0f5',
  green: '#60b85e',
  darkOrange: '#c85a26',
  darkAqua: '#2d9a9f',
  darkPurple: '#5b5bc0',
  darkYellow: '#c49138',
  darkPink: '#c3568f',
  darkBlue: '#3d7fc4',
  darkGreen: '#3b8a39',
};
const AUTOMATIC = ['aqua', 'orange', 'purple', 'yellow', 'pink', 'blue', 'green'];

/** Rows as a chart draws them: a series for each colour group, values of the same place added up. */
export function chartData({ data, axes, options = {} }: ChartProps): ChartData {
  const rows = Array.isArray(data) ? data : data.data;
  const labels = Array.isArray(data) ? {} : (data.options?.propertyLabels ?? {});
  const { x, y, options: axisOptions = {} } = axes;
  const { groupFieldByColor: groupField, stacking = false, colors = {} } = axisOptions;
  const nameOf = (field: string, value: string) => labels[field]?.[value] ?? value;
  const places = distinct(rows.map((row) => String(row[x.field] ?? '')));
  const groups = groupField === undefined ? [''] : distinct(rows.map((row) => String(row[groupField] ?? '')));
  const listed = options.colorList ?? options.colors ?? AUTOMATIC;
  const series = groups.map((group, at): Series => {
    const own = groupField === undefined ? rows : rows.filter((row) => String(row[groupField] ?? '') === group);
    return {
      name: groupField === undefined ? (y.label ?? y.field) : nameOf(groupField, group),
      color: COLORS[colors[group] ?? listed[at % listed.length] ?? 'aqua'] ?? '#51d3d9',
      values: places.map((place) =>
        own.filter((row) => String(row[x.field]) === place).reduce((sum, row) => sum + Number(row[y.field] ?? 0), 0),
      ),
    };
  });
  return {
    title: options.title ?? '',
    places: places.map((place) => nameOf(x.field, place)),
    series,
    isStacked: stacking,
    showLegend: options.showLegend ?? groups.length > 1,
    showDataLabels: options.showDataLabels ?? false,
    top: roundTop(highest(series, stacking)),
    xLabel: x.label ?? '',
    yLabel: y.label ?? y.field,
  };
}

function distinct(values: string[]): string[] {
  return [...new Set(values)];
}

function highest(series: readonly Series[], isStacked: boolean): number {
  const count = series[0]?.values.length ?? 0;
  const at = (place: number) => series.map(({ values }) => values[place] ?? 0);
  const heights = Array.from({ length: count }, (_, place) =>
    isStacked ? at(place).reduce((sum, value) => sum + value, 0) : Math.max(0, ...at(place)),
  );
  return Math.max(1, ...heights);
}

function roundTop(value: number): number {
  const step = 10 ** Math.floor(Math.log10(value));
  return Math.ceil(value / step) * step;
}

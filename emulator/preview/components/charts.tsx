import type { ReactNode } from 'react';
import { chartData, type ChartData, type ChartProps } from './chart-data.ts';
import { testAttributes } from './props.ts';

const WIDTH = 640;
const HEIGHT = 250;
const LEFT = 44;
const TOP = 12;
const BOTTOM = 44;
const PLOT_WIDTH = WIDTH - LEFT - 8;
const PLOT_HEIGHT = HEIGHT - TOP - BOTTOM;
/** How much of its place a bar (or a group of bars) fills. */
const FILLED = 0.64;

const height = (data: ChartData, value: number) => (value / data.top) * PLOT_HEIGHT;
const yOf = (data: ChartData, value: number) => TOP + PLOT_HEIGHT - height(data, value);
const middleOf = (data: ChartData, place: number) => LEFT + (PLOT_WIDTH / data.places.length) * (place + 0.5);

export function BarChart(props: ChartProps) {
  const data = chartData(props);
  return (
    <Chart data={data} props={props}>
      {data.places.map((place, at) => (
        <g key={place}>{bars(data, at)}</g>
      ))}
    </Chart>
  );
}

export function LineChart(props: ChartProps) {
  const data = chartData(props);
  return (
    <Chart data={data} props={props}>
      {data.series.map(({ name, color, values }) => (
        <g key={name}>
          <polyline
            fill="none"
            stroke={color}
            strokeWidth="2.5"
            points={values.map((value, place) => `${middleOf(data, place)},${yOf(data, value)}`).join(' ')}
          />
          {values.map((value, place) => (
            <circle key={data.places[place]} cx={middleOf(data, place)} cy={yOf(data, value)} r="4" fill={color}>
              <title>{`${data.places[place]}: ${name} ${value}`}</title>
            </circle>
          ))}
        </g>
      ))}
    </Chart>
  );
}

function bars(data: ChartData, place: number): ReactNode {
  const room = (PLOT_WIDTH / data.places.length) * FILLED;
  const width = data.isStacked ? room : room / data.series.length;
  const left = middleOf(data, place) - room / 2;
  let below = 0;
  return data.series.map(({ name, color, values }, at) => {
    const value = values[place] ?? 0;
    const base = data.isStacked ? below : 0;
    below += value;
    const x = left + (data.isStacked ? 0 : at * width);
    const y = yOf(data, base + value);
    return (
      <g key={name}>
        <rect x={x} y={y} width={Math.max(1, width - 2)} height={height(data, value)} rx="2" fill={color}>
          <title>{`${data.places[place]}: ${name} ${value}`}</title>
        </rect>
        {data.showDataLabels && value > 0 && (
          <text x={x + width / 2} y={y - 4} textAnchor="middle">
            {value}
          </text>
        )}
      </g>
    );
  });
}

function Chart({ data, props, children }: { data: ChartData; props: ChartProps; children: ReactNode }) {
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => Math.round(data.top * part * 100) / 100);
  return (
    <figure className="hs-chart" {...testAttributes(props)}>
      {data.title !== '' && <figcaption>{data.title}</figcaption>}
      {data.showLegend && (
        <ul className="hs-legend">
          {data.series.map(({ name, color }) => (
            <li key={name}>
              <i style={{ background: color }} />
              {name}
            </li>
          ))}
        </ul>
      )}
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={description(data)}>
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={LEFT} x2={WIDTH - 8} y1={yOf(data, tick)} y2={yOf(data, tick)} stroke="#eaf0f6" />
            <text x={LEFT - 6} y={yOf(data, tick) + 4} textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
        {data.places.map((place, at) => (
          <text key={place} x={middleOf(data, at)} y={HEIGHT - BOTTOM + 18} textAnchor="middle">
            {place}
          </text>
        ))}
        {children}
        <text x={LEFT + PLOT_WIDTH / 2} y={HEIGHT - 6} textAnchor="middle" className="hs-axis">
          {data.xLabel}
        </text>
      </svg>
    </figure>
  );
}

/** The chart in words, for people who do not see it. */
function description({ title, series, places }: ChartData): string {
  const lines = series.map(
    ({ name, values }) => `${name}: ${values.map((value, at) => `${places[at]} ${value}`).join(', ')}`,
  );
  return [title, ...lines].filter((line) => line !== '').join('. ');
}

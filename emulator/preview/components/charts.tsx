import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { chartData, type ChartData, type ChartProps } from './chart-data.ts';
import { testAttributes } from './props.ts';

const HEIGHT = 250;
const LEFT = 44;
const RIGHT = 8;
const TOP = 12;
const BOTTOM = 44;
const PLOT_HEIGHT = HEIGHT - TOP - BOTTOM;
const NARROWEST = 200;
/** How much of its place a bar (or a group of bars) fills. */
const FILLED = 0.64;

/** Where things are in a chart of this width. */
function layoutOf(data: ChartData, width: number) {
  const place = (width - LEFT - RIGHT) / Math.max(1, data.places.length);
  const height = (value: number) => (value / data.top) * PLOT_HEIGHT;
  return {
    width,
    right: width - RIGHT,
    barRoom: place * FILLED,
    height,
    y: (value: number) => TOP + PLOT_HEIGHT - height(value),
    middle: (at: number) => LEFT + place * (at + 0.5),
  };
}
type Layout = ReturnType<typeof layoutOf>;

export function BarChart(props: ChartProps) {
  return (
    <Chart props={props}>
      {(data, layout) => (
        <>
          {data.places.flatMap((place, at) =>
            barsAt(data, layout, at).map(({ name, color, value, x, y, width, labelY }) => (
              <g key={`${place} ${name}`}>
                <rect x={x} y={y} width={width} height={layout.height(value)} rx="2" fill={color}>
                  <title>{`${place}: ${name} ${value}`}</title>
                </rect>
                {data.showDataLabels && value > 0 && (
                  <text x={x + width / 2} y={labelY} textAnchor="middle" className="hs-data-label">
                    {value}
                  </text>
                )}
              </g>
            )),
          )}
        </>
      )}
    </Chart>
  );
}

export function LineChart(props: ChartProps) {
  return (
    <Chart props={props}>
      {(data, layout) =>
        data.series.map(({ name, color, values }) => (
          <g key={name}>
            <polyline
              fill="none"
              stroke={color}
              strokeWidth="2.5"
              points={values.map((value, at) => `${layout.middle(at)},${layout.y(value)}`).join(' ')}
            />
            {values.map((value, at) => (
              <circle key={data.places[at]} cx={layout.middle(at)} cy={layout.y(value)} r="4" fill={color}>
                <title>{`${data.places[at]}: ${name} ${value}`}</title>
              </circle>
            ))}
          </g>
        ))
      }
    </Chart>
  );
}

/** The bars of one place on the x axis: beside each other, or each upon the one before. */
function barsAt(data: ChartData, layout: Layout, place: number) {
  const width = data.isStacked ? layout.barRoom : layout.barRoom / data.series.length;
  const left = layout.middle(place) - layout.barRoom / 2;
  let below = 0;
  return data.series.map(({ name, color, values }, at) => {
    const value = values[place] ?? 0;
    const base = data.isStacked ? below : 0;
    below += value;
    const y = layout.y(base + value);
    const x = left + (data.isStacked ? 0 : at * width);
    // in the middle of a stacked bar, else on top
    const labelY = data.isStacked ? y + layout.height(value) / 2 + 4 : y - 4;
    return { name, color, value, x, y, width: Math.max(1, width - 2), labelY };
  });
}

function Chart({ props, children }: { props: ChartProps; children: (data: ChartData, layout: Layout) => ReactNode }) {
  const data = chartData(props);
  const figure = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = figure.current;
    if (element === null) return undefined;
    // letters keep their size in a narrow column; only the drawing shrinks
    const observer = new ResizeObserver(() => setWidth(Math.max(NARROWEST, element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <figure ref={figure} className="hs-chart" {...testAttributes(props)}>
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
      {width > 0 && (
        <svg width={width} height={HEIGHT} role="img" aria-label={description(data)}>
          <Axes data={data} layout={layoutOf(data, width)} />
          {children(data, layoutOf(data, width))}
        </svg>
      )}
    </figure>
  );
}

function Axes({ data, layout }: { data: ChartData; layout: Layout }) {
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => Math.round(data.top * part * 100) / 100);
  return (
    <>
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={LEFT} x2={layout.right} y1={layout.y(tick)} y2={layout.y(tick)} stroke="#eaf0f6" />
          <text x={LEFT - 6} y={layout.y(tick) + 4} textAnchor="end">
            {tick}
          </text>
        </g>
      ))}
      {data.places.map((place, at) => (
        <text key={place} x={layout.middle(at)} y={HEIGHT - BOTTOM + 18} textAnchor="middle">
          {place}
        </text>
      ))}
      <text x={(LEFT + layout.right) / 2} y={HEIGHT - 6} textAnchor="middle">
        {data.xLabel}
      </text>
    </>
  );
}

/** The chart in words, for people who do not see it. */
function description({ title, series, places }: ChartData): string {
  const lines = series.map(
    ({ name, values }) => `${name}: ${values.map((value, at) => `${places[at]} ${value}`).join(', ')}`,
  );
  return [title, ...lines].filter((line) => line !== '').join('. ');
}

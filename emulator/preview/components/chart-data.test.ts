import { describe, expect, it } from 'vitest';
import { chartData, type ChartProps } from './chart-data.ts';

const rows = [
  { day: 'mon', who: 'in', leads: 3 },
  { day: 'tue', who: 'in', leads: 5 },
  { day: 'mon', who: 'out', leads: 2 },
  { day: 'mon', who: 'out', leads: 9 },
];
const axes: ChartProps['axes'] = {
  x: { field: 'day', fieldType: 'category' },
  y: { field: 'leads', fieldType: 'linear', label: 'Leads' },
};

describe('chartData', () => {
  it('adds up values of the same place when nothing tells them apart', () => {
    const { places, series, top, showLegend } = chartData({ data: rows, axes });
    expect({ places, top, showLegend }).toEqual({ places: ['mon', 'tue'], top: 20, showLegend: false });
    expect(series).toMatchObject([{ name: 'Leads', values: [14, 5] }]);
  });

  it('makes a series of each group, with labels and colours as given, and room for stacks', () => {
    const data = { data: rows, options: { propertyLabels: { day: { mon: 'Monday' }, who: { in: 'Inbound' } } } };
    const options = { groupFieldByColor: 'who', stacking: true, colors: { out: 'darkPink' } };
    const chart = chartData({ data, axes: { ...axes, options } });
    expect(chart.places).toEqual(['Monday', 'tue']);
    expect(chart.series).toMatchObject([
      { name: 'Inbound', values: [3, 5], color: '#51d3d9' },
      { name: 'out', values: [11, 0], color: '#c3568f' },
    ]);
    expect(chart.top).toBe(20);
    expect(chartData({ data, axes: { ...axes, options: { ...options, stacking: false } } }).top).toBe(20);
  });

  it('draws no rows as an empty chart', () => {
    expect(chartData({ data: [], axes })).toMatchObject({ places: [], top: 1 });
  });
});

import type { ReactNode } from 'react';
import { testAttributes, type BaseProps } from './props.ts';

export function Statistics({ children, ...props }: BaseProps & { children?: ReactNode }) {
  return (
    <div className="hs-statistics" {...testAttributes(props)}>
      {children}
    </div>
  );
}

interface ItemProps extends BaseProps {
  id?: string;
  label: string;
  number: string | number;
  children?: ReactNode;
}

export function StatisticsItem({ label, number, children, ...props }: ItemProps) {
  return (
    <div className="hs-statistic" {...testAttributes(props)}>
      <span className="hs-statistic-label">{label}</span>
      <b>{number}</b>
      {children}
    </div>
  );
}

interface TrendProps extends BaseProps {
  value: string;
  direction: 'increase' | 'decrease';
  color?: 'red' | 'green';
}

export function StatisticsTrend({ value, direction, color, ...props }: TrendProps) {
  const shade = color ?? (direction === 'increase' ? 'green' : 'red');
  return (
    <span className={`hs-trend hs-trend-${shade}`} {...testAttributes(props)}>
      <span aria-hidden="true">{direction === 'increase' ? '▲' : '▼'} </span>
      <span className="hs-hidden">{direction === 'increase' ? 'Up by ' : 'Down by '}</span>
      {value}
    </span>
  );
}

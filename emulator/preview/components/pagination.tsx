import { useEffect, useState } from 'react';

export interface PaginationProps {
  pageCount: number;
  /** Pages count from 1. */
  page?: number;
  onPageChange: (page: number) => void;
  showButtonLabels?: boolean;
  showFirstLastButtons?: boolean;
  maxVisiblePageButtons?: number;
}

export function Pagination({ pageCount, page, onPageChange, showButtonLabels = true, ...props }: PaginationProps) {
  const [current, setCurrent] = useState(page ?? 1);
  useEffect(() => {
    if (page !== undefined) setCurrent(page);
  }, [page]);
  const go = (to: number) => {
    if (page === undefined) setCurrent(to);
    onPageChange(to);
  };
  const step = (name: string, sign: string, to: number, text: string) => (
    <button
      type="button"
      disabled={to < 1 || to > pageCount || to === current}
      aria-label={text === '' ? name : undefined}
      onClick={() => go(to)}
    >
      {to < current && <span aria-hidden="true">{sign} </span>}
      {text}
      {to >= current && <span aria-hidden="true"> {sign}</span>}
    </button>
  );
  return (
    <nav className="hs-pagination" aria-label="Pages">
      {props.showFirstLastButtons && step('First page', '«', 1, '')}
      {step('Previous page', '‹', current - 1, showButtonLabels ? 'Prev' : '')}
      {visiblePages(current, pageCount, props.maxVisiblePageButtons ?? 10).map((to) => (
        <button key={to} type="button" aria-current={to === current ? 'page' : undefined} onClick={() => go(to)}>
          {to}
        </button>
      ))}
      {step('Next page', '›', current + 1, showButtonLabels ? 'Next' : '')}
      {props.showFirstLastButtons && step('Last page', '»', pageCount, '')}
    </nav>
  );
}

/** As many as fit, the current one in the middle where that is possible. */
function visiblePages(current: number, count: number, most: number): number[] {
  const first = Math.max(1, Math.min(current - Math.floor(most / 2), count - most + 1));
  return Array.from({ length: Math.min(most, count) }, (_, at) => first + at);
}

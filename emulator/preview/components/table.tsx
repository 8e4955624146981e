import type { ReactNode } from 'react';
import { Pagination, type PaginationProps } from './pagination.tsx';
import { classes, testAttributes, type BaseProps } from './props.ts';

interface TableProps extends BaseProps, Partial<PaginationProps> {
  bordered?: boolean;
  flush?: boolean;
  density?: 'default' | 'condensed' | 'compact';
  paginated?: boolean;
  children?: ReactNode;
}

export function Table({ bordered = true, flush, density = 'default', paginated, children, ...props }: TableProps) {
  const { pageCount, onPageChange, page, showButtonLabels, showFirstLastButtons, maxVisiblePageButtons } = props;
  return (
    <div className={classes('hs-table', `hs-table-${density}`, bordered && 'hs-bordered', flush && 'hs-flush')}>
      {/* wide tables scroll inside; a keyboard must reach that too */}
      <div className="hs-table-scroll" tabIndex={0} role="group" aria-label="Table">
        <table {...testAttributes(props)}>{children}</table>
      </div>
      {paginated && pageCount !== undefined && onPageChange !== undefined && (
        <Pagination
          {...{ pageCount, onPageChange, page, showButtonLabels, showFirstLastButtons, maxVisiblePageButtons }}
        />
      )}
    </div>
  );
}

interface PartProps extends BaseProps {
  children?: ReactNode;
}

export function TableHead({ children, ...props }: PartProps) {
  return <thead {...testAttributes(props)}>{children}</thead>;
}

export function TableBody({ children, ...props }: PartProps) {
  return <tbody {...testAttributes(props)}>{children}</tbody>;
}

export function TableFooter({ children, ...props }: PartProps) {
  return <tfoot {...testAttributes(props)}>{children}</tfoot>;
}

export function TableRow({ children, ...props }: PartProps) {
  return <tr {...testAttributes(props)}>{children}</tr>;
}

interface CellProps extends PartProps {
  align?: 'left' | 'center' | 'right';
  width?: 'min' | 'max' | 'auto' | number;
  colSpan?: number;
}

export function TableCell({ align, width, colSpan, children, ...props }: CellProps) {
  return (
    <td colSpan={colSpan} style={cellStyle({ align, width })} {...testAttributes(props)}>
      {children}
    </td>
  );
}

type Direction = 'ascending' | 'descending' | 'none';

interface HeaderProps extends CellProps {
  sortDirection?: Direction | 'never';
  onSortChange?: (direction: Direction) => void;
  disabled?: boolean;
}

const SIGNS: Record<Direction, string> = { ascending: '▲', descending: '▼', none: '⇅' };

/** Pressing a sortable header asks for the other direction; the extension sorts. */
export function TableHeader({ align, width, sortDirection, onSortChange, disabled, children, ...props }: HeaderProps) {
  const direction = sortDirection === 'never' ? undefined : sortDirection;
  return (
    <th scope="col" aria-sort={direction} style={cellStyle({ align, width })} {...testAttributes(props)}>
      {direction === undefined ? (
        children
      ) : (
        <button
          type="button"
          disabled={disabled}
          onClick={() => onSortChange?.(direction === 'ascending' ? 'descending' : 'ascending')}
        >
          {children} <span aria-hidden="true">{SIGNS[direction]}</span>
        </button>
      )}
    </th>
  );
}

function cellStyle({ align, width }: CellProps) {
  const named = { min: 1, max: '100%', auto: undefined };
  return { textAlign: align, width: typeof width === 'string' ? named[width] : width };
}

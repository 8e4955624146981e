import { BadInput } from '../errors.ts';
import { nearest } from '../policy/text/nearest.ts';
import { csvRecords } from './csv-records.ts';

export interface CsvRow {
  /** In the file, from 1. */
  line: number;
  /** The trimmed value of a column; '' where the row, or the table, has none. */
  value(column: string): string;
}

/** A row that cannot be used, and why. */
export interface BadRow {
  line: number;
  reason: string;
}

export interface CsvTable {
  rows: CsvRow[];
  bad: BadRow[];
}

/**
 * Reads a CSV with a line of titles; commas, semicolons and tabs part the values. `needed` are the columns that must be there,
 * in whatever case. Throws BadInput where one is not.
 */
export function readTable(text: string, needed: readonly string[]): CsvTable {
  const [titles, ...records] = csvRecords(text, delimiterOf(text));
  const columns = new Map((titles?.values ?? []).map((title, place) => [keyOf(title), place]));
  for (const column of needed) {
    if (columns.has(keyOf(column))) continue;
    const near = nearest(column, titles?.values ?? []);
    const there = (titles?.values ?? []).map((title) => `"${title.trim()}"`).join(', ') || 'no columns';
    const hint = near === null ? `it has ${there}` : `did you mean "${near}"?`;
    throw new BadInput(`The file has no column "${column}": ${hint}`, { place: '--csv' });
  }
  return {
    rows: records.flatMap(({ line, values }) =>
      values === null
        ? []
        : [{ line, value: (column) => values[columns.get(keyOf(column)) ?? -1]?.trim() ?? '' } satisfies CsvRow],
    ),
    bad: records.flatMap(({ line, values, reason }) => (values === null ? [{ line, reason }] : [])),
  };
}

/** What the line of titles has most of. */
function delimiterOf(text: string): string {
  const first = text.slice(0, text.search(/[\r\n]|$/));
  const counts = [',', ';', '\t'].map((one) => ({ one, count: first.split(one).length }));
  return counts.toSorted((a, b) => b.count - a.count)[0]?.one ?? ',';
}

function keyOf(title: string): string {
  return title.trim().toLowerCase();
}

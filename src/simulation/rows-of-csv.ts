import type { Row } from './enquiries-of-rows.ts';

/** More rows than these are no trial any more. */
export const MOST_ROWS = 100_000;

/** Columns that say when a lead came, the first one that is there. */
const TIME_COLUMNS = ['at', 'createdate', 'recent_conversion_date'];
const SOURCE_COLUMN = 'hs_object_source';
const COMPANY = 'company.';

/** A record of a table with its line; `values` null: it cannot be read, `reason` says why. */
export interface TableRecord {
  line: number;
  values: readonly string[] | null;
  reason: string;
}

/**
 * Leads from a table whose first record names the columns: properties of the contact by their internal names, those of the
 * company after `company.`, `hs_object_source` (FORM unless it says otherwise), and when the lead came (`at` or
 * `createdate`). What cannot be used is told with its line and left out. `problem`: why nothing can be read at all.
 */
export function rowsOfTable(
  records: Iterable<TableRecord>,
): { rows: Row[]; leftOut: { line: number; reason: string }[] } | { problem: string } {
  const rows: Row[] = [];
  const leftOut: { line: number; reason: string }[] = [];
  let columns: string[] | null = null;
  for (const { line, values, reason } of records) {
    if (values === null) {
      if (columns === null) return { problem: `The first line must name the columns: ${reason}` };
      leftOut.push({ line, reason });
      continue;
    }
    if (columns === null) {
      columns = values.map((column) => column.trim());
      if (!columns.some((column) => /^[a-z][a-z0-9_]*$/.test(column)))
        return { problem: 'The first line must name the columns by the internal names of properties, such as email' };
      continue;
    }
    if (rows.length === MOST_ROWS) return { problem: `A trial takes ${MOST_ROWS.toLocaleString('en')} rows at most` };
    const row = rowOf(columns, values, line);
    if (typeof row === 'string') leftOut.push({ line, reason: row });
    else rows.push(row);
  }
  return columns === null ? { problem: 'The file is empty' } : { rows, leftOut };
}

/** The row, or why it cannot be used. */
function rowOf(columns: readonly string[], values: readonly string[], line: number): Row | string {
  if (values.length !== columns.length)
    return `has ${values.length} values where the first line names ${columns.length}`;
  const given = columns.flatMap((column, at): [string, string][] => {
    const value = values[at]?.trim() ?? '';
    return value === '' ? [] : [[column, value]];
  });
  if (given.length === 0) return 'has no values';
  const all = new Map(given);
  const said = TIME_COLUMNS.map((column) => all.get(column)).find((value) => value !== undefined);
  const at = said === undefined ? null : timeOf(said);
  if (at === undefined) return `has a time that cannot be read: ${said}`;
  const ofCompany = given.filter(([column]) => column.startsWith(COMPANY));
  return {
    line,
    properties: Object.fromEntries(given.filter(([column]) => !column.startsWith(COMPANY) && column !== SOURCE_COLUMN)),
    company:
      ofCompany.length === 0
        ? null
        : Object.fromEntries(ofCompany.map(([column, value]) => [column.slice(COMPANY.length), value])),
    source: (all.get(SOURCE_COLUMN) ?? 'FORM').toUpperCase(),
    at,
  };
}

/** ISO, or milliseconds as HubSpot exports them. undefined: neither. */
function timeOf(text: string): Date | undefined {
  const time = new Date(/^\d{11,14}$/.test(text) ? Number(text) : text);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

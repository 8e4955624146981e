import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';

/** A quoted value may hold line ends; one that seems to span more lines than this is a quote that somebody forgot. */
const LONGEST_RECORD_LINES = 200;

export interface CsvRecord {
  /** Of its first line, counted from 1. */
  line: number;
  /** null: it cannot be read, `reason` says why. */
  values: readonly string[] | null;
  reason: string;
}

/**
 * The records of a CSV text one by one. A parser that is given the whole text loses its place after a stray quote and
 * with it the good lines that follow; here a broken line costs only itself.
 */
export function* csvRecords(text: string, delimiter = ','): Generator<CsvRecord> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (let start = 0; start < lines.length;) {
    if (lines[start]?.trim() === '') {
      start += 1;
      continue;
    }
    const end = lastLineOf(lines, start);
    const record = { line: start + 1, ...readOne(lines.slice(start, end + 1).join('\n'), delimiter) };
    yield record;
    start = record.values === null ? start + 1 : end + 1;
  }
}

/** Where the quotes that were opened are closed; the first line itself when they never are. */
function lastLineOf(lines: readonly string[], start: number): number {
  let open = false;
  for (let index = start; index < Math.min(lines.length, start + LONGEST_RECORD_LINES); index += 1) {
    const quotes = lines[index]?.split('"').length ?? 1;
    if (quotes % 2 === 0) open = !open;
    if (!open) return index;
  }
  return start;
}

function readOne(text: string, delimiter: string): { values: string[] | null; reason: string } {
  try {
    return { values: parse(text, { delimiter }).at(0) ?? [], reason: '' };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { values: null, reason: REASONS[error.code] ?? error.message };
  }
}

const REASONS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote that opens here is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'a quote stands in the middle of a value; double it, and put the whole value in quotes',
  INVALID_OPENING_QUOTE: 'a quote stands in the middle of a value; double it, and put the whole value in quotes',
};

import { countryCode } from '../agents/clean/country.ts';
import { territoriesSchema, type Area } from '../policy/territories/schema.ts';
import { stateCode } from '../policy/territories/subdivisions.ts';
import { plain } from '../policy/values.ts';
import type { BadRow, CsvTable } from './csv-table.ts';

/** A longer value no list takes. */
const LONGEST = 500;

/** The values of one column, each once, as first written. */
export function listOf({ rows, bad }: CsvTable, column: string): { values: string[]; repeated: number; bad: BadRow[] } {
  const values = new Map<string, string>();
  const unusable = [...bad];
  let repeated = 0;
  for (const row of rows) {
    const value = row.value(column);
    if (value === '') unusable.push({ line: row.line, reason: `it has nothing in "${column}"` });
    else if (value.length > LONGEST)
      unusable.push({ line: row.line, reason: `it has more than ${LONGEST} characters` });
    else if (values.has(plain(value))) repeated += 1;
    else values.set(plain(value), value);
  }
  return { values: [...values.values()], repeated, bad: inOrder(unusable) };
}

export const TERRITORY_COLUMNS = ['territory', 'country'] as const;

/** Territories by name: each row is a country, a state of one, or a postcode (in a state, if it names one). */
export function territoriesOf({ rows, bad }: CsvTable): { territories: Map<string, Area[]>; bad: BadRow[] } {
  const unusable = [...bad];
  const kept = new Map<string, Map<string, AreaRow[]>>();
  for (const row of rows) {
    const read = areaRow(row.value);
    if ('reason' in read) {
      unusable.push({ line: row.line, reason: read.reason });
      continue;
    }
    const areas = kept.get(read.territory) ?? new Map<string, AreaRow[]>();
    kept.set(read.territory, areas);
    areas.set(read.area, [...(areas.get(read.area) ?? []), read]);
  }
  const territories = new Map([...kept].map(([name, areas]) => [name, [...areas.values()].map(areaOf)]));
  return { territories, bad: inOrder(unusable) };
}

interface AreaRow {
  territory: string;
  /** Rows of one area stand together. */
  area: string;
  country: string;
  state: string | null;
  postcode: string | null;
}

function areaRow(value: (column: string) => string): AreaRow | { reason: string } {
  const territory = value('territory');
  if (territory === '' || territory.length > 80) return { reason: 'it names no territory (at most 80 characters)' };
  const country = countryCode(value('country'));
  if (country === null) return { reason: `it has no country that is known: "${value('country')}"` };
  const [given, postcode] = [value('state'), value('postcode') || null];
  const state = given === '' ? null : stateCode(country, given);
  if (given !== '' && state === null) return { reason: `it has no state of ${country} that is known: "${given}"` };
  const row = { territory, country, state, postcode };
  if (postcode !== null && !territoriesSchema.safeParse({ a: [areaOf([{ ...row, area: '' }])] }).success) {
    return { reason: `it has no postcode, beginning or range: "${postcode}"` };
  }
  const area = postcode !== null ? `${country} ${state} postcodes` : state === null ? 'countries' : `${country} states`;
  return { ...row, area };
}

/** One area of rows that name the same kind of thing in it. */
function areaOf(rows: readonly AreaRow[]): Area {
  const all = (part: (row: AreaRow) => string | null) => [...new Set(rows.flatMap((row) => part(row) ?? []))];
  const [countries, states, postcodes] = [
    all(({ country }) => country),
    all(({ state }) => state),
    all(({ postcode }) => postcode),
  ];
  return {
    countries,
    ...(states.length === 0 ? {} : { states }),
    ...(postcodes.length === 0 ? {} : { postcodes }),
  };
}

function inOrder(rows: readonly BadRow[]): BadRow[] {
  return rows.toSorted((a, b) => a.line - b.line);
}

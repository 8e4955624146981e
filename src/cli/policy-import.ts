import { rename, writeFile } from 'node:fs/promises';
import { BadInput } from '../errors.ts';
import { withEntry } from '../policy/text/edit-entry.ts';
import { parsePolicyText } from '../policy/text/parse-policy.ts';
import type { Area } from '../policy/territories/schema.ts';
import { plain } from '../policy/values.ts';
import { readTable, type BadRow } from './csv-table.ts';
import { listOf, TERRITORY_COLUMNS, territoriesOf } from './import-entries.ts';
import { textOf } from './text-of.ts';

export interface ImportOptions {
  list: string | null;
  csv: string | null;
  column: string | null;
}

/** More rows that cannot be used are only counted. */
const MOST_TOLD = 20;

interface Imported {
  text: string;
  /** What was done, a line each. */
  lines: string[];
  bad: readonly BadRow[];
}

/**
 * `baton policy list import FILE` and `baton policy territory import FILE`: puts what a CSV names into the text of a policy,
 * which stays as it is otherwise. Nothing is written unless the result can be read. null: the words are not understood.
 */
export async function importCommand(
  what: 'list' | 'territory',
  file: string,
  { list, csv, column }: ImportOptions,
): Promise<{ lines: string[]; code: 0 | 1 } | null> {
  if (csv === null || (what === 'list') !== (list !== null && column !== null)) return null;
  const policy = await textOf(file, 'FILE');
  const table = await textOf(csv, '--csv');
  const imported =
    list !== null && column !== null ? importList(policy, table, list, column) : importTerritories(policy, table);
  const told = imported.bad.slice(0, MOST_TOLD).map(({ line, reason }) => `${csv}:${line} is left out: ${reason}`);
  if (imported.bad.length > MOST_TOLD) told.push(`${csv}: ${imported.bad.length - MOST_TOLD} more rows are left out`);
  const read = parsePolicyText(imported.text, file.endsWith('.json') ? { format: 'json' } : {});
  if (!read.ok) {
    const problems = read.problems.map(
      ({ line, column: at, place, message }) => `${file}:${line}:${at} error ${place} ${message}`,
    );
    return { lines: [...told, `${file} is not changed, as it could not be read then:`, ...problems], code: 1 };
  }
  await replace(file, imported.text);
  return { lines: [...told, ...imported.lines.map((line) => `${file}: ${line}`)], code: 0 };
}

function importList(policy: string, csv: string, list: string, column: string): Imported {
  const { values, repeated, bad } = listOf(readTable(csv, [column]), column);
  if (values.length === 0) throw new BadInput(`The file has no value in "${column}"`, { place: '--csv' });
  const before = parsePolicyText(policy);
  const old = new Set((before.ok ? (before.document.lists[list] ?? []) : []).map(plain));
  const added = values.filter((value) => !old.has(plain(value))).length;
  const removed = old.size - (values.length - added);
  const counts = `${values.length} values (${added} new, ${removed} no longer there, ${repeated} repeated in the CSV)`;
  return { text: entered(policy, 'lists', list, values), lines: [`the list "${list}" now has ${counts}`], bad };
}

function importTerritories(policy: string, csv: string): Imported {
  const { territories, bad } = territoriesOf(readTable(csv, TERRITORY_COLUMNS));
  if (territories.size === 0) throw new BadInput('The file has no territory', { place: '--csv' });
  let text = policy;
  for (const [name, areas] of territories) text = entered(text, 'territories', name, areas.map(withoutGaps));
  const lines = [...territories].map(([name, areas]) => {
    const parts = areas.reduce(
      (sum, { countries, states, postcodes }) => sum + (postcodes ?? states ?? countries).length,
      0,
    );
    return `the territory "${name}" is made of ${parts} ${parts === 1 ? 'place' : 'places'}`;
  });
  return { text, lines, bad };
}

/** Keys without a value are no part of a text. */
function withoutGaps(area: Area): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(area).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

function entered(text: string, section: 'lists' | 'territories', name: string, value: Parameters<typeof withEntry>[3]) {
  const now = withEntry(text, section, name, value);
  if (now === null) throw new BadInput('The policy is neither YAML nor JSON that can be read', { place: 'FILE' });
  return now;
}

/** At once: who reads the file meanwhile sees the old text or the new one. */
async function replace(file: string, text: string): Promise<void> {
  const beside = `${file}.${process.pid}.new`;
  await writeFile(beside, text);
  await rename(beside, file);
}

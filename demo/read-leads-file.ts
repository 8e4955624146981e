import { csvRecords } from '../src/cli/csv-records.ts';
import { NO_OPINION, type PlannedLead } from './planned-lead.ts';

const SOURCE_COLUMN = 'hs_object_source';

export interface FileLeads {
  leads: PlannedLead[];
  /** What could not be used and why, with line numbers as an editor shows them. */
  problems: { line: number; reason: string }[];
  /** Columns that stand for no property. */
  ignored: string[];
}

/**
 * Leads from the text of a CSV file with a header line. Lines that cannot be used are reported and left out, the rest
 * goes on. `map`: which property a column stands for; columns not in it are named like their property. Throws when
 * there is no usable header.
 */
export function readLeads(options: {
  text: string;
  map: ReadonlyMap<string, string>;
  /** Names that the account knows. */
  properties: ReadonlySet<string>;
}): FileLeads {
  const { text, map, properties } = options;
  const [header, ...records] = csvRecords(text);
  if (header?.values == null)
    throw new Error(`The file's first line must name its columns${header === undefined ? '' : ` (${header.reason})`}.`);
  const columns = header.values.map((column) => column.trim());
  const missing = [...map.keys()].filter((column) => !columns.includes(column));
  if (missing.length > 0) throw new Error(`--map names columns that the file does not have: ${missing.join(', ')}`);
  const names = columns.map((column) => map.get(column) ?? column).map((name) => (isUsable(name) ? name : null));
  const found: FileLeads = {
    leads: [],
    problems: [],
    ignored: columns.filter((_column, index) => names[index] === null),
  };
  const lineOfAddress = new Map<string, number>();

  for (const { line, values, reason } of records) {
    const lead = values === null ? reason : leadOf(values, line);
    if (typeof lead === 'string') found.problems.push({ line, reason: lead });
    else found.leads.push(lead);
  }
  return found;

  function isUsable(name: string): boolean {
    return name === SOURCE_COLUMN || properties.has(name);
  }

  /** The lead, or why this line is none. */
  function leadOf(values: readonly string[], line: number): PlannedLead | string {
    if (values.length !== names.length)
      return `has ${values.length} values where the header names ${names.length} columns`;
    const given = names.flatMap((name, index) => {
      const value = values[index] ?? '';
      return name === null || value.trim() === '' ? [] : [[name, value] as const];
    });
    const { [SOURCE_COLUMN]: source = 'FORM', ...known } = Object.fromEntries(given);
    if (Object.keys(known).length === 0) return 'no value in any known column';
    const address = known['email']?.trim().toLowerCase();
    const earlier = address === undefined ? undefined : lineOfAddress.get(address);
    if (earlier !== undefined) return `repeats the e-mail address of line ${earlier}`;
    if (address !== undefined) lineOfAddress.set(address, line);
    return {
      how: { kind: 'create' },
      source: source.trim().toUpperCase(),
      properties: known,
      ownerAtStart: known['hubspot_owner_id'] ?? null,
      truth: NO_OPINION,
      line,
    };
  }
}

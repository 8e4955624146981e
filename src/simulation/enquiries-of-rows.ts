import { randomUUID } from 'node:crypto';
import type { FindDuplicates } from '../agents/find-duplicates.ts';
import { assessLeads } from '../agents/orchestrate.ts';
import { snapshotOf } from '../audit/snapshot.ts';
import type { Directory, RawLead } from '../hubspot/lead.ts';
import type { DecisionInput } from '../policy/input.ts';
import { laneOfSource } from '../policy/sources.ts';

/** A row of a table as a lead. */
export interface Row {
  /** Where it stands, for people. */
  line: number;
  properties: Readonly<Record<string, string>>;
  /** Of its company; null: it has none. */
  company: Readonly<Record<string, string>> | null;
  /** HubSpot's source of the record, such as FORM. */
  source: string;
  /** When it came; null: not said. */
  at: Date | null;
}

const AT_ONCE = 200;

/**
 * Rows as enquiries, oldest first, cleaned and understood by the agents as leads of that account are. Those that do not say
 * when they came are spread evenly from `from` on over `spanMs`. Yields how many are done.
 */
export async function* enquiriesOfRows(
  rows: readonly Row[],
  account: {
    portalId: number;
    timeZone: string;
    directory: Directory;
    findDuplicates: FindDuplicates;
  },
  { from, spanMs }: { from: Date; spanMs: number },
): AsyncGenerator<number, { input: DecisionInput; line: number }[]> {
  const found: { input: DecisionInput; line: number }[] = [];
  const ownDomains = new Set(account.directory.people.flatMap(({ email }) => email.toLowerCase().split('@')[1] ?? []));
  for (let start = 0; start < rows.length; start += AT_ONCE) {
    const some = rows.slice(start, start + AT_ONCE).map((row, place) => {
      const spread = new Date(from.getTime() + Math.floor((spanMs * (start + place)) / rows.length));
      return { row, raw: rawOf(row, row.at ?? spread) };
    });
    const assessments = await assessLeads({
      leads: some.map(({ raw }) => raw),
      nowMs: from.getTime(),
      ownDomains,
      findDuplicates: account.findDuplicates,
    });
    for (const { row, raw } of some) {
      const assessment = assessments.get(raw.contactId);
      if (assessment === undefined) continue;
      const now = new Date(raw.createdAt);
      const input = snapshotOf({
        portalId: account.portalId,
        portalTimeZone: account.timeZone,
        now,
        lane: laneOfSource(row.source),
        raw,
        assessment,
        enquiry: { kind: 'new', source: row.source, sourceId: null, occurredAtMs: now.getTime() },
        enquiryId: randomUUID(),
        installedAt: new Date(0),
        ownerId: row.properties['hubspot_owner_id'] ?? null,
        duplicateOf: assessment.duplicateOf,
        openHandoff: null,
        previousOwnerId: null,
        directory: account.directory,
        workloads: new Map(),
        credits: [],
      });
      found.push({ input, line: row.line });
    }
    yield found.length;
  }
  return found.sort((a, b) => Date.parse(a.input.now) - Date.parse(b.input.now) || a.line - b.line);
}

function rawOf({ line, properties, company, source }: Row, at: Date): RawLead {
  const contactId = `line-${line}`;
  return {
    contactId,
    askedFor: contactId,
    properties: { hs_object_source: source, ...properties },
    ownerHistory: [],
    company:
      company === null
        ? null
        : { companyId: company['domain'] ?? company['name'] ?? contactId, properties: { ...company } },
    readAtMs: at.getTime(),
    createdAt: at.toISOString(),
  };
}

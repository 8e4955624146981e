import { HubSpotUnavailable } from '../errors.ts';
import { NO_PROPERTIES, type PropertyNames } from '../policy/reads.ts';
import { idsOf, sortAbsent, type Absent } from './absent.ts';
import { associationBatch, recordBatch, type CrmRecord, type HistoryEntry } from './answers.ts';
import { ASSOCIATION_BATCH_SIZE, BATCH_SIZE, chunksOf, HISTORY_BATCH_SIZE } from './chunks.ts';
import type { CompanyCache } from './company-cache.ts';
import { COMPANY_FIELDS, CONTACT_FIELDS, CONTACT_FIELDS_WITH_HISTORY } from './contact-fields.ts';
import type { OwnerChange, RawCompany, RawLead } from './lead.ts';
import { primaryCompany } from './primary-company.ts';
import type { Transport } from './transport.ts';
import { sourceUser } from './source-user.ts';
import { apiPath } from './versions.ts';

/** A contact that was found under the id asked for; after a merge its own id is another one. */
interface Found {
  askedFor: string;
  record: CrmRecord;
  readAtMs: number;
}

/** Leads by the id asked for. An id that is absent is `gone`, or `unknown`: HubSpot did not say, and must be asked again. */
export type LeadsRead = Map<string, RawLead> & {
  gone: ReadonlySet<string>;
  unknown: ReadonlySet<string>;
  /** When the read began: later news of a contact is news. */
  askedAtMs: number;
};

export interface ReadOptions {
  /** Companies may be so old, default 60 s; ask for 0 when a company's facts are known to have changed. */
  maxCompanyAgeMs?: number;
  /** Properties to read beside the usual ones; those that the account does not have are left out of the answer. */
  also?: PropertyNames;
}

/**
 * Reads contacts with their owner's history and the associated company: two calls for up to 50 contacts. Throws when
 * HubSpot cannot be read.
 */
export async function readLeads(
  deps: { transport: Transport; companies: CompanyCache },
  contactIds: readonly string[],
  { maxCompanyAgeMs, also = NO_PROPERTIES }: ReadOptions = {},
): Promise<LeadsRead> {
  const askedAtMs = Date.now();
  const { found, gone, unknown } = await readContacts(deps.transport, contactIds, both(CONTACT_FIELDS, also.contact));
  const companyIds = await companyIdsOf(deps.transport, found);
  const companies = await deps.companies.read(
    [...new Set(companyIds.values())],
    { fields: both(COMPANY_FIELDS, also.company), maxAgeMs: maxCompanyAgeMs },
    (ids, fields) => readCompanies(deps.transport, ids, fields),
  );
  const leads = new Map(
    found.map(({ askedFor, record, readAtMs }): [string, RawLead] => [
      askedFor,
      {
        contactId: record.id,
        askedFor,
        properties: record.properties,
        ownerHistory: ownerHistoryOf(record),
        company: companies.get(companyIds.get(record.id) ?? '') ?? null,
        readAtMs,
        createdAt: record.createdAt,
      },
    ]),
  );
  return Object.assign(leads, { gone: new Set(gone), unknown: new Set(unknown), askedAtMs });
}

/**
 * The current owner of contacts and who changed it when, newest first. Ids that are gone are absent. Throws
 * HubSpotUnavailable when HubSpot did not answer for every one, because a missing owner would be taken for a missing contact.
 */
export async function readOwners(
  transport: Transport,
  contactIds: readonly string[],
): Promise<Map<string, { ownerId: string | null; history: readonly OwnerChange[] }>> {
  const { found, unknown } = await readContacts(transport, contactIds, ['hubspot_owner_id', 'hs_merged_object_ids']);
  if (unknown.length > 0) throw new HubSpotUnavailable('HubSpot did not say who owns some of these contacts.');
  return new Map(
    found.map(({ askedFor, record }) => [
      askedFor,
      { ownerId: record.properties.hubspot_owner_id || null, history: ownerHistoryOf(record) },
    ]),
  );
}

async function readContacts(
  transport: Transport,
  ids: readonly string[],
  fields: readonly string[],
): Promise<Absent & { found: Found[] }> {
  const chunks = chunksOf([...new Set(ids)], HISTORY_BATCH_SIZE);
  const parts = await Promise.all(
    chunks.map(async (chunk) => {
      const readAtMs = Date.now();
      const { results, errors } = await transport.send({
        operation: 'contacts.batch_read',
        method: 'POST',
        path: apiPath('objects', '/contacts/batch/read'),
        body: {
          properties: fields,
          propertiesWithHistory: CONTACT_FIELDS_WITH_HISTORY,
          inputs: chunk.map((id) => ({ id })),
        },
        effect: 'read',
        batch: true,
        answer: recordBatch,
      });
      const live = results.filter((record) => record.archived !== true);
      const archived = results.filter((record) => record.archived === true).map((record) => record.id);
      const refused = new Set(errors.flatMap(idsOf));
      const matched = matchAsked(
        chunk.filter((id) => !refused.has(id)),
        live,
      );
      const answered = new Set([...matched.map(([askedFor]) => askedFor), ...archived]);
      const { gone, unknown } = sortAbsent(
        chunk.filter((id) => !answered.has(id)),
        errors,
      );
      return {
        found: matched.map(([askedFor, record]) => ({ askedFor, record, readAtMs })),
        gone: [...gone, ...archived],
        unknown,
      };
    }),
  );
  return {
    found: parts.flatMap((part) => part.found),
    gone: parts.flatMap((part) => part.gone),
    unknown: parts.flatMap((part) => part.unknown),
  };
}

/** Which record answers which id? A merged contact comes back under the winner's id, which lists the ids it swallowed. */
export function matchAsked(asked: readonly string[], records: readonly CrmRecord[]): [string, CrmRecord][] {
  const byId = new Map<string, CrmRecord>();
  for (const record of records) {
    for (const merged of record.properties.hs_merged_object_ids?.split(';') ?? []) byId.set(merged.trim(), record);
  }
  for (const record of records) byId.set(record.id, record);
  const missing = asked.filter((id) => !byId.has(id));
  const strangers = records.filter(
    (record) => !asked.includes(record.id) && !asked.some((id) => byId.get(id) === record),
  );
  const [onlyMissing] = missing;
  const [onlyStranger] = strangers;
  if (missing.length === 1 && strangers.length === 1 && onlyMissing !== undefined && onlyStranger !== undefined) {
    byId.set(onlyMissing, onlyStranger);
  }
  return asked.flatMap((id): [string, CrmRecord][] => {
    const record = byId.get(id);
    return record === undefined ? [] : [[id, record]];
  });
}

/** Company id by contact id: from the contact's own property, or through associations where a portal lacks it. */
async function companyIdsOf(transport: Transport, found: readonly Found[]): Promise<Map<string, string>> {
  const companyIds = new Map<string, string>();
  const unknown: string[] = [];
  for (const { record } of found) {
    const companyId = record.properties.associatedcompanyid;
    if (companyId === undefined) unknown.push(record.id);
    else if (companyId !== null && companyId !== '') companyIds.set(record.id, companyId);
  }
  for (const chunk of chunksOf([...new Set(unknown)], ASSOCIATION_BATCH_SIZE)) {
    const { results } = await transport.send({
      operation: 'associations.contacts_companies',
      method: 'POST',
      path: apiPath('associations', '/contacts/companies/batch/read'),
      body: { inputs: chunk.map((id) => ({ id })) },
      effect: 'read',
      batch: true,
      answer: associationBatch,
    });
    for (const { from, to } of results) {
      const companyId = primaryCompany(to);
      if (companyId !== null) companyIds.set(from.id, companyId);
    }
  }
  return companyIds;
}

async function readCompanies(
  transport: Transport,
  ids: readonly string[],
  fields: readonly string[],
): Promise<RawCompany[]> {
  const chunks = await Promise.all(
    chunksOf(ids, BATCH_SIZE).map((chunk) =>
      transport.send({
        operation: 'companies.batch_read',
        method: 'POST',
        path: apiPath('objects', '/companies/batch/read'),
        body: { properties: fields, propertiesWithHistory: [], inputs: chunk.map((id) => ({ id })) },
        effect: 'read',
        batch: true,
        answer: recordBatch,
      }),
    ),
  );
  return chunks.flatMap(({ results }) => results.map(({ id, properties }) => ({ companyId: id, properties })));
}

function both(usual: readonly string[], also: readonly string[]): readonly string[] {
  return also.length === 0 ? usual : [...new Set([...usual, ...also])];
}

function ownerHistoryOf(record: CrmRecord): OwnerChange[] {
  const entries = record.propertiesWithHistory?.hubspot_owner_id ?? [];
  return entries.map(ownerChange).sort((a, b) => b.atMs - a.atMs);
}

function ownerChange({ value, timestamp, sourceType, sourceId, updatedByUserId }: HistoryEntry): OwnerChange {
  const source = sourceType ?? 'UNKNOWN';
  return {
    ownerId: value || null,
    atMs: Date.parse(timestamp),
    source,
    sourceId: sourceId ?? null,
    userId: updatedByUserId ?? sourceUser(source, sourceId ?? null),
  };
}

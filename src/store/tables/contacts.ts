import { sql } from 'kysely';
import type { VerdictOutcome } from '../../policy/taxonomy.ts';
import type { PortalTx } from '../store.ts';
import { forgetFingerprints } from './fingerprints.ts';
import { forgetRest } from './forget-rest.ts';

export type Gone = 'deleted' | 'merged' | 'privacy';

/** What Baton remembers of a contact: ids, times and a keyed hash, no values. */
export interface ContactRow {
  contactId: string;
  firstSource: string | null;
  latestSource: string | null;
  gone: Gone | null;
  mergedInto: string | null;
  companyId: string | null;
  enquiryHash: string | null;
  enquiries: number;
  decisionId: string | null;
  outcome: VerdictOutcome | null;
  handoffClosedAt: Date | null;
  ownerRead: string | null;
  ownerReadAt: Date | null;
  ownerWritten: string | null;
  ownerWrittenAt: Date | null;
  automationChanges: number;
  automationChangedAt: Date | null;
  /** The last enquiry for which a nurtured lead was put on a list or enrolled in a sequence. */
  nurtureEnquiry: string | null;
}

/** The contacts that Baton has met, by id; strangers are absent. */
export async function contactsById(tx: PortalTx, contactIds: readonly string[]): Promise<Map<string, ContactRow>> {
  if (contactIds.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('contacts')
    .selectAll()
    .where('contact_id', '=', sql<string>`any(${contactIds}::text[])`)
    .execute();
  return new Map(
    rows.map((row) => [
      row.contact_id,
      {
        contactId: row.contact_id,
        firstSource: row.first_source,
        latestSource: row.latest_source,
        gone: row.gone,
        mergedInto: row.merged_into,
        companyId: row.company_id,
        enquiryHash: row.enquiry_hash,
        enquiries: row.enquiries,
        decisionId: row.decision_id,
        outcome: row.outcome,
        handoffClosedAt: row.handoff_closed_at,
        ownerRead: row.owner_read,
        ownerReadAt: row.owner_read_at,
        ownerWritten: row.owner_written,
        ownerWrittenAt: row.owner_written_at,
        automationChanges: row.automation_changes,
        automationChangedAt: row.automation_changed_at,
        nurtureEnquiry: row.nurture_enquiry,
      },
    ]),
  );
}

/** The current decision of a contact, as the next look at it must know it. */
export interface RememberedDecision {
  contactId: string;
  decisionId: string;
  outcome: VerdictOutcome;
  /** HubSpot's source of the enquiry; the first one stays remembered beside the latest. */
  source: string;
  companyId: string | null;
  enquiryHash: string;
  enquiries: number;
  /** Owner at the read that was decided by; null: none. */
  ownerRead: string | null;
  ownerReadAt: Date;
  /** The enquiry, if a nurtured lead is put on a list or enrolled in a sequence for it; null, absent: it is not. */
  nurtureEnquiry?: string | null;
}

/** Makes these the contacts' current decisions; the last one of a contact counts. An erased contact keeps nothing but its outcome. */
export async function rememberDecisions(tx: PortalTx, decisions: readonly RememberedDecision[]): Promise<void> {
  const rows = [...new Map(decisions.map((decision) => [decision.contactId, decision])).values()].toSorted((a, b) =>
    a.contactId < b.contactId ? -1 : 1,
  );
  if (rows.length === 0) return;
  await sql`
    insert into contacts (portal_id, contact_id, decision_id, outcome, first_source, latest_source, company_id,
                          enquiry_hash, enquiries, owner_read, owner_read_at, nurture_enquiry)
    select ${tx.portalId}, given.contact_id, given.decision_id, given.outcome, given.source, given.source,
           given.company_id, given.enquiry_hash, given.enquiries, given.owner_read, given.owner_read_at,
           given.nurture_enquiry
    from unnest(
      ${rows.map((row) => row.contactId)}::text[], ${rows.map((row) => row.decisionId)}::uuid[],
      ${rows.map((row) => row.outcome)}::text[], ${rows.map((row) => row.source)}::text[],
      ${rows.map((row) => row.companyId)}::text[], ${rows.map((row) => row.enquiryHash)}::text[],
      ${rows.map((row) => row.enquiries)}::int[], ${rows.map((row) => row.ownerRead)}::text[],
      ${rows.map((row) => row.ownerReadAt)}::timestamptz[], ${rows.map((row) => row.nurtureEnquiry ?? null)}::uuid[]
    ) as given (contact_id, decision_id, outcome, source, company_id, enquiry_hash, enquiries, owner_read, owner_read_at,
                nurture_enquiry)
    on conflict (portal_id, contact_id) do update set
      decision_id = excluded.decision_id,
      outcome = excluded.outcome,
      first_source = coalesce(contacts.first_source, excluded.first_source),
      latest_source = excluded.latest_source,
      company_id = excluded.company_id,
      enquiry_hash = case when contacts.erased_at is null then excluded.enquiry_hash end,
      enquiries = excluded.enquiries,
      owner_read = excluded.owner_read,
      owner_read_at = excluded.owner_read_at,
      nurture_enquiry = coalesce(excluded.nurture_enquiry, contacts.nurture_enquiry)`.execute(tx.db);
}

/**
 * Notes that HubSpot no longer has the contact, also of one that Baton never met; `lockWaiting` comes first. `privacy` destroys its key, so that everything
 * encrypted under it is unreadable for good, and clears what else could be traced; nothing takes that back. Safe to repeat.
 */
export async function markGone(
  tx: PortalTx,
  { contactId, gone, at, mergedInto = null }: { contactId: string; gone: Gone; at: Date; mergedInto?: string | null },
): Promise<void> {
  await sql`
    insert into contacts (portal_id, contact_id, gone, gone_at, merged_into)
    values (${tx.portalId}, ${contactId}, ${gone}, ${at}, ${mergedInto})
    on conflict (portal_id, contact_id) do update set
      gone = excluded.gone, gone_at = excluded.gone_at, merged_into = excluded.merged_into
    where contacts.gone is distinct from 'privacy'`.execute(tx.db);
  if (gone !== 'privacy') return;
  await tx.db
    .updateTable('contacts')
    .set({
      contact_key: null,
      erased_at: sql<Date>`coalesce(erased_at, now())`,
      enquiry_hash: null,
      company_id: null,
      nurture_lists: [],
    })
    .where('contact_id', '=', contactId)
    .execute();
  await forgetFingerprints(tx, contactId);
  await forgetRest(tx, contactId);
}

/** Since when HubSpot is believed to have deleted these contacts; those that are there, merged away or erased are absent. */
export async function deletedSince(tx: PortalTx, contactIds: readonly string[]): Promise<Map<string, Date>> {
  if (contactIds.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('contacts')
    .select(['contact_id', 'gone_at'])
    .where('contact_id', '=', sql<string>`any(${contactIds}::text[])`)
    .where('gone', '=', 'deleted')
    .execute();
  return new Map(rows.map((row) => [row.contact_id, row.gone_at ?? new Date(0)]));
}

/**
 * Locks what waits in the mailbox for these contacts, in one order. Deciders lock the mailbox before `contacts`, so whoever
 * changes both does this first. Answers the rows that are there.
 */
export async function lockWaiting(
  tx: PortalTx,
  contactIds: readonly string[],
): Promise<Map<string, { leaseId: string | null; revision: number }>> {
  if (contactIds.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('mailbox')
    .select(['contact_id', 'lease_id', 'revision'])
    .where('portal_id', '=', tx.portalId)
    .where('contact_id', '=', sql<string>`any(${contactIds}::text[])`)
    .orderBy('contact_id')
    .forUpdate()
    .execute();
  return new Map(rows.map((row) => [row.contact_id, { leaseId: row.lease_id, revision: row.revision }]));
}

/**
 * Takes the rows of contacts that were just marked as gone from whoever leases them and lets them sleep until then: they
 * leave by themselves, unless an event says before that where their contact is.
 */
export async function parkWaiting(tx: PortalTx, contactIds: readonly string[], until: Date): Promise<void> {
  if (contactIds.length === 0) return;
  await tx.db
    .updateTable('mailbox')
    .set({
      state: 'waiting',
      not_before: until,
      lease_id: null,
      lease_process: null,
      locked_until: null,
      taken_revision: null,
      last_error: 'record_gone',
    })
    .where('portal_id', '=', tx.portalId)
    .where('contact_id', '=', sql<string>`any(${contactIds}::text[])`)
    .execute();
}

/** A deleted contact is there again, or was all the time. One that was merged away or erased stays gone. Safe to repeat. */
export async function unmarkGone(tx: PortalTx, contactId: string): Promise<void> {
  await tx.db
    .updateTable('contacts')
    .set({ gone: null, gone_at: null })
    .where('contact_id', '=', contactId)
    .where('gone', '=', 'deleted')
    .execute();
}

import { sql, type RawBuilder } from 'kysely';
import type { Lane } from '../../policy/taxonomy.ts';
import { byDatabaseClock } from '../clocks.ts';
import type { PortalTx } from '../store.ts';
import { contactKeys, sealForContact } from './contact-keys.ts';
import type { WriteContent } from './crm-write-payload.ts';
import { readable, type LeasedWrite } from './crm-writes-leased.ts';
import { IS_NURTURE } from './nurtured.ts';

export type { CompareOwner, ContactPayload, WriteContent, WritePayload } from './crm-write-payload.ts';
export type { LeasedWrite } from './crm-writes-leased.ts';

/** A process that does not renew for this long has lost its writes. */
const LEASE_SECONDS = 30;

/** A write without an answer may still be applied; only after this long is it looked for and sent again. */
export const UNANSWERED_MS = 30_000;

const lease = sql`make_interval(secs => ${sql.lit(LEASE_SECONDS)})`;
const unanswered = sql`make_interval(secs => ${sql.lit(UNANSWERED_MS / 1_000)})`;

/** A write to HubSpot that was decided. The id is the mark of the task that it creates. */
export type PlannedWrite = WriteContent & {
  writeId: string;
  contactId: string;
  decisionId: string | null;
  handoffId: string | null;
  lane: Lane;
};

/** What becomes of a row that is not to be written any more. */
export const SUPERSEDED = {
  state: 'superseded' as const,
  payload: null,
  done_at: sql<Date>`now()`,
  lease_id: null,
  lease_process: null,
  locked_until: null,
};

/**
 * Stores writes in the order given, encrypted under their contacts' keys; with `lease` they are the caller's to finish.
 * What is still to do of older decisions about the same contacts becomes superseded, except what no newer decision knows of: a
 * restored owner, which mends a mistake of ours, follow-up tasks, and a list that is to be left. Writes of erased contacts are
 * dropped.
 */
export async function insertWrites(
  tx: PortalTx,
  writes: readonly PlannedWrite[],
  leasedBy?: { leaseId: string; processId: string },
): Promise<void> {
  if (writes.length === 0) return;
  const contactIds = [...new Set(writes.map((write) => write.contactId))];
  await tx.db
    .updateTable('crm_writes')
    .set(SUPERSEDED)
    .where('contact_id', 'in', contactIds)
    .where('state', '=', 'todo')
    .where('kind', 'not in', ['owner_restore', 'follow_up_create', 'follow_up_close', 'list_remove'])
    .execute();
  await addWrites(tx, writes, leasedBy);
}

/** As `insertWrites`, but beside what is still to do of the same contacts: it goes out after that. */
export async function addWrites(
  tx: PortalTx,
  writes: readonly PlannedWrite[],
  leasedBy?: { leaseId: string; processId: string },
): Promise<void> {
  if (writes.length === 0) return;
  const contactIds = [...new Set(writes.map((write) => write.contactId))];
  const keys = await contactKeys(tx, contactIds);
  const rows = writes.flatMap((write) => {
    const key = keys.get(write.contactId);
    if (key === undefined) return [];
    return {
      portal_id: tx.portalId,
      write_id: write.writeId,
      contact_id: write.contactId,
      decision_id: write.decisionId,
      handoff_id: write.handoffId,
      kind: write.kind,
      lane: write.lane,
      payload: sealForContact(key, write.payload),
      ...(leasedBy === undefined
        ? {}
        : { lease_id: leasedBy.leaseId, lease_process: leasedBy.processId, locked_until: sql<Date>`now() + ${lease}` }),
    };
  });
  if (rows.length > 0) await tx.db.insertInto('crm_writes').values(rows).execute();
}

/**
 * Leases due writes, waiting people's first, oldest first; a contact's later write is never taken before its earlier ones.
 * Two processes that lease at the same moment do so one after the other.
 */
export async function leaseWrites(
  tx: PortalTx,
  options: { leaseId: string; processId: string; limit: number },
): Promise<LeasedWrite[]> {
  // Rows skipped because somebody else is just leasing them would let a later write overtake an earlier one.
  await sql`select pg_advisory_xact_lock(hashtextextended('crm_writes', ${tx.portalId}))`.execute(tx.db);
  const due = sql<boolean>`w.not_before <= now() and (w.lease_id is null or w.locked_until < now())`;
  await sql`
    update crm_writes w
    set lease_id = ${options.leaseId}, lease_process = ${options.processId}, locked_until = now() + ${lease}
    from (${inOrder(tx, due)} order by lane = 'fresh' desc, seq limit ${options.limit}) as t
    where w.portal_id = ${tx.portalId} and w.write_id = t.write_id and w.state in ('todo', 'sent')`.execute(tx.db);
  return leasedWrites(tx, options.leaseId);
}

/** The writes that carry this lease and have no unfinished earlier one outside it, in order. */
export async function leasedWrites(tx: PortalTx, leaseId: string): Promise<LeasedWrite[]> {
  const rows = await tx.db
    .selectFrom('crm_writes as w')
    .innerJoin(inOrder(tx, sql<boolean>`w.lease_id = ${leaseId}`).as('t'), 't.write_id', 'w.write_id')
    .leftJoin('contacts as c', (join) =>
      join.onRef('c.portal_id', '=', 'w.portal_id').onRef('c.contact_id', '=', 'w.contact_id'),
    )
    .select([
      'w.write_id',
      'w.contact_id',
      'w.decision_id',
      'w.handoff_id',
      'w.lane',
      'w.kind',
      'w.state',
      'w.attempts',
      'w.sent_at',
      'w.payload',
      'c.owner_written',
      'c.owner_written_at',
      'c.automation_changes',
      'c.automation_changed_at',
    ])
    .where('w.lease_id', '=', leaseId)
    .where('w.state', 'in', ['todo', 'sent'])
    .orderBy('w.seq')
    .execute();
  return readable(tx, rows);
}

/**
 * Open writes that satisfy `free`, as do all earlier open writes of their contact for which they wait. Columns: write_id, lane,
 * seq.
 */
function inOrder(tx: PortalTx, free: RawBuilder<boolean>): RawBuilder<{ write_id: string; lane: Lane; seq: number }> {
  return sql`(
    select o.write_id, o.lane, o.seq from (
      select w.write_id, w.lane, w.seq,
             case when ${IS_NURTURE} then bool_and(${free}) over earlier
                  else ${free} and bool_and(${free} or ${IS_NURTURE}) over earlier end as free
      from crm_writes w
      where w.portal_id = ${tx.portalId} and w.state in ('todo', 'sent')
      window earlier as (partition by w.contact_id order by w.seq rows unbounded preceding)) as o
    where o.free)`;
}

/** Renews the lease on all that is not finished of it. */
export async function renewWrites(tx: PortalTx, leaseId: string): Promise<void> {
  await tx.db
    .updateTable('crm_writes')
    .set({ locked_until: sql`now() + ${lease}` })
    .where('lease_id', '=', leaseId)
    .where('state', 'in', ['todo', 'sent'])
    .execute();
}

/**
 * Notes that these writes go out now; commit before the call. They are not sent again before the time of an unanswered
 * write has passed, whatever becomes of this process. Returns the ids that are still ours; the others must not be sent.
 */
export async function markSent(
  tx: PortalTx,
  options: { leaseId: string; writeIds: readonly string[] },
): Promise<Set<string>> {
  if (options.writeIds.length === 0) return new Set();
  const rows = await tx.db
    .updateTable('crm_writes')
    .set({
      state: 'sent',
      sent_at: sql`now()`,
      attempts: sql`attempts + 1`,
      not_before: sql`now() + ${unanswered}`,
      locked_until: sql`now() + ${lease}`,
    })
    .where('lease_id', '=', options.leaseId)
    .where('write_id', 'in', [...options.writeIds])
    .where('state', 'in', ['todo', 'sent'])
    .returning('write_id')
    .execute();
  return new Set(rows.map((row) => row.write_id));
}

/** How a write ended for now. `later`: due again at `notBefore`, as `state` says looked for first or simply sent. */
export type WriteEnd =
  | { end: 'done'; hubspotId: string | null }
  | { end: 'refused'; error: string }
  | { end: 'superseded' }
  | { end: 'later'; state: 'todo' | 'sent'; notBefore: Date; error: string };

/**
 * Puts ends on writes of this lease and gives them up; what is finished forgets its payload. Writes that somebody else
 * has by now are left alone. Returns the ids that were ours.
 */
export async function endWrites(
  tx: PortalTx,
  options: { leaseId: string; ends: readonly { writeId: string; end: WriteEnd }[] },
): Promise<Set<string>> {
  if (options.ends.length === 0) return new Set();
  const given = options.ends.map(({ writeId, end }) => ({
    write_id: writeId,
    state: end.end === 'later' ? end.state : end.end,
    hubspot_id: end.end === 'done' ? end.hubspotId : null,
    not_before: end.end === 'later' ? end.notBefore.toISOString() : null,
    error: end.end === 'later' || end.end === 'refused' ? end.error : null,
  }));
  const { rows } = await sql<{ write_id: string }>`
    update crm_writes w
    set state = g.state,
        hubspot_id = coalesce(g.hubspot_id, w.hubspot_id),
        not_before = coalesce(${byDatabaseClock(sql.ref('g.not_before'))}, w.not_before),
        last_error = g.error,
        payload = case when g.state in ('todo', 'sent') then w.payload end,
        done_at = case when g.state in ('todo', 'sent') then null else now() end,
        lease_id = null, lease_process = null, locked_until = null
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
         as g(write_id uuid, state text, hubspot_id text, not_before timestamptz, error text)
    where w.portal_id = ${tx.portalId} and w.write_id = g.write_id and w.lease_id = ${options.leaseId}
      and w.state in ('todo', 'sent')
    returning w.write_id`.execute(tx.db);
  return new Set(rows.map((row) => row.write_id));
}

/** Gives up the lease on whatever was not finished; it stays due as it was. */
export async function releaseWrites(tx: PortalTx, leaseId: string): Promise<void> {
  await tx.db
    .updateTable('crm_writes')
    .set({ lease_id: null, lease_process: null, locked_until: null })
    .where('lease_id', '=', leaseId)
    .where('state', 'in', ['todo', 'sent'])
    .execute();
}

/** Which of these contacts have a write that is not finished? They get no new decision until it is. */
export async function unfinishedContacts(tx: PortalTx, contactIds: readonly string[]): Promise<Set<string>> {
  if (contactIds.length === 0) return new Set();
  const rows = await tx.db
    .selectFrom('crm_writes')
    .select('contact_id')
    .distinct()
    .where('contact_id', 'in', [...contactIds])
    .where('state', 'in', ['todo', 'sent'])
    .execute();
  return new Set(rows.map((row) => row.contact_id));
}

/** When the next unfinished write is due (now, if one is overdue); null: none is open. */
export async function nextWriteDue(tx: PortalTx): Promise<Date | null> {
  const row = await tx.db
    .selectFrom('crm_writes')
    .select(sql<Date | null>`min(greatest(not_before, coalesce(locked_until, not_before)))`.as('due'))
    .where('state', 'in', ['todo', 'sent'])
    .executeTakeFirst();
  return row?.due ?? null;
}

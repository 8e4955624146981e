import { sql, type RawBuilder } from 'kysely';
import type { Lane } from '../../policy/taxonomy.ts';
import type { MailboxState } from '../schema.ts';
import type { MailboxReason } from '../mailbox-reason.ts';
import { byDatabaseClock } from '../clocks.ts';
import type { PortalTx } from '../store.ts';
import { IS_NURTURE } from './nurtured.ts';

/** A process that neither settles nor renews for this long has lost its leads. */
export const LEASE_SECONDS = 30;

/** More reasons than anybody reads; the newest are kept. */
export const MAX_REASONS = 50;

const lease = sql`make_interval(secs => ${sql.lit(LEASE_SECONDS)})`;

/** Of the row `m`: nobody has it, and no earlier decision of this contact is still to be written. */
const takeable: RawBuilder<boolean> = sql<boolean>`
  m.state <> 'dead'
  and m.not_before <= now()
  and (m.lease_id is null or m.locked_until < now())
  and (m.decided_revision is not distinct from m.revision
       or not exists (select 1 from crm_writes w
                      where w.portal_id = m.portal_id and w.contact_id = m.contact_id and w.state in ('todo', 'sent')
                        and not ${IS_NURTURE}))`;

export interface TakenRow {
  contact_id: string;
  lane: Lane;
  state: MailboxState;
  reasons: MailboxReason[];
  revision: number;
  waiting_since: Date;
  attempts: number;
  decision_id: string | null;
  decided_revision: number | null;
  lease_id: string;
}

/**
 * Leases up to `limit` rows that are due, those that wait longest first, each under a lease id of its own. Rows that
 * another process is just taking are skipped; rows of contacts that are gone are removed. A row whose lease ran out
 * counts as one more attempt: its process may have died of it.
 */
export async function takeRows(tx: PortalTx, o: { lane: Lane; limit: number; processId: string }): Promise<TakenRow[]> {
  const { rows } = await sql<TakenRow>`
    with due as (
      select m.contact_id,
             exists (select 1 from contacts c
                     where c.portal_id = m.portal_id and c.contact_id = m.contact_id and c.gone is not null) as gone
      from mailbox m
      where m.portal_id = ${tx.portalId} and m.lane = ${o.lane} and ${takeable}
      order by m.waiting_since, m.contact_id
      limit ${o.limit}
      for update of m skip locked
    ), removed as (
      delete from mailbox m using due where m.portal_id = ${tx.portalId} and m.contact_id = due.contact_id and due.gone
    )
    update mailbox m
    set lease_id = gen_random_uuid(), lease_process = ${o.processId}, locked_until = now() + ${lease},
        taken_revision = m.revision,
        attempts = m.attempts + case when m.lease_id is null then 0 else 1 end
    from due
    where m.portal_id = ${tx.portalId} and m.contact_id = due.contact_id and not due.gone
    returning m.contact_id, m.lane, m.state, m.reasons, m.revision, m.waiting_since, m.attempts, m.decision_id,
              m.decided_revision, m.lease_id`.execute(tx.db);
  return rows;
}

/** Renews the leases that are still ours; the ids that come back are those. */
export async function renewLeases(tx: PortalTx, leaseIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ lease_id: string }>`
    update mailbox set locked_until = now() + ${lease}
    where portal_id = ${tx.portalId} and lease_id is not null and lease_id = any(${leaseIds}::uuid[])
    returning lease_id`.execute(tx.db);
  return rows.map((row) => row.lease_id);
}

/** Locks, in one order, the rows that still carry the lease they were taken with; answers their contact ids. */
export async function lockRows(
  tx: PortalTx,
  leads: readonly { contactId: string; leaseId: string }[],
): Promise<string[]> {
  const { rows } = await sql<{ contact_id: string }>`
    select contact_id from mailbox
    where portal_id = ${tx.portalId}
      and (contact_id, lease_id) in (select * from unnest(${leads.map((lead) => lead.contactId)}::text[],
                                                          ${leads.map((lead) => lead.leaseId)}::uuid[]))
    order by contact_id for update`.execute(tx.db);
  return rows.map((row) => row.contact_id);
}

/** Notes on each row that the reasons it was taken with are decided; answers how many rows still had their lease. */
export async function stampRows(
  tx: PortalTx,
  rows: readonly { leaseId: string; revision: number; decisionId: string }[],
): Promise<number> {
  const { numAffectedRows } = await sql`
    update mailbox m set decision_id = s.decision_id, decided_revision = s.revision
    from unnest(${rows.map((row) => row.leaseId)}::uuid[], ${rows.map((row) => row.decisionId)}::uuid[],
                ${rows.map((row) => row.revision)}::bigint[]) as s(lease_id, decision_id, revision)
    where m.portal_id = ${tx.portalId} and m.lease_id is not null and m.lease_id = s.lease_id`.execute(tx.db);
  return Number(numAffectedRows ?? 0n);
}

/** How a leased row is put down; `attempt` is added to its attempts. Named as the columns are. */
export interface SettledRow {
  contact_id: string;
  lease_id: string;
  /** As taken. */
  revision: number;
  reasons: readonly MailboxReason[];
  outcome: 'done' | 'held' | 'later' | 'dead';
  not_before: Date | null;
  error: string | null;
  attempt: 0 | 1;
  pool: string | null;
}

/**
 * Puts taken rows down again. A row whose revision has moved since it was taken is freed and due at once, whatever its
 * end; a done one keeps only the reasons that came since. A held row loses the stamp of its decision, because looking
 * at it again is what it waits for. Rows that somebody else has by now are left alone. Answers the rows that were freed
 * because of new reasons, by lane.
 */
export async function settleRows(tx: PortalTx, settled: readonly SettledRow[]): Promise<Map<Lane, number>> {
  const { rows } = await sql<{ lane: Lane; freed: number }>`
    with mine as (
      select g.*, m.revision = g.revision as same
      from mailbox m
      join jsonb_to_recordset(${JSON.stringify(settled)}::jsonb) as g(
             contact_id text, lease_id uuid, revision bigint, reasons jsonb, outcome text, not_before timestamptz,
             error text, attempt int, pool text)
        on m.portal_id = ${tx.portalId} and m.contact_id = g.contact_id and m.lease_id = g.lease_id
      order by m.contact_id
      for update of m
    ), finished as (
      delete from mailbox m using mine
      where m.portal_id = ${tx.portalId} and m.contact_id = mine.contact_id and mine.outcome = 'done' and mine.same
    ), freed as (
      update mailbox m
      set lease_id = null, lease_process = null, locked_until = null, taken_revision = null,
          state = case when not mine.same then 'waiting' when mine.outcome in ('held', 'dead') then mine.outcome else 'waiting' end,
          not_before = case when mine.same then coalesce(${byDatabaseClock(sql.ref('mine.not_before'))}, m.not_before) else m.not_before end,
          attempts = case when mine.outcome in ('done', 'held') then 0 when mine.same then m.attempts + mine.attempt else m.attempts end,
          last_error = mine.error,
          held_pool = mine.pool,
          decided_revision = case when mine.outcome = 'held' then null else m.decided_revision end,
          waiting_since = case when mine.outcome = 'done' then now() else m.waiting_since end,
          reasons = case when mine.outcome <> 'done' then m.reasons else coalesce(
            (select jsonb_agg(r.value order by r.ordinality) from jsonb_array_elements(m.reasons) with ordinality r
             where not mine.reasons @> jsonb_build_array(r.value)), m.reasons) end
      from mine
      where m.portal_id = ${tx.portalId} and m.contact_id = mine.contact_id and not (mine.outcome = 'done' and mine.same)
      returning m.lane, mine.same
    )
    select lane, count(*)::int as freed from freed where not same group by lane`.execute(tx.db);
  return new Map(rows.map((row) => [row.lane, row.freed]));
}

/**
 * When a drain of this lane has something to do again: now, at the earliest time a row sleeps until, or when the
 * unfinished writes that keep a due row back are due (a second from now at the earliest). null: nothing waits.
 */
export async function nextDueTime(tx: PortalTx, lane: Lane): Promise<Date | null> {
  const here = sql`m.portal_id = ${tx.portalId} and m.lane = ${lane}`;
  const { rows } = await sql<{ due: Date | null }>`
    select coalesce(
      (select now() from mailbox m where ${here} and ${takeable} limit 1),
      least(
        (select m.not_before from mailbox m
         where ${here} and m.state <> 'dead' and m.lease_id is null and m.not_before > now()
         order by m.not_before limit 1),
        (select min(greatest(w.not_before, w.locked_until, now() + interval '1 second'))
         from mailbox m
         join crm_writes w on w.portal_id = m.portal_id and w.contact_id = m.contact_id and w.state in ('todo', 'sent')
           and not ${IS_NURTURE}
         where ${here} and m.state <> 'dead' and m.lease_id is null and m.not_before <= now())
      )) as due`.execute(tx.db);
  return rows[0]?.due ?? null;
}

/**
 * Adds reasons: a row per contact, its revision raised, its lane only ever raised, due at once even if it was held,
 * slept or was put aside. Of several reasons with the same kind and property the newest is kept. Answers the rows.
 */
export async function upsertReasons(
  tx: PortalTx,
  rows: readonly { contactId: string; lane: Lane; reasons: readonly MailboxReason[] }[],
): Promise<{ contact_id: string; lane: Lane; waiting_since: Date }[]> {
  const given = rows.map(({ contactId, lane, reasons }) => ({ contact_id: contactId, lane, reasons }));
  const { rows: waiting } = await sql<{ contact_id: string; lane: Lane; waiting_since: Date }>`
    insert into mailbox as m (portal_id, contact_id, lane, reasons)
    select ${tx.portalId}, g.contact_id, g.lane, g.reasons
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g(contact_id text, lane text, reasons jsonb)
    order by g.contact_id
    on conflict (portal_id, contact_id) do update
    set lane = case when 'fresh' in (m.lane, excluded.lane) then 'fresh' else 'bulk' end,
        revision = m.revision + 1, state = 'waiting', not_before = now(), attempts = 0,
        reasons = (
          select coalesce(jsonb_agg(newest.reason order by newest.at), '[]') from (
            select one.reason, one.at from (
              select distinct on (r ->> 'kind', r ->> 'what') r as reason, (r ->> 'occurredAt')::bigint as at
              from jsonb_array_elements(m.reasons || excluded.reasons) r
              order by r ->> 'kind', r ->> 'what', (r ->> 'occurredAt')::bigint desc
            ) one order by one.at desc limit ${MAX_REASONS}
          ) newest)
    returning m.contact_id, m.lane, m.waiting_since`.execute(tx.db);
  return waiting;
}

/**
 * Frees the leases that ran out and those of processes that are not `alive`, of leads and of CRM writes. A lead that
 * was let go this way has failed once more; at `maxAttempts` it is put aside, should it be what kills the process.
 */
export async function freeLeases(
  tx: PortalTx,
  o: { alive: readonly string[]; maxAttempts: number },
): Promise<{ freed: number; dead: number }> {
  await sql`
    update crm_writes set lease_id = null, lease_process = null, locked_until = null
    where portal_id = ${tx.portalId} and state in ('todo', 'sent') and lease_id is not null
      and lease_process <> all(${o.alive}::uuid[])`.execute(tx.db);
  const { rows } = await sql<{ state: MailboxState }>`
    with stale as (
      select contact_id from mailbox
      where portal_id = ${tx.portalId} and lease_id is not null
        and (locked_until < now() or lease_process <> all(${o.alive}::uuid[]))
      order by contact_id for update skip locked
    )
    update mailbox m
    set lease_id = null, lease_process = null, locked_until = null, taken_revision = null,
        attempts = m.attempts + 1,
        state = case when m.attempts + 1 >= ${o.maxAttempts} then 'dead' else m.state end,
        last_error = 'process_died'
    from stale where m.portal_id = ${tx.portalId} and m.contact_id = stale.contact_id
    returning m.state`.execute(tx.db);
  return { freed: rows.length, dead: rows.filter((row) => row.state === 'dead').length };
}

export interface DeadRow {
  contact_id: string;
  lane: Lane;
  attempts: number;
  last_error: string | null;
  waiting_since: Date;
}

/** How many leads are put aside. */
export async function countDeadRows(tx: PortalTx): Promise<number> {
  const { dead } = await tx.db
    .selectFrom('mailbox')
    .select(sql<number>`count(*)::int`.as('dead'))
    .where('portal_id', '=', tx.portalId)
    .where('state', '=', 'dead')
    .executeTakeFirstOrThrow();
  return dead;
}

/** Leads put aside, those that wait longest first; all of them unless there is a limit. */
export async function deadRows(tx: PortalTx, { limit }: { limit?: number } = {}): Promise<DeadRow[]> {
  return tx.db
    .selectFrom('mailbox')
    .select(['contact_id', 'lane', 'attempts', 'last_error', 'waiting_since'])
    .where('portal_id', '=', tx.portalId)
    .where('state', '=', 'dead')
    .orderBy('waiting_since')
    .orderBy('contact_id')
    .$if(limit !== undefined, (query) => query.limit(limit ?? 0))
    .execute();
}

/** Takes the rows of contacts that are gone out of the mailbox; answers what they waited for. */
export async function removeRows(
  tx: PortalTx,
  contactIds: readonly string[],
): Promise<{ contact_id: string; lane: Lane; reasons: MailboxReason[] }[]> {
  return tx.db
    .deleteFrom('mailbox')
    .where('portal_id', '=', tx.portalId)
    .where('contact_id', 'in', contactIds)
    .returning(['contact_id', 'lane', 'reasons'])
    .execute();
}

/** Makes waiting rows that carry an error due now, but for these errors. Answers how many. */
export async function wakeRows(tx: PortalTx, { exceptFor }: { exceptFor: readonly string[] }): Promise<number> {
  const { numUpdatedRows } = await tx.db
    .updateTable('mailbox')
    .set({ not_before: sql<Date>`now()` })
    .where('state', '=', 'waiting')
    .where('last_error', 'is not', null)
    .where('last_error', 'not in', [...exceptFor])
    .where('not_before', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

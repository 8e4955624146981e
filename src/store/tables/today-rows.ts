import { sql } from 'kysely';
import type { Urgency } from '../../policy/taxonomy.ts';
import type { PortalTx } from '../store.ts';

/** A handoff whose clock runs, as far as a list of them tells. */
export interface DueHandoff {
  contactId: string;
  ownerId: string;
  pool: string | null;
  status: 'offered' | 'accepted' | 'acted' | 'closed';
  urgency: Urgency;
  dueAt: Date;
}

/** A person is still to act on it in time: after the act, without a clock or without a contact nothing is due. */
const isDue = sql<boolean>`closed_at is null and status in ('offered', 'accepted')
  and sla_state in ('running', 'at_risk', 'breached')
  and not exists (select from contacts c
                  where c.portal_id = handoffs.portal_id and c.contact_id = handoffs.contact_id and c.gone is not null)`;

/** Open handoffs that are due from (null: ever) until before a time, the most overdue first. */
export async function dueHandoffs(
  tx: PortalTx,
  { from, until, limit }: { from: Date | null; until: Date; limit: number },
): Promise<DueHandoff[]> {
  const { rows } = await sql<
    Omit<DueHandoff, 'contactId' | 'ownerId' | 'dueAt'> & Record<'contact_id' | 'owner_id', string> & { due_at: Date }
  >`
    select contact_id, owner_id, pool, status, urgency, sla_due_at as due_at from handoffs
    where portal_id = ${tx.portalId} and ${isDue} and sla_due_at < ${until}
      and sla_due_at >= ${from ?? new Date(0)}
    order by sla_due_at limit ${limit}`.execute(tx.db);
  return rows.map(({ contact_id: contactId, owner_id: ownerId, due_at: dueAt, ...rest }) => ({
    ...rest,
    contactId,
    ownerId,
    dueAt,
  }));
}

/** How many open handoffs are past their time now, and how many more will be by `soon`. */
export async function countDue(tx: PortalTx, { now, soon }: { now: Date; soon: Date }) {
  const { rows } = await sql<{ late: number; dueSoon: number }>`
    select count(*) filter (where sla_due_at < ${now})::int as late,
           count(*) filter (where sla_due_at >= ${now})::int as "dueSoon"
    from handoffs
    where portal_id = ${tx.portalId} and ${isDue} and sla_due_at < ${soon}`.execute(tx.db);
  return rows[0] ?? { late: 0, dueSoon: 0 };
}

/** How many enquiries were given to somebody since then, by live decisions. */
export async function countRouted(tx: PortalTx, since: Date): Promise<number> {
  const { rows } = await sql<{ routed: number }>`
    select count(distinct enquiry_id)::int as routed from decisions
    where portal_id = ${tx.portalId} and ledger = 'live' and decided_at >= ${since} and outcome = 'routed'`.execute(
    tx.db,
  );
  return rows[0]?.routed ?? 0;
}

export interface WaitingLead {
  contactId: string;
  since: Date;
  held: boolean;
  pool: string | null;
}

/** Leads that are not decided yet or held, longest waiting first: each lane's first ones by its index. */
export async function waitingLeads(tx: PortalTx, { limit }: { limit: number }): Promise<WaitingLead[]> {
  const { rows } = await sql<{ contact_id: string; since: Date; held: boolean; pool: string | null }>`
    select w.contact_id, w.waiting_since as since, w.state = 'held' as held, w.held_pool as pool
    from (values ('fresh'), ('bulk')) as l(lane)
    cross join lateral (
      select contact_id, waiting_since, state, held_pool from mailbox
      where portal_id = ${tx.portalId} and lane = l.lane and state <> 'dead'
      order by waiting_since, contact_id limit ${limit}
    ) w
    order by w.waiting_since, w.contact_id limit ${limit}`.execute(tx.db);
  return rows.map(({ contact_id: contactId, ...rest }) => ({ contactId, ...rest }));
}

/** How many leads wait undecided, and how many are held. */
export async function countWaiting(tx: PortalTx): Promise<{ waiting: number; held: number }> {
  const { rows } = await sql<{ waiting: number; held: number }>`
    select count(*) filter (where state = 'waiting')::int as waiting, count(*) filter (where state = 'held')::int as held
    from mailbox where portal_id = ${tx.portalId} and state <> 'dead'`.execute(tx.db);
  return rows[0] ?? { waiting: 0, held: 0 };
}

export interface WrongOwnerEvent {
  contactId: string;
  /** Who had the handoff. */
  ownerId: string | null;
  reason: string | null;
  at: Date;
}

/** What people said since then about leads that came to the wrong person, newest first, and how often. */
export async function wrongOwnerEvents(
  tx: PortalTx,
  { since, limit }: { since: Date; limit: number },
): Promise<{ count: number; newest: WrongOwnerEvent[] }> {
  const here = sql`portal_id = ${tx.portalId} and kind = 'wrong_owner' and at >= ${since}`;
  const counted = await sql<{ count: number }>`
    select count(*)::int as count from handoff_events where ${here}`.execute(tx.db);
  const { rows } = await sql<{ contact_id: string; owner_id: string | null; label: string | null; at: Date }>`
    select contact_id, owner_id, label, at from handoff_events where ${here} order by at desc limit ${limit}`.execute(
    tx.db,
  );
  const newest = rows.map((row) => ({
    contactId: row.contact_id,
    ownerId: row.owner_id,
    reason: row.label,
    at: row.at,
  }));
  return { count: counted.rows[0]?.count ?? 0, newest };
}

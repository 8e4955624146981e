import { sql } from 'kysely';
import type { SlaState, Urgency } from '../../policy/taxonomy.ts';
import type { PortalTx } from '../store.ts';
import { endFollowUps } from './handoff-follow-ups.ts';
import type { HandoffClock } from './handoffs.ts';

export interface HandoffUpdate {
  handoffId: string;
  decisionId: string;
  ownerId: string;
  pool: string | null;
  urgency: Urgency;
  clock: HandoffClock;
  /** How many enquiries the handoff holds now. */
  enquiries: number;
  /** Its owner has it from the start, from then on: offered, with a clock and a task of its own. */
  newStart: Date | null;
  /** When the lead asked again, and so it begins anew: what was done before that is no answer to it. null: it goes on. */
  askedAgainAt: Date | null;
  /** Whoever had it before and does not get it back; null: nobody. */
  lapsedOwnerId: string | null;
  /** Who is on leave and had it before; null: nobody. Of several in a row the first counts. */
  coversFor: string | null;
  parts: Buffer;
}

/** A newer decision about open handoffs: each row's revision rises by one; closed handoffs stay as they are. */
export async function updateHandoffs(tx: PortalTx, rows: readonly HandoffUpdate[]): Promise<void> {
  for (const row of rows) {
    await tx.db
      .updateTable('handoffs')
      .set({
        decision_id: row.decisionId,
        owner_id: row.ownerId,
        pool: row.pool,
        ...(row.lapsedOwnerId === null && row.pool !== null ? { home_pool: row.pool } : {}),
        urgency: row.urgency,
        sla_due_at: row.clock.dueAt,
        ...(row.newStart === null ? goingOn(row.clock) : startingAnew(row.clock, row.newStart)),
        ...(row.lapsedOwnerId === null
          ? {}
          : {
              lapsed_owner_ids: sql<
                string[]
              >`array_append(array_remove(lapsed_owner_ids, ${row.lapsedOwnerId}::text), ${row.lapsedOwnerId}::text)`,
            }),
        ...(row.newStart === null ? {} : covering(row)),
        ...(row.askedAgainAt === null ? {} : { opened_at: row.askedAgainAt }),
        enquiries: row.enquiries,
        parts: row.parts,
        revision: sql`revision + 1`,
      })
      .where('handoff_id', '=', row.handoffId)
      .where('closed_at', 'is', null)
      .execute();
  }
  await endFollowUps(
    tx,
    rows.flatMap(({ handoffId, newStart }) => (newStart === null ? [] : [handoffId])),
  );
}

/** Whoever is back from leave and gets it again is as good an owner as any. */
function covering({ coversFor, ownerId, lapsedOwnerId }: HandoffUpdate) {
  if (coversFor !== null) return { covers_for: sql<string>`coalesce(covers_for, ${coversFor}::text)` };
  return {
    covers_for: null,
    ...(lapsedOwnerId === null
      ? {
          lapsed_owner_ids: sql<string[]>`case when covers_for = ${ownerId}::text
            then array_remove(lapsed_owner_ids, ${ownerId}::text) else lapsed_owner_ids end`,
        }
      : {}),
  };
}

/** Nothing of what the one before did or left undone counts for the new owner. */
function startingAnew({ dueAt, acceptDueAt, remindAt, lookAt }: HandoffClock, since: Date) {
  return {
    status: 'offered' as const,
    sla_state: dueAt === null ? ('none' as const) : ('running' as const),
    owner_since: since,
    accept_due_at: acceptDueAt,
    remind_at: remindAt,
    reminded_at: null,
    grace_until: null,
    delayed_since: null,
    look_at: lookAt,
    task_id: null,
  };
}

/** A clock that was not needed before starts, one that stands still goes on; one that runs goes on, and is looked at no later than before. */
function goingOn({ dueAt, remindAt, lookAt }: HandoffClock) {
  if (dueAt === null) return {};
  return {
    sla_state: sql<SlaState>`case when sla_state in ('none', 'paused') then 'running' else sla_state end`,
    remind_at: sql<Date>`case when sla_state = 'paused' then ${remindAt}::timestamptz else coalesce(remind_at, ${remindAt}::timestamptz) end`,
    look_at: sql<Date>`case when sla_state in ('none', 'paused', 'running', 'at_risk')
      then least(look_at, ${lookAt}::timestamptz) else look_at end`,
  };
}

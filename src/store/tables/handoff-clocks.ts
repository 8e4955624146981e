import { sql } from 'kysely';
import type { SlaState } from '../../policy/taxonomy.ts';
import type { PortalTx } from '../store.ts';
import { IS_NURTURE } from './nurtured.ts';

/** An open handoff at which somebody has to look. */
export interface DueHandoff {
  handoffId: string;
  contactId: string;
  ownerId: string;
  pool: string | null;
  status: 'offered' | 'accepted' | 'acted';
  revision: number;
  openedAt: Date;
  ownerSince: Date;
  slaState: SlaState;
  dueAt: Date | null;
  acceptDueAt: Date | null;
  remindAt: Date | null;
  remindedAt: Date | null;
  graceUntil: Date | null;
  lookAt: Date;
  delayedSince: Date | null;
  taskId: string | null;
}

/**
 * Open handoffs whose time to be looked at has come, the longest overdue first. Those of contacts with unfinished CRM writes
 * are left for later: what is on its way must have arrived before anything is decided by what HubSpot shows.
 */
export async function dueHandoffs(tx: PortalTx, { now, limit }: { now: Date; limit: number }): Promise<DueHandoff[]> {
  const rows = await tx.db
    .selectFrom('handoffs as h')
    .select([
      'h.handoff_id',
      'h.contact_id',
      'h.owner_id',
      'h.pool',
      'h.status',
      'h.revision',
      'h.opened_at',
      'h.owner_since',
      'h.sla_state',
      'h.sla_due_at',
      'h.accept_due_at',
      'h.remind_at',
      'h.reminded_at',
      'h.grace_until',
      'h.look_at',
      'h.delayed_since',
      'h.task_id',
    ])
    .where('h.closed_at', 'is', null)
    .where('h.look_at', '<=', now)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('crm_writes as w')
            .select('w.write_id')
            .whereRef('w.portal_id', '=', 'h.portal_id')
            .whereRef('w.contact_id', '=', 'h.contact_id')
            // Spelled out, so that every plan can use the partial index.
            .where(sql<boolean>`w.state in ('todo', 'sent') and not ${IS_NURTURE}`),
        ),
      ),
    )
    // What people have asked of a handoff comes before its clock, until it was decided that it has to wait.
    .where(
      sql<boolean>`not exists (select 1 from mailbox m where m.portal_id = h.portal_id and m.contact_id = h.contact_id
        and m.state = 'waiting' and jsonb_path_exists(m.reasons, '$[*].about'))`,
    )
    .orderBy('h.look_at')
    .limit(limit)
    .execute();
  return rows.flatMap((row) => {
    if (row.status === 'closed' || row.look_at === null) return [];
    return {
      handoffId: row.handoff_id,
      contactId: row.contact_id,
      ownerId: row.owner_id,
      pool: row.pool,
      status: row.status,
      revision: row.revision,
      openedAt: row.opened_at,
      ownerSince: row.owner_since,
      slaState: row.sla_state,
      dueAt: row.sla_due_at,
      acceptDueAt: row.accept_due_at,
      remindAt: row.remind_at,
      remindedAt: row.reminded_at,
      graceUntil: row.grace_until,
      lookAt: row.look_at,
      delayedSince: row.delayed_since,
      taskId: row.task_id,
    };
  });
}

/** What a look at a handoff came to. Absent: as it was. */
export interface LookedAt {
  handoffId: string;
  /** The revision that was looked at; one that has changed since is left alone. */
  revision: number;
  /** When to look next; null: never. */
  lookAt: Date | null;
  status?: 'acted';
  slaState?: SlaState;
  remindedAt?: Date;
  graceUntil?: Date;
  /** null: HubSpot could be read. */
  delayedSince?: Date | null;
  /** Its task is there no more. */
  taskIsGone?: boolean;
}

/** Stores looks and answers which of them counted. What a person can see of a handoff raises its revision. */
export async function storeLooks(tx: PortalTx, looks: readonly LookedAt[]): Promise<Set<string>> {
  const stored = new Set<string>();
  for (const look of looks) {
    const { status, slaState, remindedAt, graceUntil, delayedSince, taskIsGone } = look;
    const isSeen = status !== undefined || slaState !== undefined || taskIsGone === true;
    const { numUpdatedRows } = await tx.db
      .updateTable('handoffs')
      .set({
        look_at: look.lookAt,
        ...(status === undefined ? {} : { status }),
        ...(slaState === undefined ? {} : { sla_state: slaState }),
        ...(remindedAt === undefined ? {} : { reminded_at: remindedAt }),
        ...(graceUntil === undefined ? {} : { grace_until: graceUntil }),
        ...(delayedSince === undefined ? {} : { delayed_since: delayedSince }),
        ...(taskIsGone === true ? { task_id: null } : {}),
        ...(isSeen ? { revision: sql<number>`revision + 1` } : {}),
      })
      .where('handoff_id', '=', look.handoffId)
      .where('revision', '=', look.revision)
      .where('closed_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows > 0n) stored.add(look.handoffId);
  }
  return stored;
}

/** Nobody acted in time, and nobody else may have it. Safe to repeat. */
export async function markStayed(tx: PortalTx, rows: readonly { handoffId: string; lookAt: Date }[]): Promise<void> {
  for (const { handoffId, lookAt } of rows) {
    await tx.db
      .updateTable('handoffs')
      .set({
        sla_state: 'breached',
        lapsed_owner_ids: sql<string[]>`array_append(array_remove(lapsed_owner_ids, owner_id), owner_id)`,
        look_at: lookAt,
        revision: sql<number>`revision + 1`,
      })
      .where('handoff_id', '=', handoffId)
      .where('closed_at', 'is', null)
      .execute();
  }
}

/** Its owner wants it later: the clock stands still until then, and ends at `dueAt`. Without a clock it is only looked at then. */
export async function snoozeHandoff(
  tx: PortalTx,
  handoffId: string,
  { until, dueAt }: { until: Date; dueAt: Date },
): Promise<void> {
  await tx.db
    .updateTable('handoffs')
    .set({
      status: 'accepted',
      sla_state: sql<SlaState>`case when sla_due_at is null then sla_state else 'paused' end`,
      sla_due_at: sql<Date>`case when sla_due_at is null then null else ${dueAt}::timestamptz end`,
      remind_at: sql<Date>`case when sla_due_at is null then null else ${until}::timestamptz end`,
      reminded_at: null,
      look_at: until,
      revision: sql<number>`revision + 1`,
    })
    .where('handoff_id', '=', handoffId)
    .where('closed_at', 'is', null)
    .execute();
}

/** Has every open handoff looked at now. Answers how many. */
export async function lookAtAll(tx: PortalTx): Promise<number> {
  const { numUpdatedRows } = await tx.db
    .updateTable('handoffs')
    .set({ look_at: sql<Date>`now()` })
    .where('portal_id', '=', tx.portalId)
    .where('closed_at', 'is', null)
    .where('look_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

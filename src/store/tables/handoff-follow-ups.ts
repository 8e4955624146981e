import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { PortalTx } from '../store.ts';
import { addWrites, SUPERSEDED, type PlannedWrite } from './crm-writes.ts';

/** Notes that the plans of these open handoffs begin. Answers those that had not begun: nobody else makes their tasks. */
export async function beginFollowUps(tx: PortalTx, handoffIds: readonly string[]): Promise<Set<string>> {
  if (handoffIds.length === 0) return new Set();
  const rows = await tx.db
    .updateTable('handoffs')
    .set({ follow_up_at: sql<Date>`now()` })
    .where('handoff_id', 'in', [...handoffIds])
    .where('closed_at', 'is', null)
    .where('follow_up_at', 'is', null)
    .returning('handoff_id')
    .execute();
  return new Set(rows.map((row) => row.handoff_id));
}

/** These handoffs are over, or somebody else's: what is still to be made of their plans is not, and what is there is completed. */
export async function endFollowUps(tx: PortalTx, handoffIds: readonly string[]): Promise<void> {
  if (handoffIds.length === 0) return;
  const begun = await tx.db
    .selectFrom('handoffs')
    .select('handoff_id')
    .where('handoff_id', 'in', [...handoffIds])
    .where('follow_up_at', 'is not', null)
    .execute();
  if (begun.length === 0) return;
  const ids = begun.map((row) => row.handoff_id);
  await tx.db
    .updateTable('crm_writes')
    .set(SUPERSEDED)
    .where('handoff_id', 'in', ids)
    .where('kind', '=', 'follow_up_create')
    .where('state', '=', 'todo')
    .execute();
  const made = await tx.db
    .selectFrom('crm_writes as w')
    .innerJoin('handoffs as h', (join) =>
      join.onRef('h.portal_id', '=', 'w.portal_id').onRef('h.handoff_id', '=', 'w.handoff_id'),
    )
    .select(['w.handoff_id', 'w.contact_id', 'w.hubspot_id'])
    .where('w.handoff_id', 'in', ids)
    // Spelled out, so that every plan can use the partial index.
    .where('w.kind', '=', sql.lit('follow_up_create'))
    .where('w.hubspot_id', 'is not', null)
    .whereRef('w.created_at', '>=', 'h.follow_up_at')
    .execute();
  await tx.db.updateTable('handoffs').set({ follow_up_at: null }).where('handoff_id', 'in', ids).execute();
  await addWrites(tx, made.flatMap(closingOf));
}

/** Further tasks that came into being after their handoff was over or somebody else's are completed. Answers those writes. */
export async function closeLateFollowUps(tx: PortalTx, writeIds: readonly string[]): Promise<PlannedWrite[]> {
  if (writeIds.length === 0) return [];
  // Whoever ends a plan just now holds its handoff and has not seen these tasks: wait, or make them wait.
  await sql`select from handoffs h where h.portal_id = ${tx.portalId} and h.handoff_id in (
      select w.handoff_id from crm_writes w where w.portal_id = ${tx.portalId} and w.write_id = any(${[...writeIds]}::uuid[]))
    order by h.handoff_id for share`.execute(tx.db);
  const late = await tx.db
    .selectFrom('crm_writes as w')
    .innerJoin('handoffs as h', (join) =>
      join.onRef('h.portal_id', '=', 'w.portal_id').onRef('h.handoff_id', '=', 'w.handoff_id'),
    )
    .select(['w.handoff_id', 'w.contact_id', 'w.hubspot_id'])
    .where('w.write_id', 'in', [...writeIds])
    .where('w.kind', '=', 'follow_up_create')
    .where(sql<boolean>`(h.follow_up_at is null or h.follow_up_at > w.created_at)`)
    .execute();
  const closing = late.flatMap(closingOf);
  await addWrites(tx, closing);
  return closing;
}

function closingOf(row: { handoff_id: string | null; contact_id: string; hubspot_id: string | null }): PlannedWrite[] {
  const { handoff_id: handoffId, contact_id: contactId, hubspot_id: taskId } = row;
  if (taskId === null) return [];
  const base = { writeId: randomUUID(), contactId, decisionId: null, handoffId, lane: 'fresh' as const };
  return [{ ...base, kind: 'follow_up_close', payload: { taskId, properties: { hs_task_status: 'COMPLETED' } } }];
}

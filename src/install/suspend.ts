import { sql } from 'kysely';
import type { PortalTx, Store } from '../store/store.ts';

/** A portal whose grant is gone keeps its data this long, in case it was a mistake. */
export const KEPT_DAYS = 30;

/**
 * Stops work for a portal whose grant is gone, in the transaction that holds the lock on its tokens. Nothing is deleted; its
 * clocks stand still from now on. Safe to repeat.
 */
export async function suspendNow(tx: PortalTx): Promise<void> {
  await tx.db
    .updateTable('portals')
    .set({
      status: 'suspended',
      suspended_at: sql<Date>`now()`,
      purge_after: sql<Date>`now() + ${KEPT_DAYS} * interval '1 day'`,
    })
    .where('portal_id', '=', tx.portalId)
    .where('status', '=', 'active')
    .execute();
}

/**
 * Takes a suspended portal up again, in the transaction that knows its new grant: the due times of open handoffs move by
 * as long as it stood still. Safe to repeat; answers whether it had been suspended.
 */
export async function resumePortal(tx: PortalTx): Promise<boolean> {
  const portal = await tx.db
    .selectFrom('portals')
    .select(['status', 'suspended_at'])
    .where('portal_id', '=', tx.portalId)
    .forUpdate()
    .executeTakeFirst();
  if (portal === undefined || portal.status === 'active') return false;
  await tx.db
    .updateTable('handoffs')
    .set({ sla_due_at: sql<Date>`sla_due_at + (now() - ${portal.suspended_at ?? new Date()}::timestamptz)` })
    .where('portal_id', '=', tx.portalId)
    .where('closed_at', 'is', null)
    .where('sla_due_at', 'is not', null)
    .execute();
  await tx.db
    .updateTable('portals')
    .set({ status: 'active', suspended_at: null, purge_after: null })
    .where('portal_id', '=', tx.portalId)
    .execute();
  return true;
}

/** Deletes the portals that have been suspended for 30 days, with everything they had. Answers how many. Safe to repeat. */
export async function purgeDue(store: Store): Promise<number> {
  const due = await store.sweep
    .selectFrom('portals')
    .select('portal_id')
    .where('purge_after', '<=', sql<Date>`now()`)
    .execute();
  let purged = 0;
  for (const { portal_id: portalId } of due) {
    // Looked at again: a re-install may just have cancelled it.
    const gone = await store.forPortal(portalId).transaction((tx) =>
      tx.db
        .deleteFrom('portals')
        .where('portal_id', '=', portalId)
        .where('status', '<>', 'active')
        .where('purge_after', '<=', sql<Date>`now()`)
        .executeTakeFirst(),
    );
    purged += Number(gone.numDeletedRows);
  }
  return purged;
}

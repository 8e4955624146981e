import { sql } from 'kysely';
import type { PortalTx, Store } from '../store/store.ts';
import { resolveException } from '../store/tables/exceptions.ts';

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
 * Takes a suspended portal up again, in the transaction that knows its new grant: the times of open handoffs move by
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
  const stoodStill = sql`(now() - ${portal.suspended_at ?? new Date()}::timestamptz)`;
  const later = (column: string) => sql<Date>`${sql.ref(column)} + ${stoodStill}`;
  await tx.db
    .updateTable('handoffs')
    .set({
      sla_due_at: later('sla_due_at'),
      accept_due_at: later('accept_due_at'),
      remind_at: later('remind_at'),
      grace_until: later('grace_until'),
      look_at: later('look_at'),
      delayed_since: null,
    })
    .where('portal_id', '=', tx.portalId)
    .where('closed_at', 'is', null)
    .execute();
  await hurry(tx);
  await resolveException(tx, { kind: 'routing_stopped', subject: 'grant_revoked' });
  await tx.db
    .updateTable('portals')
    .set({ status: 'active', suspended_at: null, purge_after: null })
    .where('portal_id', '=', tx.portalId)
    .execute();
  return true;
}

/** Writes that waited for the grant wait no longer; the sweep rings for them. Those that somebody holds have a time of their own. */
async function hurry(tx: PortalTx): Promise<void> {
  await sql`update crm_writes c set not_before = now()
    from (select portal_id, write_id from crm_writes
          where portal_id = ${tx.portalId} and state = 'todo' and last_error = 'grant_revoked' and not_before > now()
          for update skip locked) w
    where c.portal_id = w.portal_id and c.write_id = w.write_id`.execute(tx.db);
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

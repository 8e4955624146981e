import { sql } from 'kysely';
import type { PortalStore } from '../store.ts';

/** Finished writes are kept this long, for whoever asks what Baton wrote. */
export const FINISHED_WRITE_DAYS = 30;

/** Rows deleted by one transaction: few enough that nobody waits for it. */
const CHUNK = 5_000;

/**
 * Deletes writes that ended long ago; answers how many. The create of an open handoff's task stays: its id is the mark in
 * the task's body. Safe to repeat.
 */
export async function pruneWrites(portal: PortalStore, { chunk = CHUNK } = {}): Promise<number> {
  let pruned = 0;
  for (;;) {
    const { numAffectedRows = 0n } = await portal.transaction((tx) =>
      sql`
        delete from crm_writes
        where portal_id = ${tx.portalId} and write_id in (
          select w.write_id from crm_writes w
          where w.portal_id = ${tx.portalId}
            and w.state in ('done', 'superseded', 'refused')
            and w.done_at < now() - make_interval(days => ${sql.lit(FINISHED_WRITE_DAYS)})
            and not (w.kind = 'task_create' and exists (
              select 1 from handoffs h
              where h.portal_id = w.portal_id and h.handoff_id = w.handoff_id and h.closed_at is null))
          limit ${chunk})`.execute(tx.db),
    );
    pruned += Number(numAffectedRows);
    if (numAffectedRows < BigInt(chunk)) return pruned;
  }
}

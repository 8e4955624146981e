import { sql } from 'kysely';
import type { PortalTx } from '../store.ts';

/**
 * Ends all CRM writes of the portal that were not sent, whoever has leased them: they are not sent any more. What was sent
 * is left to whoever finishes it. Answers how many. Safe to repeat.
 */
export async function supersedeTodo(tx: PortalTx): Promise<number> {
  const { numUpdatedRows } = await tx.db
    .updateTable('crm_writes')
    .set({
      state: 'superseded',
      payload: null,
      done_at: sql<Date>`now()`,
      lease_id: null,
      lease_process: null,
      locked_until: null,
    })
    .where('portal_id', '=', tx.portalId)
    .where('state', '=', 'todo')
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

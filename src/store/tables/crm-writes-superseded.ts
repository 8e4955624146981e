import { sql, type RawBuilder } from 'kysely';
import type { PortalTx } from '../store.ts';
import { SUPERSEDED } from './crm-writes.ts';

/**
 * Nobody has to do these handoffs' tasks any more: what is still to be created for `handoffIds`, or to be changed for those
 * of them in `closed`, becomes superseded, whoever has leased it. Returns the ids.
 */
export async function supersedeTasks(
  tx: PortalTx,
  { handoffIds, closed }: { handoffIds: readonly string[]; closed: ReadonlySet<string> },
): Promise<Set<string>> {
  if (handoffIds.length === 0) return new Set();
  return superseded(
    tx,
    sql<boolean>`(kind = 'task_create' and handoff_id = any(${handoffIds}::uuid[])
                  or kind = 'task_update' and handoff_id = any(${[...closed]}::uuid[]))`,
  );
}

/** What was still to be said of these handoffs on their contacts is true no more, but for `except`. Returns the ids. */
export async function supersedeContactUpdates(
  tx: PortalTx,
  { handoffIds, except }: { handoffIds: readonly string[]; except: readonly string[] },
): Promise<Set<string>> {
  if (handoffIds.length === 0) return new Set();
  return superseded(
    tx,
    sql<boolean>`kind = 'contact_update' and handoff_id = any(${handoffIds}::uuid[])
                 and write_id <> all(${[...except]}::uuid[])`,
  );
}

async function superseded(tx: PortalTx, needless: RawBuilder<boolean>): Promise<Set<string>> {
  const rows = await tx.db
    .updateTable('crm_writes')
    .set(SUPERSEDED)
    .where('state', '=', 'todo')
    .where(needless)
    .returning('write_id')
    .execute();
  return new Set(rows.map((row) => row.write_id));
}

/**
 * Ends all CRM writes of the portal that were not sent, whoever has leased them: they are not sent any more. What was sent
 * is left to whoever finishes it. Answers how many. Safe to repeat.
 */
export async function supersedeTodo(tx: PortalTx): Promise<number> {
  const { numUpdatedRows } = await tx.db
    .updateTable('crm_writes')
    .set(SUPERSEDED)
    .where('portal_id', '=', tx.portalId)
    .where('state', '=', 'todo')
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

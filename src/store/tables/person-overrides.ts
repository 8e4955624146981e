import { sql } from 'kysely';
import type { Override } from '../../policy/override.ts';
import type { PortalTx } from '../store.ts';

/** An override as it is kept, with who set it and why. */
export interface StoredOverride extends Override {
  ownerId: string;
  note: string;
  /** HubSpot user id; null: set from the command line. */
  authorUserId: number | null;
}

/** Those that still have an effect, by owner id. */
export async function overridesInForce(tx: PortalTx, now: Date): Promise<StoredOverride[]> {
  const rows = await tx.db
    .selectFrom('person_overrides')
    .select(['owner_id', 'state', 'until', 'note', 'author_user_id', 'set_at'])
    .where((where) => where.or([where('until', 'is', null), where('until', '>', now)]))
    .orderBy('owner_id')
    .execute();
  return rows.map((row) => ({
    ownerId: row.owner_id,
    state: row.state,
    sinceMs: row.set_at.getTime(),
    untilMs: row.until?.getTime() ?? null,
    note: row.note,
    authorUserId: row.author_user_id,
  }));
}

/** Sets it in place of one that there is. */
export async function putOverride(
  tx: PortalTx,
  override: {
    ownerId: string;
    state: Override['state'];
    until: Date | null;
    note: string;
    authorUserId: number | null;
  },
): Promise<void> {
  const values = {
    state: override.state,
    until: override.until,
    note: override.note,
    author_user_id: override.authorUserId,
    set_at: sql<Date>`now()`,
  };
  await tx.db
    .insertInto('person_overrides')
    .values({ portal_id: tx.portalId, owner_id: override.ownerId, ...values })
    .onConflict((conflict) => conflict.columns(['portal_id', 'owner_id']).doUpdateSet(values))
    .execute();
}

/** Safe to repeat. Answers: was there one? */
export async function removeOverride(tx: PortalTx, ownerId: string): Promise<boolean> {
  const removed = await tx.db.deleteFrom('person_overrides').where('owner_id', '=', ownerId).executeTakeFirst();
  return removed.numDeletedRows > 0n;
}

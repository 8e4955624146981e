import { sql } from 'kysely';
import type { CreditWindow } from '../../policy/balance-window.ts';
import type { LedgerName } from '../schema.ts';
import type { PortalTx } from '../store.ts';

/** An amount of the ledger and the day on which it counts, YYYY-MM-DD. */
interface Dated {
  scope: string;
  ownerId: string;
  amount: number;
  day: string;
}

/** Adds entries to the sums of their days. Safe only inside a transaction that holds the balance lock. */
export async function addToDays(tx: PortalTx, ledger: LedgerName, entries: readonly Dated[]): Promise<void> {
  const sums = new Map<string, Dated>();
  for (const { scope, ownerId, amount, day } of entries) {
    const key = JSON.stringify([scope, ownerId, day]);
    sums.set(key, { scope, ownerId, day, amount: (sums.get(key)?.amount ?? 0) + amount });
  }
  const moved = [...sums.values()].filter(({ amount }) => amount !== 0);
  if (moved.length === 0) return;
  await tx.db
    .insertInto('credit_days')
    .values(
      moved.map(({ scope, ownerId, amount, day }) => ({
        portal_id: tx.portalId,
        ledger,
        day,
        scope,
        owner_id: ownerId,
        amount,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['portal_id', 'ledger', 'day', 'scope', 'owner_id'])
        .doUpdateSet({ amount: sql`credit_days.amount + excluded.amount` }),
    )
    .execute();
}

/** What everybody is owed by the days of the window, in parts of its whole; whoever is absent is owed nothing by them. */
export async function creditsIn(
  tx: PortalTx,
  ledger: LedgerName,
  { firstDay, today, whole }: CreditWindow,
): Promise<{ scope: string; ownerId: string; credit: number }[]> {
  // As partsOf says it.
  const parts = whole === 1 ? sql`1` : sql`least(${whole}::int, ${whole}::int - (${today}::date - day))`;
  const rows = await tx.db
    .selectFrom('credit_days')
    .select(['scope', 'owner_id', sql<number>`sum(amount * ${parts})`.as('credit')])
    .where('ledger', '=', ledger)
    .$if(firstDay !== null, (query) => query.where('day', '>=', firstDay ?? ''))
    .groupBy(['scope', 'owner_id'])
    .execute();
  return rows.map((row) => ({ scope: row.scope, ownerId: row.owner_id, credit: row.credit }));
}

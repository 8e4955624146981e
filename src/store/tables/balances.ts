import { sql } from 'kysely';
import type { LedgerKind } from '../../policy/balance.ts';
import type { CreditWindow } from '../../policy/balance-window.ts';
import type { CreditState } from '../../policy/input.ts';
import type { LedgerName } from '../schema.ts';
import type { PortalTx } from '../store.ts';
import { addToDays, creditsIn } from './credit-days.ts';

/** Head of a ledger: the last place in the chain of receipts. */
export interface BalanceHead {
  seq: number;
  receipt: Buffer;
}

export interface LedgerRow {
  kind: LedgerKind;
  scope: string;
  /** Both of a closing, which has no enquiry: an id of its own. */
  enquiryId: string;
  decisionId: string;
  ownerId: string;
  amount: number;
  /** Absent: the credit. See LedgerEntry. */
  account?: 'make_up';
  /** On which it counts: see LedgerEntry. */
  day: string;
}

/** Locks the portal's balance row: from here to the end of the transaction nobody else decides in this ledger. */
export async function lockBalance(tx: PortalTx, ledger: LedgerName): Promise<BalanceHead> {
  const head = await tx.db
    .selectFrom('balances')
    .select(['seq', 'receipt'])
    .where('ledger', '=', ledger)
    .forUpdate()
    .executeTakeFirst();
  if (head !== undefined) return head;
  await tx.db
    .insertInto('balances')
    .values({ portal_id: tx.portalId, ledger })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return tx.db
    .selectFrom('balances')
    .select(['seq', 'receipt'])
    .where('ledger', '=', ledger)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** The head without a lock, for whoever only looks; null: nothing was decided in this ledger yet. */
export async function readHead(tx: PortalTx, ledger: LedgerName): Promise<BalanceHead | null> {
  const head = await tx.db
    .selectFrom('balances')
    .select(['seq', 'receipt'])
    .where('ledger', '=', ledger)
    .executeTakeFirst();
  return head ?? null;
}

export async function moveHead(tx: PortalTx, ledger: LedgerName, head: BalanceHead): Promise<void> {
  await tx.db
    .updateTable('balances')
    .set({ seq: head.seq, receipt: head.receipt })
    .where('ledger', '=', ledger)
    .execute();
}

/**
 * What everybody is owed by the entries that count in the window, in parts of its whole; with what may be made up for missed
 * turns if that is asked for.
 */
export async function loadCredits(
  tx: PortalTx,
  ledger: LedgerName,
  { window, makeUp }: { window: CreditWindow; makeUp: boolean },
): Promise<CreditState[]> {
  const rows = await tx.db
    .selectFrom('credits')
    .select(['scope', 'owner_id', 'credit', 'make_up', 'last_lead_at'])
    .where('ledger', '=', ledger)
    .orderBy('scope')
    .orderBy('owner_id')
    .execute();
  const credits = rows.map((row) => ({
    scope: row.scope,
    ownerId: row.owner_id,
    credit: row.credit,
    lastLeadAt: row.last_lead_at?.toISOString() ?? null,
    ...(makeUp && row.make_up !== 0 ? { makeUp: row.make_up } : {}),
  }));
  if (window.firstDay === null) return credits;
  const counted = new Map((await creditsIn(tx, ledger, window)).map((sum) => [keyOf(sum), sum.credit]));
  return credits.map((credit) => ({ ...credit, credit: counted.get(keyOf(credit)) ?? 0 }));
}

/** All entries of an enquiry, oldest first: what a void negates and a transfer looks at. */
export async function entriesOf(tx: PortalTx, ledger: LedgerName, enquiryIds: readonly string[]): Promise<LedgerRow[]> {
  if (enquiryIds.length === 0) return [];
  const rows = await tx.db
    .selectFrom('ledger_entries')
    .select(['kind', 'scope', 'enquiry_id', 'decision_id', 'owner_id', 'amount', 'day', 'account'])
    .where('ledger', '=', ledger)
    .where('enquiry_id', 'in', [...enquiryIds])
    .orderBy('entry_id')
    .execute();
  return rows.map((row) => ({
    kind: row.kind,
    scope: row.scope,
    enquiryId: row.enquiry_id,
    decisionId: row.decision_id,
    ownerId: row.owner_id,
    amount: row.amount,
    day: row.day,
    ...(row.account === 'make_up' ? { account: 'make_up' } : {}),
  }));
}

/**
 * Appends entries and moves the credits with them. `leads` names who received a lead (for the tie-break "longest since
 * the last lead"). Safe only inside a transaction that holds the balance lock.
 */
export async function appendEntries(
  tx: PortalTx,
  ledger: LedgerName,
  options: { entries: readonly LedgerRow[]; leads: readonly { scope: string; ownerId: string }[]; at: Date },
): Promise<void> {
  const { entries, leads, at } = options;
  if (entries.length > 0) {
    await tx.db
      .insertInto('ledger_entries')
      .values(
        entries.map((entry) => ({
          portal_id: tx.portalId,
          ledger,
          scope: entry.scope,
          kind: entry.kind,
          enquiry_id: entry.enquiryId,
          decision_id: entry.decisionId,
          owner_id: entry.ownerId,
          amount: entry.amount,
          day: entry.day,
          account: entry.account ?? 'credit',
          at,
        })),
      )
      .execute();
    await addToDays(
      tx,
      ledger,
      entries.filter(({ account }) => account === undefined),
    );
  }
  const moved = new Map<string, { scope: string; ownerId: string; credit: number; makeUp: number; leads: number }>();
  const rowOf = (scope: string, ownerId: string) => {
    const key = keyOf({ scope, ownerId });
    const row = moved.get(key) ?? { scope, ownerId, credit: 0, makeUp: 0, leads: 0 };
    moved.set(key, row);
    return row;
  };
  for (const { scope, ownerId, amount, account } of entries) {
    rowOf(scope, ownerId)[account === 'make_up' ? 'makeUp' : 'credit'] += amount;
  }
  for (const lead of leads) rowOf(lead.scope, lead.ownerId).leads += 1;
  if (moved.size === 0) return;
  await tx.db
    .insertInto('credits')
    .values(
      [...moved.values()].map((row) => ({
        portal_id: tx.portalId,
        ledger,
        scope: row.scope,
        owner_id: row.ownerId,
        credit: row.credit,
        make_up: row.makeUp,
        leads: row.leads,
        last_lead_at: row.leads > 0 ? at : null,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['portal_id', 'ledger', 'scope', 'owner_id']).doUpdateSet({
        credit: sql`credits.credit + excluded.credit`,
        make_up: sql`credits.make_up + excluded.make_up`,
        leads: sql`credits.leads + excluded.leads`,
        last_lead_at: sql`coalesce(excluded.last_lead_at, credits.last_lead_at)`,
      }),
    )
    .execute();
}

function keyOf({ scope, ownerId }: { scope: string; ownerId: string }): string {
  return `${scope}\n${ownerId}`;
}

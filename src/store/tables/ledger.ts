import { sql } from 'kysely';
import type { Opening } from '../../policy/fairness-accounts.ts';
import type { DecidedEntry } from '../../policy/ledger-moments.ts';
import type { LedgerName } from '../schema.ts';
import type { PortalTx } from '../store.ts';

/** The first entry booked at or after `since`; null: there is none. */
export async function firstEntrySince(
  tx: PortalTx,
  ledger: LedgerName,
  since: Date,
): Promise<{ entryId: number; atMs: number } | null> {
  const first = await tx.db
    .selectFrom('ledger_entries')
    .select(['entry_id', 'at'])
    .where('ledger', '=', ledger)
    .where('at', '>=', since)
    .orderBy('at')
    .orderBy('entry_id')
    .limit(1)
    .executeTakeFirst();
  return first === undefined ? null : { entryId: first.entry_id, atMs: first.at.getTime() };
}

/** What everybody was owed before this entry: the sum of all entries before it, by scope and person. */
export async function creditsBefore(tx: PortalTx, ledger: LedgerName, entryId: number): Promise<Opening[]> {
  const rows = await tx.db
    .selectFrom('credits')
    .leftJoin(
      (join) =>
        join
          .selectFrom('ledger_entries')
          .select(['scope', 'owner_id', sql<number>`sum(amount)::bigint`.as('moved')])
          .where('ledger', '=', ledger)
          .where('account', '=', 'credit')
          .where('entry_id', '>=', entryId)
          .groupBy(['scope', 'owner_id'])
          .as('since'),
      (join) => join.onRef('since.scope', '=', 'credits.scope').onRef('since.owner_id', '=', 'credits.owner_id'),
    )
    .select(['credits.scope', 'credits.owner_id', 'credits.credit', 'since.moved'])
    .where('credits.ledger', '=', ledger)
    .execute();
  return rows.map((row) => ({
    scope: row.scope,
    ownerId: row.owner_id,
    day: '',
    credit: row.credit - (row.moved ?? 0),
  }));
}

/** The same day by day, from the day `start` on. */
export async function dailyCreditsBefore(
  tx: PortalTx,
  ledger: LedgerName,
  { entryId, start }: { entryId: number; start: string },
): Promise<Opening[]> {
  const rows = await tx.db
    .selectFrom('credit_days')
    .leftJoin(
      (join) =>
        join
          .selectFrom('ledger_entries')
          .select(['scope', 'owner_id', 'day', sql<number>`sum(amount)::bigint`.as('moved')])
          .where('ledger', '=', ledger)
          .where('account', '=', 'credit')
          .where('entry_id', '>=', entryId)
          .groupBy(['scope', 'owner_id', 'day'])
          .as('since'),
      (join) =>
        join
          .onRef('since.scope', '=', 'credit_days.scope')
          .onRef('since.owner_id', '=', 'credit_days.owner_id')
          .onRef('since.day', '=', 'credit_days.day'),
    )
    .select(['credit_days.scope', 'credit_days.owner_id', 'credit_days.day', 'credit_days.amount', 'since.moved'])
    .where('credit_days.ledger', '=', ledger)
    .where('credit_days.day', '>=', start)
    .execute();
  return rows.map((row) => ({
    scope: row.scope,
    ownerId: row.owner_id,
    day: row.day,
    credit: row.amount - (row.moved ?? 0),
  }));
}

/** Entries from this one on, in the order of booking, with what their decisions say. */
export async function decidedEntries(
  tx: PortalTx,
  ledger: LedgerName,
  { firstId, limit }: { firstId: number; limit: number },
): Promise<DecidedEntry[]> {
  const rows = await selectDecided(tx, ledger).where('ledger_entries.entry_id', '>=', firstId).limit(limit).execute();
  return rows.map((row) => toEntry(row));
}

/** All entries of these enquiries in the order of booking. */
export async function decidedEntriesOf(
  tx: PortalTx,
  ledger: LedgerName,
  enquiryIds: readonly string[],
): Promise<DecidedEntry[]> {
  if (enquiryIds.length === 0) return [];
  const rows = await selectDecided(tx, ledger)
    .where('ledger_entries.enquiry_id', 'in', [...new Set(enquiryIds)])
    .execute();
  return rows.map((row) => toEntry(row));
}

function selectDecided(tx: PortalTx, ledger: LedgerName) {
  return (
    tx.db
      .selectFrom('ledger_entries')
      // A closing has no decision.
      .leftJoin('decisions', (join) =>
        join
          .onRef('decisions.portal_id', '=', 'ledger_entries.portal_id')
          .onRef('decisions.decision_id', '=', 'ledger_entries.decision_id'),
      )
      .select([
        'ledger_entries.entry_id',
        'ledger_entries.kind',
        'ledger_entries.scope',
        'ledger_entries.enquiry_id',
        'ledger_entries.owner_id',
        'ledger_entries.amount',
        'ledger_entries.day',
        'ledger_entries.account',
        'ledger_entries.at',
        'decisions.owner_id as winner_id',
        'decisions.pool',
        'decisions.replaces',
        'decisions.decided_by',
      ])
      .where('ledger_entries.ledger', '=', ledger)
      .orderBy('ledger_entries.entry_id')
  );
}

type DecidedRow = Awaited<ReturnType<ReturnType<typeof selectDecided>['execute']>>[number];

function toEntry(row: DecidedRow): DecidedEntry {
  return {
    entryId: row.entry_id,
    atMs: row.at.getTime(),
    kind: row.kind,
    scope: row.scope,
    enquiryId: row.enquiry_id,
    ownerId: row.owner_id,
    amount: row.amount,
    day: row.day,
    ...(row.account === 'make_up' ? { account: 'make_up' } : {}),
    winnerId: row.winner_id,
    pool: row.pool ?? '',
    // Who let the time run out has had the lead all the same.
    replaces: row.replaces !== null && row.decided_by !== 'sla',
  };
}

import { sql } from 'kysely';
import type { PortalTx } from '../store.ts';

/** Something an admin should look at. `kind` and `subject` name it; no values of a contact in any part. */
export interface Exception {
  kind: string;
  /** A property, a pool, a step, a contact id. */
  subject: string;
  /** For a person: what happened and what to do. */
  sentence: string;
}

export interface OpenException extends Exception {
  count: number;
  firstAt: Date;
  lastAt: Date;
}

/** Raises it, or counts it once more; one that was resolved begins anew. Answers whether it was not open before. */
export async function raiseException(tx: PortalTx, { kind, subject, sentence }: Exception): Promise<boolean> {
  const { rows } = await sql<{ count: number }>`
    insert into exceptions (portal_id, kind, subject, sentence)
    values (${tx.portalId}, ${kind}, ${subject}, ${sentence})
    on conflict (portal_id, kind, subject) do update set
      sentence = excluded.sentence,
      last_at = now(),
      count = case when exceptions.resolved_at is null then exceptions.count + 1 else 1 end,
      first_at = case when exceptions.resolved_at is null then exceptions.first_at else now() end,
      resolved_at = null
    returning count::int as count`.execute(tx.db);
  return rows[0]?.count === 1;
}

/** It no longer holds. Safe to repeat, and for one that was never raised. */
export async function resolveException(tx: PortalTx, { kind, subject }: Omit<Exception, 'sentence'>): Promise<void> {
  await tx.db
    .updateTable('exceptions')
    .set({ resolved_at: sql<Date>`now()` })
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .where('resolved_at', 'is', null)
    .execute();
}

/** The same for all exceptions of these kinds, but for the subjects that still stand. */
export async function resolveExceptions(
  tx: PortalTx,
  { kinds, except = [] }: { kinds: readonly string[]; except?: readonly string[] },
): Promise<void> {
  await tx.db
    .updateTable('exceptions')
    .set({ resolved_at: sql<Date>`now()` })
    .where('kind', 'in', [...kinds])
    .where('subject', '<>', sql<string>`all(${except}::text[])`)
    .where('resolved_at', 'is', null)
    .execute();
}

/** How many are open, by kind. */
export async function openExceptionCounts(tx: PortalTx): Promise<Map<string, number>> {
  const rows = await tx.db
    .selectFrom('exceptions')
    .select(['kind', sql<number>`count(*)::int`.as('open')])
    .where('resolved_at', 'is', null)
    .groupBy('kind')
    .execute();
  return new Map(rows.map((row) => [row.kind, row.open]));
}

/** What is open, the latest first; with `kinds` only those, with `except` all others. */
export async function openExceptions(
  tx: PortalTx,
  { limit = 100, kinds, except = [] }: { limit?: number; kinds?: readonly string[]; except?: readonly string[] } = {},
): Promise<OpenException[]> {
  const rows = await tx.db
    .selectFrom('exceptions')
    .select(['kind', 'subject', 'sentence', 'count', 'first_at', 'last_at'])
    .where('resolved_at', 'is', null)
    .$if(kinds !== undefined, (query) => query.where('kind', '=', sql<string>`any(${kinds ?? []}::text[])`))
    .where('kind', '<>', sql<string>`all(${except}::text[])`)
    .orderBy('last_at', 'desc')
    .orderBy('kind')
    .orderBy('subject')
    .limit(limit)
    .execute();
  return rows.map(({ first_at: firstAt, last_at: lastAt, ...rest }) => ({ ...rest, firstAt, lastAt }));
}

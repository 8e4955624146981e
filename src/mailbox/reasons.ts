import type { PortalTx } from '../store/store.ts';
import { upsertReasons } from '../store/tables/mailbox.ts';
import type { NewReasons } from './types.ts';

/**
 * Puts leads into the mailbox, or adds reasons to those that wait already: raises their revision (so that a decision
 * under way is followed by another look), their lane only towards `fresh`, and wakes them if they were held, slept or
 * were put aside. The caller rings once the transaction is committed. Repeating it only costs another look.
 */
export async function addReasons(tx: PortalTx, rows: readonly NewReasons[]): Promise<void> {
  if (rows.length > 0) await upsertReasons(tx, perContact(rows));
}

/** Postgres refuses to touch one row twice in one statement; two contacts merged into a third name it twice. */
function perContact(rows: readonly NewReasons[]): NewReasons[] {
  const merged = new Map<string, NewReasons>();
  for (const row of rows) {
    const before = merged.get(row.contactId);
    merged.set(
      row.contactId,
      before === undefined
        ? row
        : {
            contactId: row.contactId,
            lane: before.lane === 'fresh' ? 'fresh' : row.lane,
            reasons: [...before.reasons, ...row.reasons],
          },
    );
  }
  return [...merged.values()];
}

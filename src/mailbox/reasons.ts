import type { MailboxReason } from '../store/mailbox-reason.ts';
import type { PortalTx } from '../store/store.ts';
import { MAX_REASONS, upsertReasons } from '../store/tables/mailbox.ts';
import type { NewReasons, WaitingLead } from './types.ts';

/**
 * Puts leads into the mailbox, or adds reasons to those that wait already: raises their revision (so that a decision
 * under way is followed by another look), their lane only towards `fresh`, and wakes them if they were held, slept or
 * were put aside. The caller rings once the transaction is committed. Repeating it only costs another look. Answers what
 * waits now, and since when.
 */
export async function addReasons(tx: PortalTx, rows: readonly NewReasons[]): Promise<WaitingLead[]> {
  if (rows.length === 0) return [];
  const waiting = await upsertReasons(tx, perContact(rows));
  return waiting.map((row) => ({
    contactId: row.contact_id,
    lane: row.lane,
    waitingSinceMs: row.waiting_since.getTime(),
  }));
}

/** Reasons with one more: of two with the same kind and property the newer stays, oldest first, the newest 50 at most. */
export function foldReason(reasons: readonly MailboxReason[], reason: MailboxReason): readonly MailboxReason[] {
  const same = reasons.find((other) => other.kind === reason.kind && other.what === reason.what);
  if (same !== undefined && same.occurredAt > reason.occurredAt) return reasons;
  return [...reasons.filter((other) => other !== same), reason]
    .sort((a, b) => a.occurredAt - b.occurredAt)
    .slice(-MAX_REASONS);
}

/** Postgres refuses to touch one row twice in one statement; two contacts merged into a third name it twice. */
function perContact(rows: readonly NewReasons[]): NewReasons[] {
  const merged = new Map<string, NewReasons>();
  for (const row of rows) {
    const before = merged.get(row.contactId);
    merged.set(row.contactId, {
      contactId: row.contactId,
      lane: before?.lane === 'fresh' ? 'fresh' : row.lane,
      reasons: row.reasons.reduce(foldReason, before?.reasons ?? []),
    });
  }
  return [...merged.values()];
}

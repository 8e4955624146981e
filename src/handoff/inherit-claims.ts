import { addReasons } from '../mailbox/reasons.ts';
import type { PortalTx } from '../store/store.ts';
import { contactsById } from '../store/tables/contacts.ts';
import { openHandoffs, type OpenHandoffRow } from '../store/tables/handoffs.ts';

/** How far the owner of a handoff has come. */
const STRENGTH: Readonly<Record<OpenHandoffRow['status'], number>> = { offered: 1, accepted: 2, acted: 3 };

/**
 * What the winners of merges inherit of the handoffs that close with their losers: whoever has come further keeps the lead,
 * and where the winner has no handoff, what the loser asked is asked of the winner. The story decides it a moment later.
 */
export async function inheritClaims(
  tx: PortalTx,
  losers: readonly { handoff: OpenHandoffRow; winnerId: string }[],
  at: Date,
): Promise<void> {
  if (losers.length === 0) return;
  const winners = await openHandoffs(tx, [...new Set(losers.map(({ winnerId }) => winnerId))]);
  const standing = new Map(winners.map((handoff) => [handoff.contactId, handoff]));
  const contacts = await contactsById(
    tx,
    losers.map(({ handoff }) => handoff.contactId),
  );
  for (const { winnerId, handoff } of strongest(losers)) {
    const own = standing.get(winnerId);
    const source = contacts.get(handoff.contactId)?.latestSource ?? 'UNKNOWN';
    const common = { what: 'merge', source, sourceId: null, occurredAt: at.getTime() };
    if (own === undefined) {
      await addReasons(tx, [{ contactId: winnerId, lane: 'fresh', reasons: [{ kind: 'by_hand', ...common }] }]);
    } else if (STRENGTH[handoff.status] > STRENGTH[own.status] && handoff.ownerId !== own.ownerId) {
      const about = { handoffId: own.handoffId, ownerId: own.ownerId };
      const reason = { kind: 'merged', ...common, ownerId: handoff.ownerId, about } as const;
      await addReasons(tx, [{ contactId: winnerId, lane: 'fresh', reasons: [reason] }]);
    }
  }
}

/** One per winner: whose owner has come furthest, then the one that waits longest. */
function strongest(losers: readonly { handoff: OpenHandoffRow; winnerId: string }[]) {
  const inOrder = losers.toSorted(
    (a, b) =>
      STRENGTH[b.handoff.status] - STRENGTH[a.handoff.status] ||
      a.handoff.openedAt.getTime() - b.handoff.openedAt.getTime(),
  );
  return inOrder.filter((one, place) => inOrder.findIndex(({ winnerId }) => winnerId === one.winnerId) === place);
}

import { transferEntries } from '../policy/balance.ts';
import type { PolicyInForce } from '../policy-in-force.ts';
import type { PortalTx } from '../store/store.ts';
import { appendEntries, entriesOf, type LedgerRow } from '../store/tables/balances.ts';
import { handoffsById } from '../store/tables/handoffs.ts';
import type { SettleTakeOver } from './commit-writes.ts';

/** What the balance must know of a handoff that a person takes over. */
export interface HandedOver {
  enquiryId: string;
  decisionId: string;
  ownerId: string;
  pool: string | null;
}

/**
 * What a take-over does to the balance (3.6): who paid for the lead gets it back and the new owner pays; a new owner
 * outside the pool that chose, or none, voids the enquiry. Empty where no pool chose. Pure.
 */
export function takeOverEntries(options: {
  handoff: HandedOver;
  newOwnerId: string | null;
  /** All entries of the handoff's enquiry, oldest first. */
  entries: readonly LedgerRow[];
  policy: PolicyInForce;
}): LedgerRow[] {
  const { handoff, newOwnerId, entries, policy } = options;
  const members = policy.compiled.pools.get(handoff.pool ?? '')?.members ?? [];
  const moved = transferEntries({
    entries,
    fromOwnerId: handoff.ownerId,
    toOwnerId: newOwnerId ?? '',
    poolOwnerIds: members.map((member) => member.ownerId),
  });
  return moved.map((entry) => ({ ...entry, enquiryId: handoff.enquiryId, decisionId: handoff.decisionId }));
}

/** Settles take-overs that are found when an owner is written; runs in the transaction that closes the handoffs. */
export function settleTakeOversBy(policyInForce: (tx: PortalTx, now: Date) => Promise<PolicyInForce>): SettleTakeOver {
  return async (tx, rows) => {
    if (rows.length === 0) return;
    const now = new Date();
    const policy = await policyInForce(tx, now);
    const handoffs = await handoffsById(
      tx,
      rows.map((row) => row.handoffId),
    );
    const entries = await entriesOf(
      tx,
      'live',
      [...handoffs.values()].map((handoff) => handoff.enquiryId),
    );
    const moved = rows.flatMap(({ handoffId, takenOver }) => {
      const handoff = handoffs.get(handoffId);
      if (handoff === undefined) return [];
      const own = entries.filter((entry) => entry.enquiryId === handoff.enquiryId);
      return takeOverEntries({ handoff, newOwnerId: takenOver.ownerId, entries: own, policy });
    });
    await appendEntries(tx, 'live', { entries: moved, leads: [], at: now });
  };
}

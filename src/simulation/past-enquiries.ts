import type { DecisionInput } from '../policy/input.ts';
import type { LedgerName } from '../store/schema.ts';
import type { PortalTx } from '../store/store.ts';
import { knownContactKeys } from '../store/tables/contact-keys.ts';
import { newestEnquiries } from '../store/tables/decisions.ts';
import { openSnapshot } from '../audit/snapshot.ts';

/**
 * The newest enquiries as they were decided, at most `limit`, oldest first: first answers only, not what replaced them. Those
 * of erased contacts are counted and left out.
 */
export async function pastEnquiries(
  tx: PortalTx,
  { ledger, limit }: { ledger: LedgerName; limit: number },
): Promise<{ enquiries: DecisionInput[]; erased: number }> {
  const rows = await newestEnquiries(tx, { ledger, limit });
  const keys = await knownContactKeys(tx, [...new Set(rows.map((row) => row.contactId))]);
  const enquiries = rows.flatMap(({ contactId, snapshot }) => {
    const key = keys.get(contactId);
    return key === undefined || snapshot === null ? [] : [openSnapshot(key, snapshot)];
  });
  return { enquiries: enquiries.toReversed(), erased: rows.length - enquiries.length };
}

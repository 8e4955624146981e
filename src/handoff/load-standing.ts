import type { LedgerName } from '../store/schema.ts';
import type { PortalTx } from '../store/store.ts';
import { entriesOf, type LedgerRow } from '../store/tables/balances.ts';
import { contactsById, type ContactRow } from '../store/tables/contacts.ts';
import { currentDecisions, type CurrentDecision } from '../store/tables/decisions.ts';
import { openHandoffs, type OpenHandoffRow } from '../store/tables/handoffs.ts';

/** What stands in the store for some contacts, read inside the deciding transaction. Keys are contact ids. */
export interface LoadedStanding {
  contacts: ReadonlyMap<string, ContactRow>;
  handoffs: ReadonlyMap<string, OpenHandoffRow>;
  decisions: ReadonlyMap<string, CurrentDecision>;
  /** Ledger entries by enquiry id. */
  entries: ReadonlyMap<string, readonly LedgerRow[]>;
}

/** `others`: contacts of whom only the owner matters (recognised duplicates). */
export async function loadStanding(
  tx: PortalTx,
  options: { contactIds: readonly string[]; others: readonly string[]; ledger: LedgerName },
): Promise<LoadedStanding> {
  const contacts = await contactsById(tx, [...new Set([...options.contactIds, ...options.others])]);
  const handoffs = new Map((await openHandoffs(tx, options.contactIds)).map((handoff) => [handoff.contactId, handoff]));
  const decisionIds = options.contactIds.flatMap((id) => contacts.get(id)?.decisionId ?? []);
  const decisions = await currentDecisions(tx, decisionIds);
  const enquiryIds = [...decisions.values()].map((decision) => decision.enquiryId);
  for (const handoff of handoffs.values()) enquiryIds.push(handoff.enquiryId);
  const entries = new Map<string, LedgerRow[]>();
  for (const entry of await entriesOf(tx, options.ledger, [...new Set(enquiryIds)])) {
    entries.set(entry.enquiryId, [...(entries.get(entry.enquiryId) ?? []), entry]);
  }
  return { contacts, handoffs, decisions, entries };
}

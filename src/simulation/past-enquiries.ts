import { openSnapshot } from '../audit/snapshot.ts';
import type { DecisionInput, PersonState } from '../policy/input.ts';
import type { LedgerName } from '../store/schema.ts';
import type { PortalTx } from '../store/store.ts';
import { knownContactKeys } from '../store/tables/contact-keys.ts';
import { newestEnquiries } from '../store/tables/decisions.ts';

/**
 * The newest enquiries as they were decided, at most `limit`, oldest first: first answers only, not what replaced them. Loads are
 * left out, and shares of all but the first: a trial has its own. Those of erased contacts are counted and left out.
 */
export async function pastEnquiries(
  tx: PortalTx,
  question: {
    ledger: LedgerName;
    limit: number;
    /** Decided within this time; absent: whenever. */
    within?: { from: Date; until: Date | null };
  },
): Promise<{ enquiries: DecisionInput[]; erased: number }> {
  const rows = await newestEnquiries(tx, question);
  const keys = await knownContactKeys(tx, [...new Set(rows.map((row) => row.contactId))]);
  const people = new Map<string, PersonState>();
  const enquiries = rows.flatMap(({ contactId, snapshot }) => {
    const key = keys.get(contactId);
    if (key === undefined || snapshot === null) return [];
    const input = openSnapshot(key, snapshot);
    return [{ ...input, people: input.people.map((person) => sharedOf(people, person)) }];
  });
  const oldestFirst = enquiries.toReversed();
  return {
    enquiries: oldestFirst.map((input, at) => (at === 0 ? input : { ...input, credits: [] })),
    erased: rows.length - enquiries.length,
  };
}

/** Thousands of enquiries know the same people in the same state: one object for all of them keeps memory small. */
function sharedOf(people: Map<string, PersonState>, person: PersonState): PersonState {
  const idle = { ...person, openHandoffs: 0, assigned: { hour: 0, day: 0, week: 0 } };
  const key = JSON.stringify(idle);
  const known = people.get(key);
  if (known === undefined) people.set(key, idle);
  return known ?? idle;
}

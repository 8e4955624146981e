import { BadInput } from '../errors.ts';
import { compilePolicy } from '../policy/compile.ts';
import { decide } from '../policy/decide.ts';
import type { DecisionInput } from '../policy/input.ts';
import { policySchema } from '../policy/schema.ts';
import type { Verdict } from '../policy/verdict.ts';
import type { LedgerName } from '../store/schema.ts';
import type { PortalTx } from '../store/store.ts';
import { knownContactKeys } from '../store/tables/contact-keys.ts';
import { newestEnquiries, decisionBefore } from '../store/tables/decisions.ts';
import { policyInForce } from '../store/tables/policies.ts';
import { openSnapshot } from '../audit/snapshot.ts';

export interface TimeTravel {
  /** The version in force at that time. */
  version: number;
  /** When the decision was made whose people and shares stand in for those of that time; ISO. */
  peopleAsOf: string;
  input: DecisionInput;
  verdict: Verdict;
}

/**
 * Who would have got a contact's newest enquiry, with the facts it came with, had it come at that time: by the policy that was
 * in force then, and by people and shares as the last decision before knew them. Stores nothing. Throws BadInput where there
 * was no policy, no decision to take the people from, or nothing is kept of the contact.
 */
export async function ownerAt(
  tx: PortalTx,
  { contactId, at, ledger }: { contactId: string; at: Date; ledger: LedgerName },
): Promise<TimeTravel> {
  const stored = await policyInForce(tx, at);
  if (stored === null) throw new BadInput('No policy was in force then.', { code: 'no_policy' });
  const [own] = await newestEnquiries(tx, { ledger, limit: 1, contactId });
  const around = await decisionBefore(tx, { ledger, at });
  const keys = await knownContactKeys(tx, [contactId, ...(around === null ? [] : [around.contactId])]);
  const enquiry = opened(keys, own ?? null);
  if (enquiry === null) throw new BadInput(`Nothing is kept of contact ${contactId}.`, { code: 'unknown_contact' });
  const then = opened(keys, around);
  if (then === null)
    throw new BadInput('Nothing was decided before, so nobody knows who was there.', { code: 'too_early' });
  const { ms } = policySchema.parse(stored.document).waitForFacts;
  const input: DecisionInput = {
    ...enquiry,
    now: at.toISOString(),
    enquiry: { ...enquiry.enquiry, occurredAt: at.toISOString(), ageMs: ms },
    openHandoff: null,
    people: then.people,
    credits: then.credits,
  };
  const verdict = decide(compilePolicy(policySchema.parse(stored.document)), input);
  return { version: stored.version, peopleAsOf: then.now, input, verdict };
}

/** null: erased, or there is none. */
function opened(
  keys: ReadonlyMap<string, Buffer>,
  row: { contactId: string; snapshot: Buffer | null } | null,
): DecisionInput | null {
  const key = row === null ? undefined : keys.get(row.contactId);
  return row?.snapshot == null || key === undefined ? null : openSnapshot(key, row.snapshot);
}

import { z } from 'zod';
import { canonicalJson } from '../policy/canonical.ts';
import { compilePolicy } from '../policy/compile.ts';
import { decide, ENGINE } from '../policy/decide.ts';
import type { Flips } from '../policy/flips/flip.ts';
import { flipsOf } from '../policy/flips/flips.ts';
import { policySchema } from '../policy/schema.ts';
import type { PortalTx } from '../store/store.ts';
import { knownContactKeys } from '../store/tables/contact-keys.ts';
import type { storedDecision } from '../store/tables/decisions.ts';
import { policyVersion } from '../store/tables/policies.ts';
import { openSnapshot } from './snapshot.ts';

type StoredDecision = NonNullable<Awaited<ReturnType<typeof storedDecision>>>;

const storedFlips = z.custom<Flips>((value) => typeof value === 'object' && value !== null && 'people' in value);

/**
 * What would have led a stored decision elsewhere: as kept with it or, of one from before that was done, found now from its
 * snapshot and policy. null: it cannot be told, because the contact was erased, or because this build decides otherwise.
 */
export async function flipsOfDecision(tx: PortalTx, decision: StoredDecision): Promise<Flips | null> {
  if (decision.flips !== null) return storedFlips.parse(decision.flips);
  const key = (await knownContactKeys(tx, [decision.contact_id])).get(decision.contact_id);
  const version = await policyVersion(tx, decision.policy_version);
  if (decision.engine !== ENGINE || decision.snapshot === null || key === undefined || version === null) return null;
  const policy = compilePolicy(policySchema.parse(version.document));
  const input = openSnapshot(key, decision.snapshot);
  const verdict = decide(policy, input);
  return canonicalJson(verdict) === canonicalJson(decision.verdict) ? flipsOf(policy, input, verdict) : null;
}

import { compilePolicy, type CompiledPolicy } from './policy/compile.ts';
import { policySchema } from './policy/schema.ts';
import { BatonError } from './errors.ts';
import type { PortalTx } from './store/store.ts';
import { NO_PROPERTIES, type PropertyNames } from './policy/reads.ts';
import { runningCanary, type Canary } from './store/tables/canaries.ts';
import { policyHead, policyVersion } from './store/tables/policies.ts';

export interface PolicyInForce {
  version: number;
  hash: string;
  compiled: CompiledPolicy;
}

/** Throws BatonError `no_policy` for a portal without one. `known`: which one it is, for who has read that already. */
export type ReadPolicy = (tx: PortalTx, now: Date, known?: { version: number; hash: string }) => Promise<PolicyInForce>;

/** How many compiled policies to keep; one portal needs one, a busy process serves many portals. */
const KEPT = 500;

/**
 * Reads which policy is in force and hands it out compiled; a document is read and compiled once per process.
 * Which one it is, is read anew in each deciding transaction, so a published policy counts from the next decision on.
 */
export function createPolicies(): ReadPolicy {
  const compiledByHash = new Map<string, CompiledPolicy>();
  return async (tx, now, known) => {
    const head = known ?? (await policyHead(tx, now));
    if (head === null) {
      throw new BatonError({
        code: 'no_policy',
        sentence: 'This account has no routing policy yet. Install the app again, or save a policy in its settings.',
        retry: { helps: true, afterMs: 60_000 },
        details: { portalId: tx.portalId },
      });
    }
    let compiled = compiledByHash.get(head.hash);
    if (compiled === undefined) {
      compiled = compilePolicy(policySchema.parse((await policyVersion(tx, head.version))?.document));
      if (compiledByHash.size >= KEPT) compiledByHash.delete(compiledByHash.keys().next().value ?? '');
      compiledByHash.set(head.hash, compiled);
    }
    return { ...head, compiled };
  };
}

/** The policy in force and, while a draft is tried on a share of the leads, that one. */
export interface Arms {
  live: PolicyInForce;
  canary: (Canary & { policy: PolicyInForce }) | null;
}

/** Throws BatonError `no_policy`. */
export async function armsInForce(tx: PortalTx, now: Date, readPolicy: ReadPolicy): Promise<Arms> {
  const live = await readPolicy(tx, now);
  const canary = await runningCanary(tx);
  if (canary === null) return { live, canary };
  const { version, hash } = canary;
  return { live, canary: { ...canary, policy: await readPolicy(tx, now, { version, hash }) } };
}

/** What must have been read of a lead, whichever of them it follows. */
export function readsOf({ live, canary }: Arms): PropertyNames {
  const [one, other] = [live.compiled.reads, canary?.policy.compiled.reads ?? NO_PROPERTIES];
  return { contact: both(one.contact, other.contact), company: both(one.company, other.company) };
}

function both(one: readonly string[], other: readonly string[]): readonly string[] {
  return other.length === 0 ? one : [...new Set([...one, ...other])].toSorted();
}

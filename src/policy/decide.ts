import { assignFromPool, type Assignment } from './assign.ts';
import type { CompiledPolicy } from './compile.ts';
import type { DecisionInput } from './input.ts';
import { isMismatch } from './language.ts';
import { qualificationOf } from './qualification.ts';
import { situationOf, type Situation } from './situation.ts';
import { slaOf } from './sla.ts';
import { RISK_FLAGS, type RiskFlag } from './taxonomy.ts';
import { triggerOf } from './trigger.ts';
import type { Destination, Turn } from './turn.ts';
import { turns } from './turns.ts';
import type { PathStep, Verdict } from './verdict.ts';
import { factsToWaitFor } from './wait-for-facts.ts';

/** Names the rules of this folder; goes up whenever the same input may give another verdict. */
export const ENGINE = 'baton-1';

/**
 * Decides what becomes of one lead. Pure and total: the same policy and input give the same verdict, byte for byte;
 * nothing is changed, nothing thrown.
 *
 * For `kind: 'change'` with an open handoff that was offered less than 60 s ago, `contact.ownerId` must be the owner as
 * it was before Baton wrote its own choice and `credits` must be without that choice's step: the lead is then decided
 * anew, and stays with its owner if the pool that it belongs to would take that person. With any other open handoff
 * whose owner is active the answer is that owner.
 */
export function decide(policy: CompiledPolicy, input: DecisionInput): Verdict {
  const situation = situationOf(policy, input);
  const waitingFor = factsToWaitFor(situation);
  if (waitingFor.length > 0) return heldForFacts(situation, waitingFor);
  const path: PathStep[] = [];
  const taken = walk(situation, path);
  return verdictOf(situation, taken, path);
}

type Taken = Extract<Turn, { destination: Destination }>;

function walk(situation: Situation, path: PathStep[]): Taken {
  const { input, group, policy } = situation;
  for (const turn of turns(situation, { input, group, awaited: new Set() })) {
    if (turn.truth === 'maybe') continue;
    const matched = turn.truth === 'yes';
    path.push({ layer: turn.layer, rule: matched ? turn.name : null, matched, because: turn.because });
    if (matched) return turn;
  }
  const destination: Destination = { to: 'pool', pool: policy.document.defaultPool };
  return { truth: 'yes', layer: 'pool', name: null, rule: null, destination, because: [], facts: [] };
}

function verdictOf(situation: Situation, { layer, rule, destination }: Taken, path: PathStep[]): Verdict {
  const base = { ...nobody(situation), layer, rule, path };
  switch (destination.to) {
    case 'skip':
      return {
        ...base,
        outcome: 'skipped',
        skipReason: destination.reason,
        qualification: qualificationOf(situation, 'skipped'),
      };
    case 'person':
      return routed(situation, base, { ...destination, pool: null });
    case 'pool':
      return fromPool(situation, base, assignFromPool(situation, destination.pool));
    default:
      return base;
  }
}

function fromPool(situation: Situation, base: Verdict, { candidates, given, pool, hold }: Assignment): Verdict {
  if (given === null) {
    const flags = flagsOf(situation, null, pool);
    const path: PathStep[] = [...base.path, { layer: 'fallback', rule: 'hold', matched: true, because: [pool] }];
    return {
      ...base,
      outcome: 'held',
      layer: 'fallback',
      pool,
      hold,
      candidates,
      riskFlags: flags,
      trigger: triggerOf(situation),
      path,
    };
  }
  if (given.reason === 'fair_share')
    return routed(situation, { ...base, candidates, step: given.step }, { ...given, pool });
  const path: PathStep[] = [...base.path, { layer: 'fallback', rule: given.reason, matched: true, because: [pool] }];
  return routed(situation, { ...base, layer: 'fallback', candidates, step: given.step, path }, { ...given, pool });
}

function routed(
  situation: Situation,
  base: Verdict,
  { ownerId, reason, pool }: { ownerId: string; reason: Verdict['ownerReason']; pool: string | null },
): Verdict {
  return {
    ...base,
    outcome: 'routed',
    pool,
    ownerId,
    ownerReason: reason,
    trigger: triggerOf(situation),
    task: situation.settings.task,
    sla: slaOf(situation, ownerId, pool),
    riskFlags: flagsOf(situation, ownerId, pool),
  };
}

function heldForFacts(situation: Situation, waitingFor: readonly string[]): Verdict {
  const { calendar, input, policy } = situation;
  const leftMs = policy.document.waitForFacts.ms - Math.max(0, input.enquiry.ageMs);
  const until = new Date(calendar.nowMs + leftMs).toISOString();
  return {
    ...nobody(situation),
    outcome: 'held',
    layer: 'wait',
    hold: { reason: 'waiting_for_facts', until, waitingFor },
    path: [{ layer: 'wait', rule: null, matched: true, because: waitingFor }],
  };
}

/** The verdict as long as nothing and nobody is chosen: nurtured. */
function nobody(situation: Situation): Verdict {
  return {
    outcome: 'nurtured',
    layer: 'trigger',
    rule: null,
    pool: null,
    ownerId: null,
    ownerReason: null,
    trigger: null,
    skipReason: null,
    hold: null,
    qualification: qualificationOf(situation, 'nurtured'),
    riskFlags: flagsOf(situation, null, null),
    task: false,
    sla: null,
    candidates: [],
    step: null,
    path: [],
  };
}

/** In the order of the closed list, each once. */
function flagsOf({ input, policy }: Situation, ownerId: string | null, poolName: string | null): RiskFlag[] {
  const pool = poolName === null ? undefined : policy.pools.get(poolName);
  const mismatch = isMismatch(input, ownerId, pool);
  const { riskFlags } = input.assessment;
  if (riskFlags.length === 0) return mismatch ? ['language_mismatch'] : [];
  const found = new Set(riskFlags);
  return RISK_FLAGS.filter((flag) => found.has(flag) || (mismatch && flag === 'language_mismatch'));
}

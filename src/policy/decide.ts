import { assignFromPool, type Assignment } from './assign.ts';
import type { CompiledPolicy } from './compile.ts';
import type { DecisionInput } from './input.ts';
import { isMismatch } from './language.ts';
import { qualificationOf } from './qualification.ts';
import { mayHave, situationOf, type Situation } from './situation.ts';
import { slaOf } from './sla.ts';
import { RISK_FLAGS, type RiskFlag } from './taxonomy.ts';
import { triggerOf } from './trigger.ts';
import { certain, type Destination, type Turn } from './turn.ts';
import type { WaitableFact } from './schema.ts';
import { tellTurns } from './turns.ts';
import type { PathStep, Verdict } from './verdict.ts';
import { factsToWaitFor } from './wait-for-facts.ts';

/** Names the rules of this folder; goes up whenever the same input may give another verdict. */
export const ENGINE = 'baton-1';

/**
 * Decides what becomes of one lead. Pure and total: the same policy and input give the same verdict, byte for byte;
 * nothing is changed, nothing thrown.
 *
 * For `kind: 'change'` with an open handoff that was offered less than 60 s ago, or that may move, `contact.ownerId` must be
 * the owner as it was before Baton wrote its own choice and `credits` must be without that choice's step: the lead is then
 * decided anew, and stays with its owner if the pool that it belongs to would take that person. With any other open handoff
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
  const { input, group, policy, reconsidered } = situation;
  const lapsed = reconsidered?.lapsed;
  const givenTo = reconsidered?.givenTo;
  if (reconsidered !== null && givenTo !== undefined) {
    // Whoever has left meanwhile cannot be given anything; it stays where it is.
    const ownerId = mayHave(situation, givenTo) ? givenTo : reconsidered.ownerId;
    return certain('stickiness', 'given', { to: 'person', ownerId, reason: 'given_by_person' });
  }
  // Enough people had it: no rule and no claim is asked again, only who stands above its pool.
  if (lapsed?.leavesPool === true) {
    return certain('pool', 'lapsed', { to: 'pool', pool: lapsed.pool ?? policy.document.defaultPool });
  }
  let taken: Taken | null = null;
  tellTurns(situation, { input, group, awaited: NOTHING_AWAITED }, (turn) => {
    if (turn.truth === 'maybe') return false;
    const isTaken = turn.truth === 'yes';
    path.push({ layer: turn.layer, rule: isTaken ? turn.name : null, matched: isTaken, because: turn.because });
    if (isTaken) taken = turn;
    return isTaken;
  });
  return taken ?? certain('pool', null, { to: 'pool', pool: policy.document.defaultPool });
}

const NOTHING_AWAITED: ReadonlySet<WaitableFact> = new Set();

/** What is decided of a lead; the rest of its verdict follows from that. */
type Decided = Pick<Verdict, 'outcome' | 'layer' | 'rule' | 'path'> &
  Partial<Pick<Verdict, 'pool' | 'ownerId' | 'ownerReason' | 'skipReason' | 'hold' | 'candidates' | 'step'>>;

function verdictOf(situation: Situation, { layer, rule, destination }: Taken, path: PathStep[]): Verdict {
  switch (destination.to) {
    case 'skip':
      return told(situation, { outcome: 'skipped', layer, rule, path, skipReason: destination.reason });
    case 'person': {
      const { ownerId, reason } = destination;
      return told(situation, { outcome: 'routed', layer, rule, path, ownerId, ownerReason: reason });
    }
    case 'pool':
      return fromPool(
        situation,
        { layer, rule, path },
        assignFromPool(situation, destination.pool, destination.skills),
      );
    default:
      return told(situation, { outcome: 'nurtured', layer, rule, path });
  }
}

function fromPool(
  situation: Situation,
  way: Pick<Verdict, 'layer' | 'rule' | 'path'>,
  { candidates, given, pool, hold }: Assignment,
): Verdict {
  const fallBack = (name: string): Pick<Verdict, 'layer' | 'path'> => ({
    layer: 'fallback',
    path: [...way.path, { layer: 'fallback', rule: name, matched: true, because: [pool] }],
  });
  if (given === null) return told(situation, { ...way, ...fallBack('hold'), outcome: 'held', pool, hold, candidates });
  const { ownerId, reason, step } = given;
  const { layer, path } = reason === 'fair_share' ? way : fallBack(reason);
  return told(situation, {
    outcome: 'routed',
    layer,
    rule: way.rule,
    path,
    pool,
    ownerId,
    ownerReason: reason,
    candidates,
    step,
  });
}

function heldForFacts(situation: Situation, waitingFor: readonly string[]): Verdict {
  const { calendar, input, policy } = situation;
  const leftMs = policy.document.waitForFacts.ms - Math.max(0, input.enquiry.ageMs);
  const until = new Date(calendar.nowMs + leftMs).toISOString();
  return told(situation, {
    outcome: 'held',
    layer: 'wait',
    rule: null,
    hold: { reason: 'waiting_for_facts', until, waitingFor },
    path: [{ layer: 'wait', rule: null, matched: true, because: waitingFor }],
  });
}

/** The whole verdict, made in one go: it is what deciding many leads spends most on. */
function told(situation: Situation, decided: Decided): Verdict {
  const { outcome, layer, rule, path, pool = null, ownerId = null } = decided;
  const isRouted = outcome === 'routed' && ownerId !== null;
  return {
    outcome,
    layer,
    rule,
    pool,
    ownerId,
    ownerReason: decided.ownerReason ?? null,
    // A lead that waits in a pool calls for a person as well; one that waits for facts does not know yet.
    trigger: isRouted || (outcome === 'held' && pool !== null) ? triggerOf(situation) : null,
    skipReason: decided.skipReason ?? null,
    hold: decided.hold ?? null,
    qualification: qualificationOf(situation, outcome),
    riskFlags: flagsOf(situation, ownerId, pool),
    task: isRouted && situation.settings.task,
    sla: isRouted ? slaOf(situation, ownerId, pool) : null,
    candidates: decided.candidates ?? [],
    step: decided.step ?? null,
    path,
  };
}

/** In the order of the closed list, each once. */
function flagsOf(situation: Situation, ownerId: string | null, poolName: string | null): RiskFlag[] {
  const pool = poolName === null ? undefined : situation.policy.pools.get(poolName);
  const mismatch = isMismatch(situation, ownerId, pool);
  const { riskFlags } = situation.input.assessment;
  if (riskFlags.length === 0) return mismatch ? ['language_mismatch'] : [];
  const found = new Set(riskFlags);
  return RISK_FLAGS.filter((flag) => found.has(flag) || (mismatch && flag === 'language_mismatch'));
}

import { stepBalance } from './balance.ts';
import { ByOwner } from './by-owner.ts';
import { considerMembers, type Considered } from './eligibility.ts';
import { nextOpening } from './hours.ts';
import { absentMembers, stepWithMakeUp } from './make-up.ts';
import type { Pool } from './schema.ts';
import { onBreachOf } from './on-breach.ts';
import { fallbackOf, mayHave, type Situation } from './situation.ts';
import type { BalanceStep, Candidate, OwnerReason, Verdict } from './verdict.ts';

export interface Assignment {
  candidates: Candidate[];
  /** Who gets it; null: the lead is held. */
  given: { ownerId: string; reason: OwnerReason; step: BalanceStep | null } | null;
  /** The pool that gave it, or that it waits for. */
  pool: string;
  hold: Verdict['hold'];
}

/**
 * Gives the lead to whoever the pool owes the most, else does what the pool says for the case that nobody is free:
 * overflow (and what that pool says), fallback person, or hold. All but the fallback person must have the skills.
 */
export function assignFromPool(situation: Situation, poolName: string, skills: readonly string[] = []): Assignment {
  if (situation.reconsidered?.lapsed !== undefined) return assignLapsed(situation, poolName, skills);
  const candidates: Candidate[] = [];
  const seen: Pool[] = [];
  for (let pool = situation.policy.pools.get(poolName); pool !== undefined && !seen.includes(pool);) {
    seen.push(pool);
    const turn = stepPool(situation, pool, skills);
    candidates.push(...turn.candidates);
    if (turn.step !== null) {
      const reason = pool === seen[0] ? 'fair_share' : 'overflow_pool';
      return { candidates, given: { ownerId: turn.ownerId, reason, step: turn.step }, pool: pool.name, hold: null };
    }
    if (pool.whenNobodyFree === 'fallback') {
      const ownerId = fallbackOf(situation, pool.name);
      const given = ownerId === null ? null : { ownerId, reason: 'fallback_person' as const, step: null };
      if (given !== null) return { candidates, given, pool: pool.name, hold: null };
    }
    if (pool.whenNobodyFree !== 'overflow' || pool.overflowPool === null) break;
    pool = situation.policy.pools.get(pool.overflowPool);
  }
  return { candidates, given: null, pool: poolName, hold: holdFor(situation, seen[0], candidates) };
}

/**
 * Gives a lead on which nobody acted to the next person of the pool, and when there is none, or it has been to enough of
 * them, to where the policy says that such leads go.
 */
function assignLapsed(situation: Situation, poolName: string, skills: readonly string[]): Assignment {
  const { policy, reconsidered } = situation;
  const pool = policy.pools.get(poolName);
  const candidates: Candidate[] = [];
  const staysInPool = reconsidered?.lapsed?.leavesPool !== true;
  const overflowed = reconsidered?.lapsed?.overflowed === true;
  const lastResorts = onBreachOf(policy.document.sla).lastResorts.filter(
    (resort) => !(overflowed && resort === 'overflow'),
  );
  for (const place of staysInPool ? (['pool', ...lastResorts] as const) : lastResorts) {
    if (place === 'pool' || place === 'overflow') {
      const asked = place === 'pool' ? pool : policy.pools.get(pool?.overflowPool ?? '');
      if (asked === undefined) continue;
      const turn = stepPool(situation, asked, skills);
      candidates.push(...turn.candidates);
      if (turn.step === null) continue;
      const reason = place === 'pool' ? 'fair_share' : 'overflow_pool';
      return { candidates, given: { ownerId: turn.ownerId, reason, step: turn.step }, pool: asked.name, hold: null };
    }
    const ownerId = place === 'manager' ? pool?.managerOwnerId : pool?.fallbackOwnerId;
    if (typeof ownerId !== 'string' || !mayHave(situation, ownerId)) continue;
    const reason = place === 'manager' ? 'manager' : 'fallback_person';
    return { candidates, given: { ownerId, reason, step: null }, pool: poolName, hold: null };
  }
  return { candidates, given: null, pool: poolName, hold: holdFor(situation, pool, candidates) };
}

function stepPool(
  situation: Situation,
  pool: Pool,
  skills: readonly string[],
): { candidates: Candidate[]; ownerId: string; step: BalanceStep } | { candidates: Candidate[]; step: null } {
  const considered = considerMembers(situation, pool, skills);
  const eligible = considered.filter((member) => member.against === null);
  if (eligible.length === 0) {
    return { candidates: considered.map((member) => refused(pool, member)), step: null };
  }
  const scope = situation.policy.document.balance.span === 'portal' ? '' : pool.name;
  const credits = new ByOwner(situation.input.credits, (credit) => credit.scope === scope);
  // Of two people who may both have it, the one who was already given it keeps it: a better answer changes pools.
  const keeper = eligible.find((member) => member.ownerId === situation.reconsidered?.ownerId);
  const winner = keeper?.ownerId;
  const { makeUp } = situation.policy.document.balance;
  const { ownerId, entries, ...rest } =
    makeUp?.missed === 'capped'
      ? stepWithMakeUp({
          eligible,
          absent: absentMembers(situation, pool, { considered, skills }),
          credits,
          winner,
          maxLeads: makeUp.maxLeads,
        })
      : stepBalance({ eligible, credits, winner });
  const amounts = new ByOwner(entries);
  const candidates = considered.map((member): Candidate => {
    if (member.against !== null) return refused(pool, member);
    const creditBefore = credits.get(member.ownerId)?.credit ?? 0;
    return {
      ownerId: member.ownerId,
      pool: pool.name,
      standing: member.ownerId === ownerId ? 'chosen' : 'could_have',
      weight: member.weight,
      creditBefore,
      creditAfter: creditBefore + (amounts.get(member.ownerId)?.amount ?? 0),
    };
  });
  return { candidates, ownerId, step: { scope, entries, ...rest } };
}

function refused(pool: Pool, { ownerId, weight, against, detail }: Considered): Candidate {
  return {
    ownerId,
    pool: pool.name,
    standing: against ?? 'excluded',
    weight,
    creditBefore: null,
    creditAfter: null,
    ...(detail === undefined ? {} : { detail }),
  };
}

/**
 * With a time to look again only if time alone will bring somebody: a status, a cap or an activation that would also
 * help can change at any moment.
 */
function holdFor(situation: Situation, pool: Pool | undefined, candidates: readonly Candidate[]): Verdict['hold'] {
  const standings = candidates.map((candidate) => candidate.standing);
  const openings = candidates
    .filter(({ standing }) => standing === 'outside_hours' || standing === 'holiday' || standing === 'out_of_office')
    .map((candidate) => openingOf(situation, pool, candidate.ownerId))
    .filter((opening) => opening !== null);
  const othersMayCome = standings.some((standing) => standing === 'away' || standing === 'cap_reached');
  if (openings.length === 0 || othersMayCome) return { reason: 'nobody_free', until: null, waitingFor: [] };
  const until = new Date(Math.min(...openings)).toISOString();
  return { reason: 'outside_hours', until, waitingFor: [] };
}

/** When the person is at work in this pool without anybody doing anything, epoch ms; null: nobody knows. */
export function openingOf({ people, calendar }: Situation, pool: Pool | undefined, ownerId: string): number | null {
  const person = people.get(ownerId);
  if (person === undefined || (person.workingHours === null && pool?.unknownHours === 'closed')) return null;
  return nextOpening(calendar, person);
}

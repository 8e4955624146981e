import { openingOf } from '../assign.ts';
import { LEAD } from '../balance.ts';
import { situationOf, type Situation } from '../situation.ts';
import { owedTo, type Candidate, type Verdict } from '../verdict.ts';
import type { PersonChange, PersonFlip } from './flip.ts';
import { changeAgainst, withPersonChange } from './person-changes.ts';
import type { Case, Retrial } from './retrial.ts';

/** Somebody who needs more than these is far from having it. */
const MOST_CHANGES = 2;
/** A weight that leaves everybody else next to nothing is no advice. */
const MOST_TIMES_THE_LARGEST = 10;

/** For candidates who did not get the lead, as far as the tries reach: whoever was refused first, then who was owed most. */
export function peopleFlips(retrial: Retrial): PersonFlip[] {
  const { given, verdict } = retrial;
  const situation = situationOf(given.policy, given.input);
  const others = verdict.candidates.filter(({ ownerId }) => ownerId !== verdict.ownerId);
  const refused = others.filter(({ standing }) => standing !== 'could_have');
  const able = others.filter(({ standing }) => standing === 'could_have').toSorted((a, b) => owedTo(b) - owedTo(a));
  const flips: PersonFlip[] = [];
  for (const candidate of [...refused, ...able]) {
    if (retrial.isExhausted) break;
    const { ownerId, pool, standing } = candidate;
    const way = standing === 'could_have' ? heavier(retrial, candidate) : admitted(retrial, candidate);
    const back = backAt(situation, candidate);
    if (way !== null || back !== null) flips.push({ ownerId, pool, changes: [], behind: null, ...way, back });
  }
  return flips;
}

type Way = Pick<PersonFlip, 'changes' | 'behind'>;

/** Takes one reason against the candidate away after the other until the lead is theirs or somebody else is owed more. */
function admitted(retrial: Retrial, candidate: Candidate): Way | null {
  const changes: PersonChange[] = [];
  let given = retrial.given;
  for (let now = candidate; changes.length < MOST_CHANGES;) {
    const change = changeAgainst(given, now);
    if (change === null) return null;
    changes.push(change);
    given = withPersonChange(given, candidate, change);
    const verdict = retrial.again(given);
    if (verdict === null) return null;
    if (verdict.ownerId === candidate.ownerId) return needed(retrial, candidate, changes);
    const again = sameCandidate(verdict, candidate);
    if (again === undefined) return null;
    if (again.standing === 'could_have') {
      return (
        more(changes, weightToWin(retrial, { given, verdict, candidate: again })) ?? behind(changes, verdict, again)
      );
    }
    now = again;
  }
  return null;
}

/** Somebody who is in two pools may get the lead from the other one with fewer of them. */
function needed(retrial: Retrial, candidate: Candidate, changes: readonly PersonChange[]): Way | null {
  if (changes.length === 1) return { changes, behind: null };
  for (const change of changes) {
    const others = changes.filter((one) => one !== change);
    const again = retrial.again(others.reduce((given, one) => withPersonChange(given, candidate, one), retrial.given));
    if (again === null) return null;
    if (again.ownerId === candidate.ownerId) return needed(retrial, candidate, others);
  }
  return { changes, behind: null };
}

/** Of a weight that was 0 the first try gave the least; here is what it takes. */
function more(changes: readonly PersonChange[], weight: number | null): Way | null {
  if (weight === null || !changes.some(({ what }) => what === 'weight')) return null;
  return {
    changes: changes.map((change) => (change.what === 'weight' ? { ...change, to: weight } : change)),
    behind: null,
  };
}

/** null: the winner is not the one who is owed the most, but had the lead already. */
function behind(changes: readonly PersonChange[], verdict: Verdict, candidate: Candidate): Way | null {
  const winner = verdict.candidates.find(({ standing }) => standing === 'chosen');
  if (winner === undefined) return null;
  const by = owedTo(winner) - owedTo(candidate);
  return by < 0 ? null : { changes, behind: { ownerId: winner.ownerId, by } };
}

function heavier(retrial: Retrial, candidate: Candidate): Way | null {
  const weight = weightToWin(retrial, { given: retrial.given, verdict: retrial.verdict, candidate });
  return weight === null ? null : { changes: [{ what: 'weight', to: weight }], behind: null };
}

/**
 * The smallest weight with which the candidate, who could have had the lead, gets it. null: none, only an absurd one, or one
 * that two tries do not confirm.
 */
function weightToWin(
  retrial: Retrial,
  { given, verdict, candidate }: { given: Case; verdict: Verdict; candidate: Candidate },
): number | null {
  const pool = given.policy.pools.get(candidate.pool);
  const weight = pool?.members.find(({ ownerId }) => ownerId === candidate.ownerId)?.weight ?? 0;
  if (pool === undefined || weight === 0) return null;
  const bound = weightBound(verdict, candidate) / (candidate.weight / weight);
  const largest = Math.max(...pool.members.map((member) => member.weight));
  if (!(bound < largest * MOST_TIMES_THE_LARGEST)) return null;
  const wins = (to: number): boolean | null => {
    if (to <= weight) return false;
    const again = retrial.again(withPersonChange(given, candidate, { what: 'weight', to }));
    return again === null ? null : again.ownerId === candidate.ownerId;
  };
  const next = Math.floor(bound) + 1;
  // At the bound itself both are owed the same, and whoever has waited longer gets it.
  if (wins(next - 1) !== false) return Number.isInteger(bound) && wins(next - 2) === false ? next - 1 : null;
  return wins(next) === true ? next : null;
}

/**
 * Above this weight, in the unit of the verdict, nobody else of the pool is owed more: each of them is owed
 * credit + LEAD * weight / total. Infinity: somebody is ahead by a whole lead.
 */
function weightBound({ candidates }: Verdict, candidate: Candidate): number {
  const rivals = candidates.filter(
    ({ pool, ownerId, creditBefore }) =>
      pool === candidate.pool && ownerId !== candidate.ownerId && creditBefore !== null,
  );
  const others = rivals.reduce((sum, { weight }) => sum + weight, 0);
  const bounds = rivals.map(({ weight, creditBefore }) => {
    const ahead = (creditBefore ?? 0) - (candidate.creditBefore ?? 0);
    return ahead < LEAD ? (LEAD * weight + ahead * others) / (LEAD - ahead) : Infinity;
  });
  return Math.max(0, ...bounds);
}

function sameCandidate(verdict: Verdict, { ownerId, pool }: Candidate): Candidate | undefined {
  return verdict.candidates.find((one) => one.ownerId === ownerId && one.pool === pool);
}

/** ISO; when the person is at work again without anybody doing anything. */
function backAt(situation: Situation, { ownerId, pool, standing }: Candidate): string | null {
  if (!TEMPORARY.has(standing)) return null;
  const opening = openingOf(situation, situation.policy.pools.get(pool), ownerId);
  return opening === null ? null : new Date(opening).toISOString();
}

const TEMPORARY: ReadonlySet<Candidate['standing']> = new Set(['out_of_office', 'outside_hours', 'holiday']);

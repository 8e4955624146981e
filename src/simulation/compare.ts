import type { DecisionInput } from '../policy/input.ts';
import type { Trial } from './simulate.ts';

/** How one enquiry ends under two policies. `turn`: somebody else of the same pool, because turns fall otherwise. */
export type Difference = 'same' | 'turn' | 'person' | 'pool' | 'outcome';

export const DIFFERENCES: readonly Difference[] = ['same', 'turn', 'person', 'pool', 'outcome'];

export function differenceOf(before: Trial, after: Trial): Difference {
  const [a, b] = [before.verdict, after.verdict];
  if (a.outcome !== b.outcome) return 'outcome';
  if (a.pool !== b.pool) return 'pool';
  if (a.ownerId === b.ownerId) return 'same';
  return a.ownerReason === 'fair_share' && b.ownerReason === 'fair_share' ? 'turn' : 'person';
}

/** How many enquiries end in each way. */
export function countDifferences(before: readonly Trial[], after: readonly Trial[]): Record<Difference, number> {
  const counts: Record<Difference, number> = { same: 0, turn: 0, person: 0, pool: 0, outcome: 0 };
  for (const [index, trial] of before.entries()) {
    const other = after[index];
    if (other !== undefined) counts[differenceOf(trial, other)] += 1;
  }
  return counts;
}

const WEIGHT: Readonly<Record<Difference, number>> = { outcome: 6, pool: 4, person: 2, turn: 0, same: 0 };

/**
 * The places of the enquiries that are most worth reading, at most `most`: those that end otherwise, and those that are hard
 * to understand (risks, an uncertain intent, a duplicate, no usable address). No two of one kind while there are others.
 * `before` null: there is nothing to compare with.
 */
export function messiest(
  enquiries: readonly DecisionInput[],
  { before, after }: { before: readonly Trial[] | null; after: readonly Trial[] },
  most = 10,
): number[] {
  const scored = after
    .map((trial, index) => {
      const input = enquiries[index];
      const other = before?.[index];
      const difference = other === undefined ? 'same' : differenceOf(other, trial);
      const points = (input === undefined ? 0 : messOf(input)) + WEIGHT[difference];
      const { outcome, pool, ownerReason, rule } = trial.verdict;
      return { index, points, kind: JSON.stringify([difference, outcome, pool, ownerReason, rule?.id]) };
    })
    .sort((a, b) => b.points - a.points || a.index - b.index);
  const kinds = new Set<string>();
  const firsts = scored.filter(({ kind }) => !kinds.has(kind) && kinds.add(kind) !== undefined);
  const rest = scored.filter((one) => !firsts.includes(one));
  return [...firsts, ...rest].slice(0, most).map(({ index }) => index);
}

function messOf({ assessment, duplicateOf, openHandoff }: DecisionInput): number {
  const { riskFlags, confidence, hasText, emailKind } = assessment;
  return (
    riskFlags.length +
    (hasText && confidence < 0.5 ? 2 : 0) +
    (duplicateOf === null ? 0 : 2) +
    (openHandoff === null ? 0 : 1) +
    (['free', 'disposable', 'invalid', 'none'].includes(emailKind) ? 1 : 0)
  );
}

import type { Evidence, Finding } from '../assessment.ts';

/** What speaks for each label, and on what that rests. */
export type Weights<L extends string> = Map<L, { weight: number; evidence: Evidence[] }>;

/** A label applies from here on. */
export const APPLIES = 1;
/** A label that comes first in the tie-break wins although another one is stronger, down to this share of its weight. */
const TIE_BREAK_SHARE = 0.5;

/** Something speaks for a label, or, with a negative weight, against it. */
export function addWeight<L extends string>(weights: Weights<L>, label: L, weight: number, evidence: Evidence): void {
  if (weight === 0) return;
  const known = weights.get(label) ?? { weight: 0, evidence: [] };
  weights.set(label, {
    weight: known.weight + weight,
    evidence: weight > 0 ? [...known.evidence, evidence] : known.evidence,
  });
}

/** The label that wins: of those that apply the first of `tieBreak`. null: nothing speaks for any. */
export function heaviest<L extends string>(weights: Weights<L>, tieBreak: readonly L[]): Finding<L> | null {
  const best = Math.max(0, ...[...weights.values()].map(({ weight }) => weight));
  const floor = best >= APPLIES ? Math.max(APPLIES, best * TIE_BREAK_SHARE) : best;
  const value = tieBreak.find((label) => (weights.get(label)?.weight ?? 0) >= floor && best > 0);
  if (value === undefined) return null;
  const own = weights.get(value)?.weight ?? 0;
  const next = Math.max(0, ...[...weights].filter(([label]) => label !== value).map(([, { weight }]) => weight));
  const confidence = clamp(0.3 + 0.25 * Math.min(own, 2) + 0.2 * Math.max(-1, Math.min(1, own - next)), 0.15, 0.97);
  return { value, confidence, evidence: weights.get(value)?.evidence.slice(0, 3) ?? [] };
}

function clamp(value: number, low: number, high: number): number {
  return Math.round(Math.min(high, Math.max(low, value)) * 100) / 100;
}

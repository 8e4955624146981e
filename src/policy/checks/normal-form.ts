import type { Condition } from '../condition-schema.ts';
import type { Literal, Literals } from './literal.ts';

/** Literals that must all hold. */
export type Conjunction = readonly Literal[];

/** More alternatives than these make a condition too tangled to say anything about. */
const MAX_ALTERNATIVES = 64;

/** A condition as alternatives, each of which is enough; null: too many of them. None at all: it never holds. */
export function alternativesOf(condition: Condition, literals: Literals, negated = false): Conjunction[] | null {
  if ('not' in condition) return alternativesOf(condition.not, literals, !negated);
  if ('all' in condition || 'any' in condition) {
    const parts = 'all' in condition ? condition.all : condition.any;
    const isBoth = 'all' in condition !== negated;
    return isBoth ? product(parts, literals, negated) : sum(parts, literals, negated);
  }
  const all = literals.of(condition);
  return [negated ? [{ ...all[0], negated: !all[0].negated }] : all];
}

function sum(parts: readonly Condition[], literals: Literals, negated: boolean): Conjunction[] | null {
  const all: Conjunction[] = [];
  for (const part of parts) {
    const alternatives = alternativesOf(part, literals, negated);
    if (alternatives === null || all.length + alternatives.length > MAX_ALTERNATIVES) return null;
    all.push(...alternatives);
  }
  return all;
}

function product(parts: readonly Condition[], literals: Literals, negated: boolean): Conjunction[] | null {
  let all: Conjunction[] = [[]];
  for (const part of parts) {
    const alternatives = alternativesOf(part, literals, negated);
    if (alternatives === null || all.length * alternatives.length > MAX_ALTERNATIVES) return null;
    all = all.flatMap((one) => alternatives.map((other) => [...one, ...other]));
  }
  return all;
}

import { liesWithin } from '../territories/coverage.ts';
import { mayHoldSeveral } from '../several-values.ts';
import { meets, type Ask, type Literal } from './literal.ts';

/** What a conjunction says about one field. Where it may hold several values, what holds of one says nothing about another. */
export interface FieldFacts {
  /** Something is asked of its value, so it has one. */
  hasValue: boolean;
  /** It has no value. */
  isEmpty: boolean;
  /** The only values that it can have; null: not limited to any. */
  values: ReadonlySet<string> | null;
  asked: readonly Ask[];
  refused: readonly Ask[];
  range: Extract<Ask, { kind: 'range' }> | null;
  prefix: string | null;
}

/** Puts together what is said about one field; null: no value, nor the lack of one, can be all of that. */
export function factsOf(field: string, literals: readonly Literal[]): FieldFacts | null {
  const asked = literals.filter((literal) => !literal.negated).map(({ ask }) => ask);
  const refused = literals.filter((literal) => literal.negated).map(({ ask }) => ask);
  const isEmpty = refused.some(({ kind }) => kind === 'any');
  const hasValue = asked.length > 0;
  if (isEmpty && hasValue) return null;
  const base = { hasValue, isEmpty, asked, refused, range: null, prefix: null, values: null };
  if (mayHoldSeveral(field)) return labelsClash(asked, refused) ? null : base;
  if (!hasValue) return base;

  const values = smallestOf(asked);
  if (values !== null) {
    const left = asked.length + refused.length === 1 ? values : keep(values, asked, refused);
    return left.size === 0 ? null : { ...base, values: left };
  }
  if (asked.some((ask) => (ask.kind === 'tokens' && ask.tokens.trim() === '') || isNothing(ask))) return null;
  if (asked.some((ask) => refused.some((other) => covers(other, ask)))) return null;
  const range = rangeOf(asked);
  const prefix = prefixOf(asked);
  if ((range !== null && isNothing(range)) || prefix === undefined) return null;
  return { ...base, range, prefix };
}

/** Whether all values that one thing is asked of are values that another is: `covers(LT 10, LT 5)`. Only where certain. */
export function covers(wide: Ask, narrow: Ask): boolean {
  if (wide === narrow || wide.kind === 'any') return true;
  if (narrow.kind === 'in') return everyOf(narrow.values, (value) => meets(wide, value));
  if (wide.kind === 'range' && narrow.kind === 'range') {
    const low = wide.low < narrow.low || (wide.low === narrow.low && (!wide.openLow || narrow.openLow));
    const high = wide.high > narrow.high || (wide.high === narrow.high && (!wide.openHigh || narrow.openHigh));
    return low && high;
  }
  if (wide.kind === 'prefix' && narrow.kind === 'prefix') return narrow.prefix.startsWith(wide.prefix);
  if (wide.kind === 'tokens' && narrow.kind === 'tokens') {
    return wide.tokens.trim() !== '' && narrow.tokens.includes(wide.tokens);
  }
  if (wide.kind === 'territory' && narrow.kind === 'territory') return liesWithin(narrow.areas, wide.areas);
  return wide.kind === 'domain' && narrow.kind === 'domain' && wide.domains === narrow.domains;
}

/** Whether the facts leave room only for values (or the lack of one) for which the literal holds. Only where certain. */
export function entails(facts: FieldFacts, { field, ask, negated }: Literal): boolean {
  if (facts.isEmpty) return negated;
  if (!negated) {
    if (!facts.hasValue) return false;
    if (facts.values !== null) return covers(ask, { kind: 'in', values: facts.values });
    return [...facts.asked, ...(facts.range === null ? [] : [facts.range])].some((known) => covers(ask, known));
  }
  if (facts.refused.some((other) => covers(other, ask))) return true;
  if (mayHoldSeveral(field)) return false;
  if (facts.values !== null) return everyOf(facts.values, (value) => !meets(ask, value));
  if (ask.kind === 'in') return everyOf(ask.values, (value) => isRuledOut(facts, value));
  if (ask.kind === 'range' && facts.range !== null) return isNothing(bothOf(ask, facts.range));
  return ask.kind === 'prefix' && facts.prefix !== null && !meetsEither(ask.prefix, facts.prefix);
}

function isRuledOut({ asked, refused }: FieldFacts, value: string): boolean {
  return asked.some((ask) => !meets(ask, value)) || refused.some((ask) => meets(ask, value));
}

function meetsEither(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a);
}

function labelsClash(asked: readonly Ask[], refused: readonly Ask[]): boolean {
  return asked.some((ask) => isNothing(ask) || refused.some((other) => covers(other, ask)));
}

function smallestOf(asked: readonly Ask[]): ReadonlySet<string> | null {
  let smallest: ReadonlySet<string> | null = null;
  for (const ask of asked) {
    if (ask.kind === 'in' && (smallest === null || ask.values.size < smallest.size)) smallest = ask.values;
  }
  return smallest;
}

function keep(values: ReadonlySet<string>, asked: readonly Ask[], refused: readonly Ask[]): ReadonlySet<string> {
  const left = [...values].filter(
    (value) => asked.every((ask) => meets(ask, value)) && !refused.some((ask) => meets(ask, value)),
  );
  return left.length === values.size ? values : new Set(left);
}

function isNothing(ask: Ask): boolean {
  if (ask.kind === 'in') return ask.values.size === 0;
  if (ask.kind === 'domain') return ask.domains.size === 0;
  if (ask.kind !== 'range') return false;
  return ask.low > ask.high || (ask.low === ask.high && (ask.openLow || ask.openHigh));
}

type Range = Extract<Ask, { kind: 'range' }>;

function rangeOf(asked: readonly Ask[]): Range | null {
  return asked
    .filter((ask) => ask.kind === 'range')
    .reduce<Range | null>((a, b) => (a === null ? b : bothOf(a, b)), null);
}

function bothOf(a: Range, b: Range): Range {
  const low = a.low > b.low || (a.low === b.low && a.openLow) ? a : b;
  const high = a.high < b.high || (a.high === b.high && a.openHigh) ? a : b;
  return { kind: 'range', low: low.low, openLow: low.openLow, high: high.high, openHigh: high.openHigh };
}

/** The longest prefix asked for; undefined: two that no text has both of; null: none is. */
function prefixOf(asked: readonly Ask[]): string | null | undefined {
  let longest: string | null = null;
  for (const ask of asked) {
    if (ask.kind !== 'prefix') continue;
    if (longest !== null && !meetsEither(longest, ask.prefix)) return undefined;
    if (longest === null || ask.prefix.length > longest.length) longest = ask.prefix;
  }
  return longest;
}

function everyOf(values: ReadonlySet<string>, holds: (value: string) => boolean): boolean {
  for (const value of values) if (!holds(value)) return false;
  return true;
}

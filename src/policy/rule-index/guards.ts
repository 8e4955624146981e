import type { Condition, Test } from '../condition-schema.ts';
import { keysOfTerritory } from '../territories/keys.ts';
import { areasOf, wholeCountries } from '../territories/schema.ts';
import { domainOf, firstToken, plain, valuesOf, type Names, type Scalar } from '../values.ts';

/** A field has one of these values, in their plain form. */
export interface ValueGuard {
  field: string;
  by: 'value';
  keys: readonly string[];
}

/**
 * Something that must be so, or else a condition certainly does not hold: that a field has one of these values, or
 * lies in this range. A condition with guards holds only if one of its guards is met.
 */
export type Guard =
  | ValueGuard
  | { field: string; by: 'domain' | 'prefix' | 'token'; keys: readonly string[] }
  | { field: string; by: 'range'; low: number; high: number }
  /** Of a place. `early` finds the rule too, while no more than the country is known; it tells rules apart too little to cost. */
  | { field: 'contact' | 'company'; by: 'place'; keys: readonly string[]; early: readonly string[] }
  /** Two fields at once: rules by country and industry, say, are many for each country and few for both. */
  | { by: 'pair'; one: ValueGuard; other: ValueGuard };
/** A guard of one field or place. */
export type SingleGuard = Exclude<Guard, { by: 'pair' }>;

/** A pair with more combinations takes more room than it saves time. */
const MOST_COMBINATIONS = 100;

/** What it costs to look at all rules that a guard lets through. */
export type CostOf = (guard: SingleGuard) => number;

/** The cheapest guards of a condition; null: nothing bounds it (it asks what a field is not, or whether it has a value). */
export function guardsOf(condition: Condition, names: Names, costOf: CostOf): readonly Guard[] | null {
  if ('not' in condition) return null;
  if ('any' in condition) {
    const parts = condition.any.map((part) => guardsOf(part, names, costOf));
    return parts.every((part) => part !== null) ? parts.flat() : null;
  }
  if ('all' in condition) {
    const parts = condition.all.map((part) => guardsOf(part, names, costOf));
    const best = parts.reduce(
      (least, guards) => (costOfAll(guards, costOf) < costOfAll(least, costOf) ? guards : least),
      null,
    );
    return best === null ? null : paired(best, parts, costOf);
  }
  const guard = guardOf(condition, names);
  return guard === null ? null : [guard];
}

function costOfAll(guards: readonly Guard[] | null, costOf: CostOf): number {
  if (guards === null) return Number.POSITIVE_INFINITY;
  return guards.reduce((sum, guard) => sum + (guard.by === 'pair' ? costOf(guard.one) : costOf(guard)), 0);
}

/** The best guard together with the next best of another field, where both are plain values; else the best alone. */
function paired(best: readonly Guard[], parts: readonly (readonly Guard[] | null)[], costOf: CostOf): readonly Guard[] {
  const one = onlyValue(best);
  if (one === null) return best;
  const [other] = parts
    .flatMap((guards) => (guards === null ? [] : (onlyValue(guards) ?? [])))
    .filter(({ field, keys }) => field !== one.field && keys.length * one.keys.length <= MOST_COMBINATIONS)
    .toSorted((a, b) => costOf(a) - costOf(b));
  return other === undefined ? best : [{ by: 'pair', one, other }];
}

function onlyValue([guard, ...more]: readonly Guard[]): ValueGuard | null {
  return guard?.by === 'value' && more.length === 0 ? guard : null;
}

/** The guard of one comparison; null: it holds for too much to be looked up. */
export function guardOf(test: Test, names: Names): SingleGuard | null {
  const { field } = test;
  const { lists } = names;
  switch (test.operator) {
    case 'EQ':
      return { field, by: 'value', keys: [plain(test.value)] };
    case 'IN':
      return { field, by: 'value', keys: keysOf(valuesOf(test, lists), plain) };
    case 'DOMAIN_IN':
      return { field, by: 'domain', keys: keysOf(valuesOf(test, lists), (value) => domainOf(plain(value))) };
    case 'STARTS_WITH':
      return { field, by: 'prefix', keys: [plain(test.value)] };
    case 'CONTAINS_TOKEN':
      return { field, by: 'token', keys: [firstToken(test.value)] };
    case 'GT':
    case 'GTE':
      return { field, by: 'range', low: test.value, high: Number.POSITIVE_INFINITY };
    case 'LT':
    case 'LTE':
      return { field, by: 'range', low: Number.NEGATIVE_INFINITY, high: test.value };
    case 'BETWEEN':
      return { field, by: 'range', low: test.value, high: test.highValue };
    case 'WITHIN': {
      const areas = areasOf(names.territories, test.territory);
      const countries = wholeCountries(areas);
      if (countries !== null) return { field: `${test.field}.country`, by: 'value', keys: countries };
      return { field: test.field, by: 'place', ...keysOfTerritory(areas) };
    }
    case 'NEQ':
    case 'NOT_IN':
    case 'HAS_PROPERTY':
    case 'NOT_HAS_PROPERTY':
      return null;
    default:
      return test satisfies never;
  }
}

function keysOf(values: readonly Scalar[], key: (value: Scalar) => string): readonly string[] {
  return [...new Set(values.map(key))];
}

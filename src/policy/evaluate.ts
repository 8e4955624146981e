import type { Condition, Test } from './condition-schema.ts';
import { lookAt, readerOf, type LeadFacts } from './lead-facts.ts';
import { placeOf } from './territories/place.ts';
import { areasOf } from './territories/schema.ts';
import { compileTerritory } from './territories/territory.ts';
import {
  domainOf,
  domainsOf,
  numberOf,
  plain,
  tokensOf,
  valuesOf,
  type Lists,
  type Names,
  type Scalar,
} from './values.ts';

/** `maybe`: depends on a fact that may still arrive. */
export type Truth = 'yes' | 'no' | 'maybe';
export type Evaluate = (lead: LeadFacts) => Truth;

/** Turns a condition into a function. It never throws, whatever the lead's values are. */
export function compileCondition(condition: Condition, names: Names): Evaluate {
  if ('all' in condition) return allOf(condition.all.map((inner) => compileCondition(inner, names)));
  if ('any' in condition) return anyOf(condition.any.map((inner) => compileCondition(inner, names)));
  if ('not' in condition) {
    const inner = compileCondition(condition.not, names);
    return (lead) => negate(inner(lead));
  }
  return compileTest(condition, names);
}

function allOf(parts: readonly Evaluate[]): Evaluate {
  return (lead) => {
    let result: Truth = 'yes';
    for (const part of parts) {
      const truth = part(lead);
      if (truth === 'no') return 'no';
      if (truth === 'maybe') result = 'maybe';
    }
    return result;
  };
}

function anyOf(parts: readonly Evaluate[]): Evaluate {
  return (lead) => {
    let result: Truth = 'no';
    for (const part of parts) {
      const truth = part(lead);
      if (truth === 'yes') return 'yes';
      if (truth === 'maybe') result = 'maybe';
    }
    return result;
  };
}

function negate(truth: Truth): Truth {
  if (truth === 'maybe') return 'maybe';
  return truth === 'yes' ? 'no' : 'yes';
}

/** One value of a lead, as it is and in its plain form. */
interface Value {
  value: Scalar;
  plain: string;
}
type Matches = (value: Value) => boolean;

/** A label list (risk flags) matches if one of its labels does. No value: only the negative operators match. */
function compileTest(test: Test, names: Names): Evaluate {
  if (test.operator === 'WITHIN') {
    const { field: whose, territory } = test;
    const lies = compileTerritory(areasOf(names.territories, territory));
    return (lead) => lies(placeOf(lead, whose));
  }
  const { field } = test;
  const read = readerOf(field);
  const negative = test.operator === 'NEQ' || test.operator === 'NOT_IN' || test.operator === 'NOT_HAS_PROPERTY';
  const matches = matcherOf(test, names.lists);
  return (lead) => {
    const seen = lookAt(lead, field, read);
    if (!seen.known) return 'maybe';
    return seen.values.some(matches) === negative ? 'no' : 'yes';
  };
}

/** A comparison of the values of one field. */
type ValueTest = Exclude<Test, { operator: 'WITHIN' }>;

/** The positive form of each operator: NEQ asks as EQ and is turned round by the caller. */
function matcherOf(test: ValueTest, lists: Lists): Matches {
  switch (test.operator) {
    case 'EQ':
    case 'NEQ': {
      const wanted = plain(test.value);
      return (one) => one.plain === wanted;
    }
    case 'IN':
    case 'NOT_IN': {
      const wanted = new Set(valuesOf(test, lists).map(plain));
      return (one) => wanted.has(one.plain);
    }
    case 'DOMAIN_IN': {
      const wanted = new Set(valuesOf(test, lists).map((value) => domainOf(plain(value))));
      return ({ value }) => domainsOf(value).some((domain) => wanted.has(domain));
    }
    case 'STARTS_WITH': {
      const start = plain(test.value);
      return (one) => one.plain.startsWith(start);
    }
    case 'CONTAINS_TOKEN': {
      const needle = ` ${tokensOf(test.value).join(' ')} `;
      return ({ value }) => needle.trim() !== '' && ` ${tokensOf(value).join(' ')} `.includes(needle);
    }
    case 'HAS_PROPERTY':
    case 'NOT_HAS_PROPERTY':
      return () => true;
    case 'GT':
      return comparing((number) => number > test.value);
    case 'GTE':
      return comparing((number) => number >= test.value);
    case 'LT':
      return comparing((number) => number < test.value);
    case 'LTE':
      return comparing((number) => number <= test.value);
    case 'BETWEEN':
      return comparing((number) => number >= test.value && number <= test.highValue);
    default:
      return test satisfies never;
  }
}

function comparing(holds: (number: number) => boolean): Matches {
  return ({ value }) => {
    const number = numberOf(value);
    return number !== null && holds(number);
  };
}

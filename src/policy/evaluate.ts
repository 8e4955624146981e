import type { Condition, Test } from './condition-schema.ts';
import type { Fact } from './input.ts';
import { NOT_YET, readerOf, type LeadFacts } from './lead-facts.ts';
import { domainOf, domainsOf, numberOf, plain, tokensOf, valuesOf, type Lists, type Scalar } from './values.ts';

/** `maybe`: depends on a fact that may still arrive. */
export type Truth = 'yes' | 'no' | 'maybe';
export type Evaluate = (lead: LeadFacts) => Truth;

/** Turns a condition into a function. It never throws, whatever the lead's values are. */
export function compileCondition(condition: Condition, lists: Lists): Evaluate {
  if ('all' in condition) return allOf(condition.all.map((inner) => compileCondition(inner, lists)));
  if ('any' in condition) return anyOf(condition.any.map((inner) => compileCondition(inner, lists)));
  if ('not' in condition) {
    const inner = compileCondition(condition.not, lists);
    return (lead) => negate(inner(lead));
  }
  return compileTest(condition, lists);
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

/** A label list (risk flags) matches if one of its labels does. No value: only the negative operators match. */
function compileTest(test: Test, lists: Lists): Evaluate {
  const read = readerOf(test.field);
  const negative = test.operator === 'NEQ' || test.operator === 'NOT_IN' || test.operator === 'NOT_HAS_PROPERTY';
  const matches = matcherOf(test, lists);
  return (lead) => {
    const value = read(lead);
    if (value === NOT_YET) return 'maybe';
    const found = Array.isArray(value) ? value.some(matches) : isFact(value) && value !== null && matches(value);
    return found === negative ? 'no' : 'yes';
  };
}

/** The positive form of each operator: NEQ asks as EQ and is turned round by the caller. */
function matcherOf(test: Test, lists: Lists): (value: Scalar) => boolean {
  switch (test.operator) {
    case 'EQ':
    case 'NEQ':
      return isOneOf([test.value]);
    case 'IN':
    case 'NOT_IN':
      return isOneOf(valuesOf(test, lists));
    case 'DOMAIN_IN':
      return isDomainIn(valuesOf(test, lists));
    case 'STARTS_WITH': {
      const start = plain(test.value);
      return (value) => plain(value).startsWith(start);
    }
    case 'CONTAINS_TOKEN':
      return containsTokens(test.value);
    case 'HAS_PROPERTY':
    case 'NOT_HAS_PROPERTY':
      return () => true;
    case 'GT':
      return comparing((value) => value > test.value);
    case 'GTE':
      return comparing((value) => value >= test.value);
    case 'LT':
      return comparing((value) => value < test.value);
    case 'LTE':
      return comparing((value) => value <= test.value);
    case 'BETWEEN':
      return comparing((value) => value >= test.value && value <= test.highValue);
    default:
      return test satisfies never;
  }
}

function isOneOf(wanted: readonly Scalar[]): (value: Scalar) => boolean {
  const set = new Set(wanted.map(plain));
  return (value) => set.has(plain(value));
}

function isDomainIn(wanted: readonly Scalar[]): (value: Scalar) => boolean {
  const set = new Set(wanted.map((value) => domainOf(plain(value))));
  return (value) => domainsOf(value).some((domain) => set.has(domain));
}

function containsTokens(wanted: Scalar): (value: Scalar) => boolean {
  const needle = ` ${tokensOf(wanted).join(' ')} `;
  return (value) => needle.trim() !== '' && ` ${tokensOf(value).join(' ')} `.includes(needle);
}

function comparing(holds: (value: number) => boolean): (value: Scalar) => boolean {
  return (value) => {
    const number = numberOf(value);
    return number !== null && holds(number);
  };
}

function isFact(value: unknown): value is Fact {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

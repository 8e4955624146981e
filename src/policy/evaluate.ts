import type { Condition, Test } from './condition-schema.ts';
import type { Fact } from './input.ts';
import { NOT_YET, readerOf, type LeadFacts } from './lead-facts.ts';

/** `maybe`: depends on a fact that may still arrive. */
export type Truth = 'yes' | 'no' | 'maybe';
export type Evaluate = (lead: LeadFacts) => Truth;

type Lists = Readonly<Record<string, readonly (string | number)[]>>;
type Scalar = string | number | boolean;

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
  return (value) => {
    let domain = domainOf(plain(value));
    for (;;) {
      if (set.has(domain)) return true;
      const dot = domain.indexOf('.');
      if (dot === -1) return false;
      domain = domain.slice(dot + 1);
    }
  };
}

/** The domain of an e-mail address, URL or plain domain, without `www.`. */
function domainOf(value: string): string {
  const address = value.slice(value.lastIndexOf('@') + 1).replace(/^[a-z][a-z0-9+.-]*:\/\//, '');
  return address.replace(/[/:?#].*$/s, '').replace(/^www\./, '');
}

function containsTokens(wanted: Scalar): (value: Scalar) => boolean {
  const needle = ` ${tokensOf(wanted)} `;
  return (value) => needle.trim() !== '' && ` ${tokensOf(value)} `.includes(needle);
}

function tokensOf(value: Scalar): string {
  return plain(value)
    .split(/[^\p{L}\p{N}_]+/u)
    .filter((token) => token !== '')
    .join(' ');
}

function comparing(holds: (value: number) => boolean): (value: Scalar) => boolean {
  return (value) => {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) && holds(number);
  };
}

function valuesOf(
  test: { values?: readonly Scalar[] | undefined; list?: string | undefined },
  lists: Lists,
): readonly Scalar[] {
  if (test.values !== undefined) return test.values;
  return test.list !== undefined && Object.hasOwn(lists, test.list) ? (lists[test.list] ?? []) : [];
}

/** HubSpot's values are texts: 12, "12" and " 12 " are one value, and so are TRUE and true. */
function plain(value: Scalar): string {
  return String(value).trim().toLowerCase();
}

function isFact(value: unknown): value is Fact {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

import type { Test } from '../condition-schema.ts';
import { areasOf, wholeCountries, countriesOf, type Area } from '../territories/schema.ts';
import { domainOf, domainsOf, numberOf, plain, tokensOf, valuesOf, type Names, type Scalar } from '../values.ts';

/** What a comparison asks of a value, in one form for all operators. Values are plain texts. */
export type Ask =
  | { kind: 'any' }
  | { kind: 'in'; values: ReadonlySet<string> }
  | { kind: 'range'; low: number; high: number; openLow: boolean; openHigh: boolean }
  | { kind: 'prefix'; prefix: string }
  | { kind: 'tokens'; tokens: string }
  | { kind: 'domain'; domains: ReadonlySet<string> }
  /** Of a place: that it lies there. */
  | { kind: 'territory'; areas: readonly Area[] };

/** A field has (or has not) a value for which something holds. Negated, it also holds for a field without a value. */
export interface Literal {
  field: string;
  ask: Ask;
  negated: boolean;
}

/** Makes literals of comparisons; equal sets of values become one object, so that comparing them costs nothing. */
export class Literals {
  private readonly sets = new Map<string, ReadonlySet<string>>();
  private readonly ofLists = new Map<string, ReadonlySet<string>>();
  private readonly names: Names;

  constructor(names: Names) {
    this.names = names;
  }

  /** All of them must hold. Negated, a comparison is the negation of the first, which says everything. */
  of(test: Test): [Literal, ...Literal[]] {
    if (test.operator === 'WITHIN') return this.within(test.field, areasOf(this.names.territories, test.territory));
    const negated = ['NEQ', 'NOT_IN', 'NOT_HAS_PROPERTY'].includes(test.operator);
    return [{ field: test.field, ask: this.ask(test), negated }];
  }

  /** What lies in a territory is also in one of its countries, which other rules may ask for by name. */
  private within(whose: string, areas: readonly Area[]): [Literal, ...Literal[]] {
    const values = this.set(countriesOf(areas));
    const country: Literal = { field: `${whose}.country`, ask: { kind: 'in', values }, negated: false };
    if (wholeCountries(areas) !== null) return [country];
    return [{ field: whose, ask: { kind: 'territory', areas }, negated: false }, country];
  }

  private ask(test: Exclude<Test, { operator: 'WITHIN' }>): Ask {
    switch (test.operator) {
      case 'EQ':
      case 'NEQ':
        return { kind: 'in', values: this.set([plain(test.value)]) };
      case 'IN':
      case 'NOT_IN':
        return { kind: 'in', values: this.setOf(test, plain) };
      case 'DOMAIN_IN':
        return { kind: 'domain', domains: this.setOf(test, (value) => domainOf(plain(value))) };
      case 'STARTS_WITH':
        return { kind: 'prefix', prefix: plain(test.value) };
      case 'CONTAINS_TOKEN':
        return { kind: 'tokens', tokens: spaced(test.value) };
      case 'HAS_PROPERTY':
      case 'NOT_HAS_PROPERTY':
        return { kind: 'any' };
      case 'GT':
      case 'GTE':
        return { kind: 'range', low: test.value, high: Infinity, openLow: test.operator === 'GT', openHigh: false };
      case 'LT':
      case 'LTE':
        return { kind: 'range', low: -Infinity, high: test.value, openLow: false, openHigh: test.operator === 'LT' };
      case 'BETWEEN':
        return { kind: 'range', low: test.value, high: test.highValue, openLow: false, openHigh: false };
      default:
        return test satisfies never;
    }
  }

  private setOf(
    test: { operator: string; values?: readonly Scalar[] | undefined; list?: string | undefined },
    form: (value: Scalar) => string,
  ): ReadonlySet<string> {
    if (test.list === undefined) return this.set(valuesOf(test, this.names.lists).map(form));
    const key = `${test.operator === 'DOMAIN_IN' ? 'domains' : 'values'} ${test.list}`;
    const known = this.ofLists.get(key);
    if (known !== undefined) return known;
    const made = this.set(valuesOf(test, this.names.lists).map(form));
    this.ofLists.set(key, made);
    return made;
  }

  private set(values: readonly string[]): ReadonlySet<string> {
    const unique = [...new Set(values)].sort();
    const key = JSON.stringify(unique);
    const known = this.sets.get(key) ?? new Set(unique);
    this.sets.set(key, known);
    return known;
  }
}

/** Whether a plain text is what is asked for, exactly as the compiled comparison sees it. */
export function meets(ask: Ask, text: string): boolean {
  switch (ask.kind) {
    case 'any':
      return true;
    case 'territory':
      // A place is no single text.
      return false;
    case 'in':
      return ask.values.has(text);
    case 'prefix':
      return text.startsWith(ask.prefix);
    case 'tokens':
      return ask.tokens.trim() !== '' && spaced(text).includes(ask.tokens);
    case 'domain':
      return domainsOf(text).some((domain) => ask.domains.has(domain));
    case 'range': {
      const number = numberOf(text);
      if (number === null) return false;
      return (
        (ask.openLow ? number > ask.low : number >= ask.low) && (ask.openHigh ? number < ask.high : number <= ask.high)
      );
    }
    default:
      return ask satisfies never;
  }
}

function spaced(value: Scalar): string {
  return ` ${tokensOf(value).join(' ')} `;
}

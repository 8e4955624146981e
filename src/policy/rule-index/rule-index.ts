import type { Condition } from '../condition-schema.ts';
import type { LeadFacts } from '../lead-facts.ts';
import { testsOf } from '../references.ts';
import type { Names } from '../values.ts';
import { guardOf, guardsOf, type CostOf, type Guard, type SingleGuard } from './guards.ts';
import { FieldPostings, PairPostings, PlacePostings } from './postings.ts';

const NONE: readonly never[] = [];

/**
 * The rules of one layer, so kept that a lead is shown those only that may hold for it. It only saves time: what is left out
 * certainly does not hold. Rules that nothing bounds are shown to every lead.
 */
export class RuleIndex<R> {
  /** All of them, in their order. */
  readonly rules: readonly R[];
  readonly #always: readonly number[];
  readonly #postings: readonly Postings[];

  constructor(rules: readonly { rule: R; when: Condition }[], names: Names) {
    this.rules = rules.map(({ rule }) => rule);
    const costOf = costsOf(
      rules.map(({ when }) => when),
      names,
    );
    const always: number[] = [];
    const postings = new AllPostings();
    for (const [place, { when }] of rules.entries()) {
      const guards = guardsOf(when, names, costOf);
      if (guards === null) always.push(place);
      else for (const guard of guards) postings.add(guard, place);
    }
    this.#always = always;
    this.#postings = postings.finished();
  }

  /** The rules that may hold for the lead, in their order. */
  candidates(lead: LeadFacts): readonly R[] {
    if (this.rules.length === 0) return NONE;
    const places: number[] = [...this.#always];
    for (const postings of this.#postings) postings.collect(lead, places);
    // A rule with several guards may be there twice.
    if (places.length > 1) places.sort((a, b) => a - b);
    const rules: R[] = [];
    let last = -1;
    for (const place of places) {
      if (place === last) continue;
      last = place;
      const rule = this.rules[place];
      if (rule !== undefined) rules.push(rule);
    }
    return rules;
  }
}

type Postings = FieldPostings | PairPostings | PlacePostings;

/** The postings of a layer while its rules are added: one for each field, pair of fields and place that guards any. */
class AllPostings {
  readonly #fields = new Map<string, FieldPostings>();
  readonly #pairs = new Map<string, PairPostings>();
  readonly #places = new Map<string, PlacePostings>();

  add(guard: Guard, place: number): void {
    switch (guard.by) {
      case 'place':
        return found(this.#places, guard.field, () => new PlacePostings(guard.field)).add(guard, place);
      case 'pair': {
        // The same two fields in either order.
        const [one = '', other = ''] = [guard.one.field, guard.other.field].toSorted();
        return found(this.#pairs, `${one} ${other}`, () => new PairPostings(one, other)).add(guard, place);
      }
      default:
        return found(this.#fields, guard.field, () => new FieldPostings(guard.field)).add(guard, place);
    }
  }

  finished(): readonly Postings[] {
    for (const postings of this.#fields.values()) postings.finish();
    return [...this.#fields.values(), ...this.#pairs.values(), ...this.#places.values()];
  }
}

function found<T>(all: Map<string, T>, name: string, made: () => T): T {
  const known = all.get(name) ?? made();
  all.set(name, known);
  return known;
}

/** How many rules ask for the same as a guard: the fewer, the better it tells rules apart. */
function costsOf(conditions: readonly Condition[], names: Names): CostOf {
  const asked = new Map<string, number>();
  for (const condition of conditions) {
    for (const test of testsOf(condition)) {
      const guard = guardOf(test, names);
      for (const key of guard === null ? [] : keysOf(guard)) asked.set(key, (asked.get(key) ?? 0) + 1);
    }
  }
  return (guard) => keysOf(guard).reduce((sum, key) => sum + (asked.get(key) ?? 0), 0);
}

function keysOf(guard: SingleGuard): string[] {
  return guard.by === 'range' ? [`${guard.field} range`] : guard.keys.map((key) => `${guard.field} ${guard.by} ${key}`);
}

import type { Condition } from '../condition-schema.ts';
import type { LeadFacts } from '../lead-facts.ts';
import { testsOf } from '../references.ts';
import type { Names } from '../values.ts';
import { guardOf, guardsOf, type CostOf, type Guard } from './guards.ts';
import { FieldPostings, PlacePostings } from './postings.ts';

const NONE: readonly never[] = [];

/**
 * The rules of one layer, so kept that a lead is shown those only that may hold for it. It only saves time: what is left out
 * certainly does not hold. Rules that nothing bounds are shown to every lead.
 */
export class RuleIndex<R> {
  readonly #rules: readonly R[];
  readonly #always: readonly number[];
  readonly #fields: readonly (FieldPostings | PlacePostings)[];

  constructor(rules: readonly { rule: R; when: Condition }[], names: Names) {
    this.#rules = rules.map(({ rule }) => rule);
    const costOf = costsOf(
      rules.map(({ when }) => when),
      names,
    );
    const always: number[] = [];
    const fields = new Map<string, FieldPostings>();
    const places = { contact: new PlacePostings('contact'), company: new PlacePostings('company') };
    for (const [place, { when }] of rules.entries()) {
      const guards = guardsOf(when, names, costOf);
      if (guards === null) always.push(place);
      for (const guard of guards ?? []) {
        if (guard.by === 'place') {
          places[guard.field].add(guard, place);
          continue;
        }
        const postings = fields.get(guard.field) ?? new FieldPostings(guard.field);
        fields.set(guard.field, postings);
        postings.add(guard, place);
      }
    }
    for (const postings of fields.values()) postings.finish();
    this.#always = always;
    this.#fields = [...fields.values(), ...Object.values(places).filter((postings) => !postings.isEmpty)];
  }

  /** The rules that may hold for the lead, in their order. */
  candidates(lead: LeadFacts): readonly R[] {
    if (this.#rules.length === 0) return NONE;
    const places: number[] = [...this.#always];
    for (const postings of this.#fields) postings.collect(lead, places);
    // A rule with several guards may be there twice.
    if (places.length > 1) places.sort((a, b) => a - b);
    const rules: R[] = [];
    let last = -1;
    for (const place of places) {
      if (place === last) continue;
      last = place;
      const rule = this.#rules[place];
      if (rule !== undefined) rules.push(rule);
    }
    return rules;
  }
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

function keysOf(guard: Guard): string[] {
  return guard.by === 'range' ? [`${guard.field} range`] : guard.keys.map((key) => `${guard.field} ${guard.by} ${key}`);
}

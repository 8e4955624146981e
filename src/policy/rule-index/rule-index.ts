import type { Condition } from '../condition-schema.ts';
import type { LeadFacts } from '../lead-facts.ts';
import { testsOf } from '../references.ts';
import type { Lists } from '../values.ts';
import { guardOf, guardsOf, type CostOf, type Guard } from './guards.ts';
import { FieldPostings } from './postings.ts';

/**
 * The rules of one layer, so kept that a lead is shown those only that may hold for it. It only saves time: what is left out
 * certainly does not hold. Rules that nothing bounds are shown to every lead.
 */
export class RuleIndex<R> {
  readonly #rules: readonly R[];
  readonly #always: readonly number[];
  readonly #fields: readonly FieldPostings[];

  constructor(rules: readonly { rule: R; when: Condition }[], lists: Lists) {
    this.#rules = rules.map(({ rule }) => rule);
    const costOf = costsOf(
      rules.map(({ when }) => when),
      lists,
    );
    const always: number[] = [];
    const fields = new Map<string, FieldPostings>();
    for (const [place, { when }] of rules.entries()) {
      const guards = guardsOf(when, lists, costOf);
      if (guards === null) always.push(place);
      for (const guard of guards ?? []) {
        const postings = fields.get(guard.field) ?? new FieldPostings(guard.field);
        fields.set(guard.field, postings);
        postings.add(guard, place);
      }
    }
    for (const postings of fields.values()) postings.finish();
    this.#always = always;
    this.#fields = [...fields.values()];
  }

  /** The rules that may hold for the lead, in their order. */
  *candidates(lead: LeadFacts): Generator<R> {
    const places: number[] = [...this.#always];
    for (const postings of this.#fields) postings.collect(lead, places);
    // A rule with several guards may be there twice.
    places.sort((a, b) => a - b);
    let last = -1;
    for (const place of places) {
      if (place === last) continue;
      last = place;
      const rule = this.#rules[place];
      if (rule !== undefined) yield rule;
    }
  }
}

/** How many rules ask for the same as a guard: the fewer, the better it tells rules apart. */
function costsOf(conditions: readonly Condition[], lists: Lists): CostOf {
  const asked = new Map<string, number>();
  for (const condition of conditions) {
    for (const test of testsOf(condition)) {
      const guard = guardOf(test, lists);
      for (const key of guard === null ? [] : keysOf(guard)) asked.set(key, (asked.get(key) ?? 0) + 1);
    }
  }
  return (guard) => keysOf(guard).reduce((sum, key) => sum + (asked.get(key) ?? 0), 0);
}

function keysOf(guard: Guard): string[] {
  return guard.by === 'range' ? [`${guard.field} range`] : guard.keys.map((key) => `${guard.field} ${guard.by} ${key}`);
}

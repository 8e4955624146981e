import { mayHoldSeveral } from '../several-values.ts';
import { entails, type FieldFacts } from './field-facts.ts';
import type { Alternative, CheckedRule } from './layers.ts';
import type { Literal } from './literal.ts';

/** How many pairs may be compared; beyond that nothing more is said, so that a check never takes long. */
export class Effort {
  private left: number;

  constructor(comparisons: number) {
    this.left = comparisons;
  }

  /** false: it is used up. */
  spend(): boolean {
    this.left -= 1;
    return this.left >= 0;
  }

  get isSpent(): boolean {
    return this.left < 0;
  }
}

interface Entry {
  rule: CheckedRule;
  literals: readonly Literal[];
}

type Facts = Alternative['facts'];

/** Of this many values the rarest is looked up. */
const LOOKED_AT = 50;

/** The rules asked so far, found by the values that they name, so that not all pairs need comparing. */
export class EarlierRules {
  private readonly always: CheckedRule[] = [];
  private readonly setsByValue = new Map<string, ReadonlySet<string>[]>();
  private readonly bySet = new Map<string, Map<ReadonlySet<string>, Entry[]>>();
  private readonly byPrefix = new Map<string, Entry[]>();
  private readonly byField = new Map<string, Entry[]>();
  private readonly effort: Effort;

  constructor(effort: Effort) {
    this.effort = effort;
  }

  add(rule: CheckedRule): void {
    for (const { literals } of rule.alternatives ?? []) this.addEntry({ rule, literals });
  }

  /** Earlier rules that certainly take whatever these facts describe, each perhaps several times. */
  *taking(facts: Facts, later: CheckedRule): Generator<CheckedRule> {
    for (const rule of this.always) if (comesFirst(rule, later)) yield rule;
    for (const entry of this.candidates(facts)) {
      if (!comesFirst(entry.rule, later)) continue;
      if (!this.effort.spend()) return;
      if (entry.literals.every((literal) => follows(facts, literal))) yield entry.rule;
    }
  }

  private addEntry(entry: Entry): void {
    const positive = entry.literals.filter(({ negated, field }) => !negated && !mayHoldSeveral(field));
    const named = smallest(positive);
    if (named !== undefined) return this.addSet(named, entry);
    for (const { ask, field } of positive) {
      if (ask.kind === 'prefix') return push(this.byPrefix, `${field} ${ask.prefix}`, entry);
    }
    const [first] = entry.literals;
    if (first === undefined) this.always.push(entry.rule);
    else push(this.byField, first.field, entry);
  }

  private addSet({ field, values }: { field: string; values: ReadonlySet<string> }, entry: Entry): void {
    const sets = this.bySet.get(field) ?? new Map<ReadonlySet<string>, Entry[]>();
    this.bySet.set(field, sets);
    if (!sets.has(values)) for (const value of values) push(this.setsByValue, `${field} ${value}`, values);
    push(sets, values, entry);
  }

  private *candidates(facts: Facts): Generator<Entry> {
    for (const [field, { values, prefix }] of facts) {
      yield* this.byField.get(field) ?? [];
      const sample = values === null ? prefix : (values.values().next().value ?? null);
      if (sample !== null) {
        for (let n = 0; n <= sample.length; n += 1) yield* this.byPrefix.get(`${field} ${sample.slice(0, n)}`) ?? [];
      }
      if (values === null) continue;
      for (const set of this.rarest(field, values)) yield* this.bySet.get(field)?.get(set) ?? [];
    }
  }

  /** A set that holds all values also holds the one that the fewest sets hold. */
  private rarest(field: string, values: ReadonlySet<string>): readonly ReadonlySet<string>[] {
    let fewest: readonly ReadonlySet<string>[] | null = null;
    let seen = 0;
    for (const value of values) {
      const sets = this.setsByValue.get(`${field} ${value}`) ?? [];
      if (fewest === null || sets.length < fewest.length) fewest = sets;
      seen += 1;
      if (seen === LOOKED_AT || fewest.length === 0) break;
    }
    return fewest ?? [];
  }
}

function follows(facts: Facts, literal: Literal): boolean {
  const known: FieldFacts | undefined = facts.get(literal.field);
  return known !== undefined && entails(known, literal);
}

/** Is the earlier rule asked whenever the later one is, and does it then surely take the lead? */
function comesFirst(earlier: CheckedRule, later: CheckedRule): boolean {
  return earlier.isCertain && (!earlier.onlyUnowned || later.onlyUnowned);
}

function smallest(literals: readonly Literal[]): { field: string; values: ReadonlySet<string> } | undefined {
  return literals
    .flatMap(({ field, ask }) => (ask.kind === 'in' ? [{ field, values: ask.values }] : []))
    .sort((a, b) => a.values.size - b.values.size)[0];
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

import { lookAt, readerOf, type LeadFacts, type ReadField } from '../lead-facts.ts';
import { domainsOf, numberOf, tokensOf, type Scalar } from '../values.ts';
import { keysOfPlace } from '../territories/keys.ts';
import type { Guard, SingleGuard, ValueGuard } from './guards.ts';
import { Intervals } from './intervals.ts';

type PlaceGuard = Extract<Guard, { by: 'place' }>;
type PairGuard = Extract<Guard, { by: 'pair' }>;
type FieldGuard = Exclude<SingleGuard, PlaceGuard>;
type Keyed = Exclude<FieldGuard['by'], 'range' | 'value'>;

/** For one field: which rules are guarded by which of its values. Places are those of rules in their layer. */
export class FieldPostings {
  readonly #field: string;
  readonly #read: ReadField;
  readonly #all: number[] = [];
  readonly #byValue = new Map<string, number[]>();
  readonly #keyed = new Map<Keyed, Map<string, number[]>>();
  readonly #ranges: { low: number; high: number; place: number }[] = [];
  #intervals: Intervals | null = null;
  #prefixLengths: readonly number[] = [];

  constructor(field: string) {
    this.#field = field;
    this.#read = readerOf(field);
  }

  add(guard: FieldGuard, place: number): void {
    this.#all.push(place);
    if (guard.by === 'range') {
      this.#ranges.push({ low: guard.low, high: guard.high, place });
      return;
    }
    const byKey = guard.by === 'value' ? this.#byValue : this.#keyedBy(guard.by);
    addTo(byKey, guard.keys, place);
  }

  #keyedBy(by: Keyed): Map<string, number[]> {
    const byKey = this.#keyed.get(by) ?? new Map<string, number[]>();
    this.#keyed.set(by, byKey);
    return byKey;
  }

  /** Once all guards are added. */
  finish(): void {
    if (this.#ranges.length > 0) this.#intervals = new Intervals(this.#ranges);
    const prefixes = this.#keyed.get('prefix');
    if (prefixes !== undefined) this.#prefixLengths = [...new Set([...prefixes.keys()].map((key) => key.length))];
  }

  /** Adds the places of the rules whose guard the lead's value meets, or may still meet. */
  collect(lead: LeadFacts, places: number[]): void {
    const seen = lookAt(lead, this.#field, this.#read);
    if (!seen.known) append(places, this.#all);
    else for (const { value, plain } of seen.values) this.#collectFor(value, plain, places);
  }

  #collectFor(value: Scalar, text: string, places: number[]): void {
    append(places, this.#byValue.get(text));
    const domains = this.#keyed.get('domain');
    if (domains !== undefined) for (const domain of domainsOf(value)) append(places, domains.get(domain));
    const tokens = this.#keyed.get('token');
    if (tokens !== undefined) for (const token of new Set(tokensOf(value))) append(places, tokens.get(token));
    const prefixes = this.#keyed.get('prefix');
    if (prefixes !== undefined) {
      for (const length of this.#prefixLengths) {
        if (length <= text.length) append(places, prefixes.get(text.slice(0, length)));
      }
    }
    if (this.#intervals !== null) {
      const number = numberOf(value);
      if (number !== null) this.#intervals.collect(number, places);
    }
  }
}

/** For contacts or companies: which rules are guarded by where they are. */
export class PlacePostings {
  readonly #whose: PlaceGuard['field'];
  readonly #all: number[] = [];
  readonly #byKey = new Map<string, number[]>();

  constructor(whose: PlaceGuard['field']) {
    this.#whose = whose;
  }

  add({ keys, early }: PlaceGuard, place: number): void {
    this.#all.push(place);
    addTo(this.#byKey, [...keys, ...early], place);
  }

  /** Adds the places of the rules in whose territory the lead is, or may still turn out to be. */
  collect(lead: LeadFacts, places: number[]): void {
    const keys = keysOfPlace(lead, this.#whose);
    if (keys === null) append(places, this.#all);
    else for (const key of keys) append(places, this.#byKey.get(key));
  }
}

/** For two fields: which rules are guarded by which values of both. */
export class PairPostings {
  readonly #one: string;
  readonly #other: string;
  readonly #readOne: ReadField;
  readonly #readOther: ReadField;
  readonly #all: number[] = [];
  readonly #byBoth = new Map<string, Map<string, number[]>>();

  /** The names of the fields. */
  constructor(one: string, other: string) {
    this.#one = one;
    this.#other = other;
    this.#readOne = readerOf(one);
    this.#readOther = readerOf(other);
  }

  add({ one, other }: PairGuard, place: number): void {
    const [first, second]: [ValueGuard, ValueGuard] = one.field === this.#one ? [one, other] : [other, one];
    this.#all.push(place);
    for (const key of first.keys) {
      const bySecond = this.#byBoth.get(key) ?? new Map<string, number[]>();
      this.#byBoth.set(key, bySecond);
      addTo(bySecond, second.keys, place);
    }
  }

  /** Adds the places of the rules whose guard the lead's values meet, or may still meet. */
  collect(lead: LeadFacts, places: number[]): void {
    const one = lookAt(lead, this.#one, this.#readOne);
    if (!one.known) return append(places, this.#all);
    const other = lookAt(lead, this.#other, this.#readOther);
    for (const { plain } of one.values) {
      const bySecond = this.#byBoth.get(plain);
      if (bySecond === undefined) continue;
      if (other.known) for (const value of other.values) append(places, bySecond.get(value.plain));
      else for (const some of bySecond.values()) append(places, some);
    }
  }
}

function addTo(byKey: Map<string, number[]>, keys: readonly string[], place: number): void {
  for (const key of keys) {
    const places = byKey.get(key);
    if (places === undefined) byKey.set(key, [place]);
    else places.push(place);
  }
}

function append(places: number[], more: readonly number[] | undefined): void {
  if (more !== undefined) for (const place of more) places.push(place);
}

import { lookAt, readerOf, type LeadFacts, type ReadField } from '../lead-facts.ts';
import { domainsOf, numberOf, tokensOf, type Scalar } from '../values.ts';
import { keysOfPlace } from '../territories/keys.ts';
import type { Guard } from './guards.ts';
import { Intervals } from './intervals.ts';

type Keyed = Exclude<Guard['by'], 'range' | 'value' | 'place'>;
type PlaceGuard = Extract<Guard, { by: 'place' }>;
type ValueGuard = Exclude<Guard, PlaceGuard>;

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

  add(guard: ValueGuard, place: number): void {
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

  get isEmpty(): boolean {
    return this.#all.length === 0;
  }

  /** Adds the places of the rules in whose territory the lead is, or may still turn out to be. */
  collect(lead: LeadFacts, places: number[]): void {
    const keys = keysOfPlace(lead, this.#whose);
    if (keys === null) append(places, this.#all);
    else for (const key of keys) append(places, this.#byKey.get(key));
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

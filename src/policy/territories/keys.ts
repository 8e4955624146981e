import type { LeadFacts } from '../lead-facts.ts';
import { placeOf, type Whose } from './place.ts';
import { normalBeginning } from './postcodes.ts';
import { rangeOf, type Area } from './schema.ts';

/** Postcodes are looked up by so many of their first letters, fewer where a range would have more keys than these. */
const LETTERS = 3;
const MOST_KEYS = 100;

/** What a place must have one of in order to lie in a territory. */
export interface TerritoryKeys {
  keys: readonly string[];
  /** The same for a place of which only the country is known so far. */
  early: readonly string[];
}

/** Keys by which the rules about a place are found: its country, state, and how its postcode begins. */
export function keysOfTerritory(areas: readonly Area[]): TerritoryKeys {
  const keys = new Set<string>();
  const early = new Set<string>();
  for (const { countries, states, postcodes } of areas) {
    for (const country of countries.map((code) => code.toLowerCase())) {
      if ((states ?? postcodes) === undefined) keys.add(country);
      else early.add(earlyKey(country));
      if (postcodes !== undefined) for (const key of postcodeKeys(country, postcodes)) keys.add(key);
      else for (const state of states ?? []) keys.add(`${country} ${state.toLowerCase()}`);
    }
  }
  return { keys: [...keys], early: [...early] };
}

/** The keys that a lead's place has; null: not even its country is known yet. */
export function keysOfPlace(lead: LeadFacts, whose: Whose): readonly string[] | null {
  const { country, state, postcode } = placeOf(lead, whose);
  if (country === undefined) return null;
  if (country === null) return [];
  if (state === undefined || postcode === undefined) return [country, earlyKey(country)];
  const letters = bare(postcode ?? '').slice(0, LETTERS);
  const beginnings = Array.from(letters, (_, n) => postcodeKey(country, letters.slice(0, n + 1)));
  return [country, ...(state === null ? [] : [`${country} ${state}`]), ...beginnings];
}

function* postcodeKeys(country: string, postcodes: readonly string[]): Generator<string> {
  for (const text of postcodes) {
    const range = rangeOf(text);
    if (range === null) yield postcodeKey(country, bare(normalBeginning(country, text)).slice(0, LETTERS));
    else for (const start of startsOf(range)) yield postcodeKey(country, start);
  }
}

/** How the postcodes of a range may begin. */
function startsOf({ low, high }: { low: string; high: string }): string[] {
  const first = (letters: number) => [Number(low.slice(0, letters)), Number(high.slice(0, letters))] as const;
  let letters = Math.min(LETTERS, low.length);
  for (; letters > 1; letters -= 1) {
    const [from, to] = first(letters);
    if (to - from < MOST_KEYS) break;
  }
  const [from, to] = first(letters);
  return Array.from({ length: to - from + 1 }, (_, n) => String(from + n).padStart(letters, '0'));
}

function postcodeKey(country: string, start: string): string {
  return `${country}:${start}`;
}

function earlyKey(country: string): string {
  return `${country}?`;
}

function bare(code: string): string {
  return code.replace(' ', '');
}

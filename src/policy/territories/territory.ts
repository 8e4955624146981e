import type { Truth } from '../evaluate.ts';
import { countriesOf, type Area } from './schema.ts';
import { Postcodes } from './postcodes.ts';
import type { Place } from '../lead-facts.ts';

interface Part {
  states: ReadonlySet<string> | null;
  postcodes: Postcodes | null;
}

/** Turns a territory into a function that tells whether a place lies in it. It never throws. */
export function compileTerritory(areas: readonly Area[]): (place: Place) => Truth {
  const byCountry = new Map(countriesOf(areas).map((country) => [country, partsIn(country, areas)]));
  return ({ country, state, postcode }) => {
    if (country === undefined) return 'maybe';
    let answer: Truth = 'no';
    for (const part of byCountry.get(country ?? '') ?? []) {
      const inState = part.states === null ? 'yes' : asked(state, (code) => part.states?.has(code) === true);
      const inPostcodes =
        part.postcodes === null ? 'yes' : asked(postcode, (code) => part.postcodes?.has(code) === true);
      if (inState === 'yes' && inPostcodes === 'yes') return 'yes';
      if (inState !== 'no' && inPostcodes !== 'no') answer = 'maybe';
    }
    return answer;
  };
}

function partsIn(country: string, areas: readonly Area[]): Part[] {
  return areas
    .filter(({ countries }) => countries.some((code) => code.toLowerCase() === country))
    .map(({ states, postcodes }) => ({
      states: states === undefined ? null : new Set(states.map((code) => code.toLowerCase())),
      postcodes: postcodes === undefined ? null : new Postcodes(country, postcodes),
    }));
}

function asked(value: string | null | undefined, holds: (value: string) => boolean): Truth {
  if (value === undefined) return 'maybe';
  return value !== null && holds(value) ? 'yes' : 'no';
}

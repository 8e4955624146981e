import type { PolicyDocument } from '../schema.ts';
import { wholeCountries, type Area } from '../territories/schema.ts';
import { countryName, firstLines, listed, quoted, type Section } from './words.ts';

/** Of the countries, states and postcodes of one territory. */
const MOST_TOLD = 20;

/** The named territories and where they are. */
export function territoriesSection({ territories = {} }: PolicyDocument): Section {
  return {
    title: 'Territories',
    lines: firstLines(
      Object.entries(territories),
      ([name, areas]) => `${quoted(name)}: ${areasInWords(areas, MOST_TOLD)}.`,
    ),
  };
}

/** Where a territory is: "Germany, Austria or Switzerland", "United States (states CA or NV)". */
export function areasInWords(areas: readonly Area[], most: number): string {
  const countries = wholeCountries(areas);
  return countries === null ? listed(areas, 'or', (area) => areaInWords(area, most), most) : places(countries, most);
}

function areaInWords({ countries, states, postcodes }: Area, most: number): string {
  const parts = [
    ...(states === undefined ? [] : [`states ${listed(states, 'or', (code) => code.toUpperCase(), most)}`]),
    ...(postcodes === undefined ? [] : [`postcodes ${listed(postcodes, 'or', String, most)}`]),
  ];
  return parts.length === 0 ? places(countries, most) : `${places(countries, most)} (${parts.join(', ')})`;
}

function places(countries: readonly string[], most: number): string {
  return listed(countries, 'or', countryName, most);
}

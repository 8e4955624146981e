import { isWholeBeginning, normalBeginning } from './postcodes.ts';
import { rangeOf, type Area } from './schema.ts';

/** Lists longer than this are compared letter by letter only where they are the same. */
const MOST_COMPARED = 1_000;

/** Whether every place of one territory certainly lies in another. false: not, or it cannot be seen. */
export function liesWithin(narrow: readonly Area[], wide: readonly Area[]): boolean {
  return narrow.every(({ countries, ...parts }) =>
    countries.every((country) =>
      wide.some((area) => area.countries.some((other) => isSame(country, other)) && isPart(country, parts, area)),
    ),
  );
}

type Parts = Pick<Area, 'states' | 'postcodes'>;

function isPart(country: string, narrow: Parts, wide: Parts): boolean {
  return (
    every(narrow.states, wide.states, isSame) &&
    every(narrow.postcodes, wide.postcodes, (one, other) => covers(country.toLowerCase(), other, one))
  );
}

/** Is each thing named by the narrow list in the wide one? A list that is not there names everything. */
function every(
  narrow: readonly string[] | undefined,
  wide: readonly string[] | undefined,
  isIn: (one: string, other: string) => boolean,
): boolean {
  if (wide === undefined) return true;
  if (narrow === undefined) return false;
  const same = new Set(wide);
  const others = wide.length > MOST_COMPARED || narrow.length > MOST_COMPARED ? [] : wide;
  return narrow.every((one) => same.has(one) || others.some((other) => isIn(one, other)));
}

function covers(country: string, wide: string, narrow: string): boolean {
  const [a, b] = [rangeOf(wide), rangeOf(narrow)];
  if (a !== null) {
    return b !== null && a.low.length === b.low.length && a.low <= b.low && b.high <= a.high;
  }
  if (b !== null) return false;
  const [start, longer] = [normalBeginning(country, wide), normalBeginning(country, narrow)];
  return longer.startsWith(start) && isWholeBeginning(country, longer, start.length);
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

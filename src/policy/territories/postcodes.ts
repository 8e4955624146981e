import { rangeOf } from './schema.ts';

/** Countries whose postcodes are an outward and an inward part, as in SW1A 1AA. */
const BRITISH: ReadonlySet<string> = new Set(['gb', 'im', 'je', 'gg']);
const FULL_BRITISH = /^([a-z]{1,2}\d[a-z\d]?)(\d[a-z]{2})$/;

/** A postcode of a country (lower case) in the form that is compared: lower case, only a British one with a blank. */
export function normalPostcode(country: string, text: string): string {
  const bare = text.toLowerCase().replace(/[^a-z0-9]+/g, '');
  return BRITISH.has(country) ? bare.replace(FULL_BRITISH, '$1 $2') : bare;
}

/** The beginning of a postcode in the same form. A blank says that a British outward part is whole: `m1 1`. */
export function normalBeginning(country: string, text: string): string {
  if (!BRITISH.has(country)) return normalPostcode(country, text);
  const parts = text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '');
  return parts.length < 2 ? normalPostcode(country, text) : parts.join(' ');
}

/**
 * Does a postcode that begins with these letters lie there? M1 is neither M10 nor is M the same as ME: in Britain a
 * beginning ends where a group of letters or digits does.
 */
export function isWholeBeginning(country: string, code: string, length: number): boolean {
  if (!BRITISH.has(country) || length >= code.length || code.slice(0, length).includes(' ')) return true;
  const next = code.charAt(length);
  if (/^[a-z]+$/.test(code.slice(0, length))) return isDigit(next);
  return isDigit(code.charAt(length - 1)) ? !isDigit(next) : next === ' ';
}

/** The postcodes that one area names, ready to be asked. `country` in lower case. */
export class Postcodes {
  readonly #country: string;
  readonly #beginnings = new Set<string>();
  readonly #lengths: readonly number[];
  /** Ranges by the length of their ends, in order and apart from each other. */
  readonly #ranges: ReadonlyMap<number, readonly { low: string; high: string }[]>;

  constructor(country: string, written: readonly string[]) {
    this.#country = country;
    const ranges = new Map<number, { low: string; high: string }[]>();
    for (const text of written) {
      const range = rangeOf(text);
      if (range === null) this.#beginnings.add(normalBeginning(country, text));
      else ranges.set(range.low.length, [...(ranges.get(range.low.length) ?? []), range]);
    }
    this.#lengths = [...new Set([...this.#beginnings].map((text) => text.length))];
    this.#ranges = new Map([...ranges].map(([length, some]) => [length, joined(some)]));
  }

  /** `code` is in its normal form. */
  has(code: string): boolean {
    return (
      this.#lengths.some(
        (length) =>
          length <= code.length &&
          this.#beginnings.has(code.slice(0, length)) &&
          isWholeBeginning(this.#country, code, length),
      ) || [...this.#ranges].some(([length, ranges]) => liesIn(ranges, code.slice(0, length), length))
    );
  }
}

function liesIn(ranges: readonly { low: string; high: string }[], digits: string, length: number): boolean {
  if (digits.length < length || !/^\d+$/.test(digits)) return false;
  let [from, to] = [0, ranges.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const range = ranges[middle];
    if (range === undefined) return false;
    if (digits < range.low) to = middle;
    else if (digits > range.high) from = middle + 1;
    else return true;
  }
  return false;
}

/** Digits of one length compare as texts. */
function joined(ranges: readonly { low: string; high: string }[]): { low: string; high: string }[] {
  const apart: { low: string; high: string }[] = [];
  for (const range of ranges.toSorted((a, b) => (a.low < b.low ? -1 : Number(a.low > b.low)))) {
    const last = apart.at(-1);
    if (last === undefined || range.low > last.high) apart.push({ ...range });
    else if (range.high > last.high) last.high = range.high;
  }
  return apart;
}

function isDigit(letter: string): boolean {
  return letter >= '0' && letter <= '9';
}

import { z } from 'zod';

/** Two ends of one length, digits only: `94000-94999`. Everything else is how a postcode begins. */
const RANGE = /^(\d{2,10})\s*-\s*(\d{2,10})$/;

export const territoryNameSchema = z.string().min(1).max(80).describe('Name of a territory of the policy');

const country = z
  .string()
  .regex(/^[a-z]{2}$/i, 'must be a country in two letters, such as DE (ISO 3166)')
  .describe('ISO 3166 alpha-2');
const state = z
  .string()
  .regex(/^[a-z0-9]{1,3}$/i, 'must be the code of a state without its country, such as CA (ISO 3166-2)')
  .describe('ISO 3166-2 without the country: CA, BY');
const postcode = z
  .string()
  .regex(/^[a-z0-9][a-z0-9 -]{0,22}$/i, 'must be a postcode, its beginning, or a range such as 94000-94999')
  .refine((text) => {
    const range = rangeOf(text);
    return range === null || range.low <= range.high;
  }, 'must begin with the lower end')
  .describe('How it begins (SW1A, 75), or a range of digits, ends included (94000-94999)');

/** What is given must all be so; several areas are alternatives. */
const areaSchema = z
  .strictObject({
    countries: z.array(country).min(1).max(300),
    states: z.array(state).min(1).max(1_000).optional(),
    postcodes: z.array(postcode).min(1).max(100_000).optional(),
  })
  .refine(({ countries, states, postcodes }) => countries.length === 1 || (states ?? postcodes) === undefined, {
    path: ['countries'],
    message: 'must be one country where states or postcodes are given, as these are of one country',
  });
export type Area = z.infer<typeof areaSchema>;

export const territoriesSchema = z
  .record(territoryNameSchema, z.array(areaSchema).min(1).max(10_000))
  .describe('Named places for WITHIN');
export type Territories = Readonly<Record<string, readonly Area[]>>;

/** The ends of a range of postcodes; null: the text says how a postcode begins. */
export function rangeOf(text: string): { low: string; high: string } | null {
  const [, low, high] = RANGE.exec(text.trim()) ?? [];
  return low === undefined || high === undefined || low.length !== high.length ? null : { low, high };
}

/** The areas of a territory; none for a name that the policy does not have. */
export function areasOf(territories: Territories | undefined, name: string): readonly Area[] {
  return territories !== undefined && Object.hasOwn(territories, name) ? (territories[name] ?? []) : [];
}

/** Its countries in lower case, if it is made of whole countries only; null: it asks for more than the country. */
export function wholeCountries(areas: readonly Area[]): string[] | null {
  if (areas.some(({ states, postcodes }) => (states ?? postcodes) !== undefined)) return null;
  return countriesOf(areas);
}

/** All its countries in lower case, each once. */
export function countriesOf(areas: readonly Area[]): string[] {
  return [...new Set(areas.flatMap(({ countries }) => countries.map((code) => code.toLowerCase())))];
}

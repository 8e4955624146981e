import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';
import { cleanValue } from './text.ts';

export interface CleanPhone {
  /** E.164. */
  phone: string;
  /** ISO alpha-2 of the prefix; null for prefixes of no single country. */
  country: string | null;
}

/**
 * A phone number in E.164, or null if it cannot be one. `country` (ISO alpha-2) is needed for numbers in national form;
 * without it those are refused rather than guessed. Numbers are checked by length, not by today's numbering plan: new
 * ranges are in use long before a library knows them.
 */
export function cleanPhone(raw: string | null | undefined, country: string | null): CleanPhone | null {
  const value = cleanValue(raw)?.replace(/^00(?=[1-9])/u, '+');
  if (value === undefined || value.length > 60) return null;
  const hint: CountryCode | undefined = country !== null && isSupportedCountry(country) ? country : undefined;
  const parsed = parsePhoneNumberFromString(value, hint);
  if (parsed === undefined || !parsed.isPossible() || /^(\d)\1+$/u.test(parsed.nationalNumber)) return null;
  return { phone: parsed.number, country: parsed.country ?? null };
}

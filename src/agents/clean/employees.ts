import { cleanValue } from './text.ts';

const NUMBER = /(\d{1,3}(?:[,.'’ \u00a0\u202f]\d{3})+|\d+(?:[.,]\d+)?)\s?(k|m)?(?![a-z])/iu;

/**
 * Number of employees from what forms and data providers write: "1200", "1,000-4,999", "51-200", "5.000", "10k+", "1001+".
 * Of a range the lower end, so that size is never overstated. null: no number in it.
 */
export function employeesOf(raw: string | null | undefined): number | null {
  const value = cleanValue(raw)?.slice(0, 60);
  const found = value === undefined ? null : NUMBER.exec(value);
  if (!found?.[1]) return null;
  const digits = /^\d{1,3}(?:[^\d]\d{3})+$/u.test(found[1]) ? found[1].replace(/\D/gu, '') : found[1].replace(',', '.');
  const factor = { k: 1_000, m: 1_000_000 }[(found[2] ?? '').toLowerCase()] ?? 1;
  const count = Math.round(Number(digits) * factor);
  if (!Number.isSafeInteger(count) || count > 10_000_000) return null;
  // "fewer than 10", "<50": only the upper end is known.
  return /^(?:<|under|less than|fewer than|up to|bis|unter|moins de|menos de|meno di|minder dan)/iu.test(value ?? '')
    ? 1
    : count;
}

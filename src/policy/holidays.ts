import { z } from 'zod';

/** Of which country, and where it matters of which part of it, the public holidays are: `DE`, `DE-BY`. */
export const holidayCalendarSchema = z
  .string()
  .regex(/^[A-Z]{2}(-[A-Z0-9]{1,4}){0,2}$/, 'must be a country such as DE, or one with its state such as DE-BY')
  .describe('Public holidays of a country (DE) or of a state in it (DE-BY) are no working days');

/** The public holidays around a decision, as far as anybody looks ahead. */
export interface Holidays {
  calendar: string;
  days: readonly { /** As 2026-12-25. */ date: string; name: string }[];
}

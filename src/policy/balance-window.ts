import type { BalanceWindow } from './balance-schema.ts';
import type { DayBook } from './day-book.ts';

const DAY_MS = 86_400_000;
const DAYS_PER_WEEK = 7;
/** The day of a moment in the account's time zone, as YYYY-MM-DD. An unknown zone counts as UTC. */
export function accountDay(days: DayBook, timeZone: string, now: Date): string {
  return isoOf(days.dayOf(days.knownZone(timeZone) ?? 'UTC', now.getTime()).number);
}

/** What counts on one day, and how much: an entry of today counts `whole`, an older one perhaps less. */
export interface CreditWindow {
  /** YYYY-MM-DD; null: every entry counts alike. */
  firstDay: string | null;
  today: string;
  whole: number;
}

/** What nothing is ever forgotten by. */
export const UNBOUNDED: CreditWindow = { firstDay: null, today: '', whole: 1 };

/**
 * The window on the day `today` (YYYY-MM-DD). A rolling one fades, from `rollingDays` parts today to one part on its first
 * day. With an edge instead, a day that was evened out on the next would drop out first, leaving the other to be evened out
 * again: a pattern that comes back each window and grows.
 */
export function windowOn(window: BalanceWindow | undefined, today: string): CreditWindow {
  const day = dayNumber(today);
  if (window === undefined || window === 'never') return UNBOUNDED;
  if (typeof window === 'object') {
    return { firstDay: isoOf(day - window.rollingDays + 1), today, whole: window.rollingDays };
  }
  switch (window) {
    case 'day':
      return { firstDay: today, today, whole: 1 };
    case 'week':
      return { firstDay: isoOf(day - daysSinceMonday(day)), today, whole: 1 };
    case 'month':
      return { firstDay: `${today.slice(0, -2)}01`, today, whole: 1 };
    default:
      return window satisfies never;
  }
}

/** How many parts of `whole` an entry of this day counts: 0 before the window. */
export function partsOf({ firstDay, today, whole }: CreditWindow, day: string): number {
  if (firstDay === null) return whole;
  if (day < firstDay) return 0;
  return whole === 1 ? 1 : Math.min(whole, whole - (dayNumber(today) - dayNumber(day)));
}

/** Credit in whole units, towards 0, of a sum of parts. */
export function creditOf({ whole }: CreditWindow, parts: number): number {
  return (parts - (parts % whole)) / whole;
}

/** 1 January 1970, day 0, was a Thursday. */
function daysSinceMonday(day: number): number {
  return (day + 3) % DAYS_PER_WEEK;
}

function isoOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

function dayNumber(day: string): number {
  return Date.parse(day) / DAY_MS;
}

import type { BalanceWindow } from './balance-schema.ts';
import type { DayBook } from './day-book.ts';

const DAY_MS = 86_400_000;
const DAYS_PER_WEEK = 7;
/** The day of a moment in the account's time zone, as YYYY-MM-DD. An unknown zone counts as UTC. */
export function accountDay(days: DayBook, timeZone: string, now: Date): string {
  return isoOf(days.dayOf(days.knownZone(timeZone) ?? 'UTC', now.getTime()).number);
}

/** The first day whose entries count on the day `today` (YYYY-MM-DD); null: all entries count. */
export function windowStart(window: BalanceWindow | undefined, today: string): string | null {
  const day = Date.parse(today) / DAY_MS;
  if (window === undefined || window === 'never') return null;
  if (typeof window === 'object') return isoOf(day - window.rollingDays + 1);
  switch (window) {
    case 'day':
      return today;
    case 'week':
      return isoOf(day - daysSinceMonday(day));
    case 'month':
      return `${today.slice(0, -2)}01`;
    default:
      return window satisfies never;
  }
}

/** 1 January 1970, day 0, was a Thursday. */
function daysSinceMonday(day: number): number {
  return (day + 3) % DAYS_PER_WEEK;
}

function isoOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

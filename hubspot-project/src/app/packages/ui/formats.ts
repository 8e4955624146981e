import { commonTexts } from './texts/common.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** How times and numbers are written for one person. Times are ISO UTC, durations milliseconds. */
export interface Formats {
  number(value: number): string;
  /** 2 h 10 min. Whole minutes, of either sign. */
  duration(ms: number): string;
  /** 16:40 */
  clock(iso: string): string;
  /** 16:40, or with the day when that is not today. `now`: when it is read. */
  moment(iso: string, now: number): string;
  /** 26 Nov 2026 */
  date(iso: string): string;
}

/**
 * For a locale as HubSpot names it (de-de, pt_BR; unknown ones are written as in English) and a time zone, by default the
 * one that the person's browser is in.
 */
export function formatsFor(locale: string | undefined, timeZone?: string): Formats {
  const known = knownLocale(locale);
  const write = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(known, { ...options, timeZone });
    return (iso: string) => format.format(new Date(iso));
  };
  const clock = write({ timeStyle: 'short' });
  const thisYear = write({ weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' });
  const otherYear = write({ dateStyle: 'medium', timeStyle: 'short' });
  const number = new Intl.NumberFormat(known);
  const dayNumber = dayNumbers(timeZone);

  return {
    number: (value) => number.format(value),
    duration: (ms) => durationText(ms, (value) => number.format(value)),
    clock,
    date: write({ dateStyle: 'medium' }),
    moment: (iso, now) => {
      const at = Date.parse(iso);
      const days = dayNumber(at) - dayNumber(now);
      if (days === 0) return clock(iso);
      if (days === 1) return commonTexts.tomorrow(clock(iso));
      if (days === -1) return commonTexts.yesterday(clock(iso));
      return Math.abs(days) < 180 ? thisYear(iso) : otherYear(iso);
    },
  };
}

function durationText(ms: number, number: (value: number) => string): string {
  const minutes = Math.floor(Math.abs(ms) / MINUTE);
  if (minutes === 0) return commonTexts.underAMinute;
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return commonTexts.minutes(number(rest));
  return rest === 0 ? commonTexts.hours(number(hours)) : commonTexts.hoursAndMinutes(number(hours), number(rest));
}

/** Numbers calendar days, so that two days' difference can be told. */
function dayNumbers(timeZone: string | undefined): (at: number) => number {
  const day = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone });
  return (at) => Math.round(Date.parse(`${day.format(at)}T00:00:00Z`) / DAY);
}

function knownLocale(locale: string | undefined): string {
  if (locale === undefined || locale === '') return 'en';
  try {
    return Intl.DateTimeFormat.supportedLocalesOf([locale.replaceAll('_', '-')])[0] ?? 'en';
  } catch {
    return 'en';
  }
}

import type HolidayRules from 'date-holidays';
import type { Holidays } from './policy/holidays.ts';

const DAY_MS = 86_400_000;
/** So far ahead a decision knows holidays. A clock that runs longer than this counts later ones as working days. */
const AHEAD_DAYS = 60;
/** From this hour to that one a day must be free to count as one. */
const MORNING = 9;
const EVENING = 17;

type Rules = typeof HolidayRules;
type Days = Holidays['days'];

/** By calendar and year: working them out takes a while, and many people share one. */
const years = new Map<string, Days>();

/**
 * The public holidays of a calendar (`DE`, `DE-BY`) from the day before `now` to 60 days after it, whole days only; none
 * for a calendar that does not exist. They come from a package whose data changes: a decision stores what it was told.
 */
export async function publicHolidays(calendar: string, now: Date): Promise<Holidays> {
  return around(await rules(), calendar, now);
}

function around(Rules: Rules, calendar: string, now: Date): Holidays {
  const [from, to] = [dateOf(now.getTime() - DAY_MS), dateOf(now.getTime() + AHEAD_DAYS * DAY_MS)];
  const all = [...new Set([from, to].map((date) => date.slice(0, 4)))].flatMap((year) =>
    inYear(Rules, calendar, Number(year)),
  );
  return { calendar, days: all.filter(({ date }) => from <= date && date <= to) };
}

/** The same for many calendars at one time, once the rules are there. */
export async function holidaysAround(now: Date): Promise<(calendar: string) => Holidays> {
  const Rules = await rules();
  return (calendar) => around(Rules, calendar, now);
}

/** Is there such a calendar? */
export async function holidayCalendars(): Promise<(calendar: string) => boolean> {
  const Rules = await rules();
  const known = new Rules();
  return (calendar) => {
    const [country = '', state, region] = calendar.split('-');
    if (!Object.hasOwn(known.getCountries(), country)) return false;
    if (state === undefined) return true;
    if (!Object.hasOwn(known.getStates(country) ?? {}, state)) return false;
    return region === undefined || Object.hasOwn(known.getRegions(country, state) ?? {}, region);
  };
}

/** Some megabytes of data, which only accounts with holidays need. */
async function rules(): Promise<Rules> {
  return (await import('date-holidays')).default;
}

function inYear(Rules: Rules, calendar: string, year: number): Days {
  const key = `${calendar} ${year}`;
  const known = years.get(key);
  if (known !== undefined) return known;
  const [country = '', state = '', region = ''] = calendar.split('-');
  const days = new Rules(country, state, region)
    .getHolidays(year, 'en')
    .filter(({ type }) => type === 'public')
    .flatMap(({ date, start, end, name }) =>
      wholeDays(date, (end.getTime() - start.getTime()) / 3_600_000).map((day) => ({ date: day, name })),
    );
  years.set(key, days);
  return days;
}

/** The days that a holiday takes. Its date is `2026-05-26 00:00:00`, with `-0600` behind it where it begins the evening before. */
function wholeDays(date: string, hours: number): string[] {
  const [day = '', time = '', offset = '+0000'] = date.split(' ');
  const begins = Number(time.slice(0, 2)) + Number(offset.slice(0, 3));
  const days: string[] = [];
  for (let n = 0; n * 24 + MORNING < begins + hours; n += 1) {
    if (begins <= n * 24 + MORNING && n * 24 + EVENING <= begins + hours)
      days.push(dateOf(Date.parse(day) + n * DAY_MS));
  }
  return days;
}

function dateOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

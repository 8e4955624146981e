import { DayBook, type Day } from './day-book.ts';
import type { Holidays } from './holidays.ts';
import type { WorkingHours } from './input.ts';

const MINUTE_MS = 60_000;
const MINUTES_PER_DAY = 1_440;
/** How far ahead an opening or a due time is looked for, in days: longer than any leave that has an end. */
const HORIZON_DAYS = 400;
/** The largest time a JavaScript date can hold, less the horizon, so that adding days stays within it. */
const LAST_MS = 8.64e15 - (HORIZON_DAYS + 2) * MINUTES_PER_DAY * MINUTE_MS;

/** When a person works. */
export interface Schedule {
  /** IANA; null or unknown to us: the portal's. */
  timeZone: string | null;
  /**
   * null: around the clock. An end at or before the start lies on the next day. Blocks are wall-clock time: on a day
   * when the clocks change they start and end as the wall clock says.
   */
  workingHours: readonly WorkingHours[] | null;
  /** Epoch milliseconds, end excluded. */
  outOfOffice: readonly { startMs: number; endMs: number }[];
  /** Whole days, where the person works, on which nobody does. */
  holidays?: Holidays | undefined;
}

export interface Span {
  startMs: number;
  endMs: number;
}

/** One moment in the zones of a portal. `days` may be shared between the moments of one policy to save time. */
export class Calendar {
  readonly nowMs: number;
  readonly #portalZone: string;
  readonly #days: DayBook;

  constructor(nowMs: number, portalZone: string, days: DayBook = new DayBook()) {
    this.nowMs = Number.isFinite(nowMs) ? Math.min(Math.max(nowMs, 0), LAST_MS) : 0;
    this.#days = days;
    this.#portalZone = days.knownZone(portalZone) ?? 'UTC';
  }

  /** The day it is where the person works. */
  today(schedule: Schedule): Day {
    const own = schedule.timeZone === null ? null : this.#days.knownZone(schedule.timeZone);
    return this.#days.dayOf(own ?? this.#portalZone, this.nowMs);
  }
}

/** The public holiday that it is where the person works; null: none. */
export function holidayAt(calendar: Calendar, schedule: Schedule): string | null {
  if (schedule.holidays === undefined) return null;
  const { number } = calendar.today(schedule);
  return schedule.holidays.days.find(({ date }) => dayNumber(date) === number)?.name ?? null;
}

/** Does the person work at the calendar's moment? Leave is not looked at. */
export function isWithinHours(calendar: Calendar, schedule: Schedule): boolean {
  if (holidayAt(calendar, schedule) !== null) return false;
  if (schedule.workingHours === null) return true;
  const today = calendar.today(schedule);
  // A shift that began yesterday may still run.
  return runsAt(calendar.nowMs, schedule.workingHours, today) || runsOver(calendar.nowMs, schedule.workingHours, today);
}

function runsAt(nowMs: number, workingHours: readonly WorkingHours[], day: Day): boolean {
  for (const hours of workingHours) {
    if (hours.weekday !== day.weekday || !isBlock(hours)) continue;
    if (day.at(hours.startMinute) <= nowMs && nowMs < day.at(endOf(hours))) return true;
  }
  return false;
}

/** Only blocks that end on the next day can still run from the day before. */
function runsOver(nowMs: number, workingHours: readonly WorkingHours[], today: Day): boolean {
  return workingHours.some((hours) => endOf(hours) > MINUTES_PER_DAY) && runsAt(nowMs, workingHours, today.previous());
}

export function isOutOfOffice(calendar: Calendar, schedule: Pick<Schedule, 'outOfOffice'>): boolean {
  return schedule.outOfOffice.some((leave) => leave.startMs <= calendar.nowMs && calendar.nowMs < leave.endMs);
}

/** The first moment from now on at which the person works and is not on leave or holiday, epoch ms; null: none within 400 days. */
export function nextOpening(calendar: Calendar, schedule: Schedule): number | null {
  for (const span of workingSpans(calendar, schedule)) return span.startMs;
  return null;
}

/**
 * When `minutes` of the person's working time will have passed, epoch ms. Leave and holidays do not count as working time.
 * null: not within 400 days, for instance because nobody entered any hours.
 */
export function addWorkingMinutes(calendar: Calendar, schedule: Schedule, minutes: number): number | null {
  let left = Math.max(0, minutes) * MINUTE_MS;
  for (const { startMs, endMs } of workingSpans(calendar, schedule)) {
    if (endMs - startMs >= left) return startMs + left;
    left -= endMs - startMs;
  }
  return null;
}

/** The stretch of working time that runs now or comes next, epoch ms, end excluded; null: none within 400 days. */
export function currentOrNextSpan(calendar: Calendar, schedule: Schedule): Span | null {
  for (const span of workingSpans(calendar, schedule)) return span;
  return null;
}

/** The person's working time from now until then, in milliseconds; 0 when then is past. Leave and holidays do not count. */
export function workingMsUntil(calendar: Calendar, schedule: Schedule, untilMs: number): number {
  let sum = 0;
  for (const { startMs, endMs } of workingSpans(calendar, schedule)) {
    if (startMs >= untilMs) break;
    sum += Math.min(endMs, untilMs) - startMs;
  }
  return sum;
}

/** Working time from now on, in order, without overlaps, leave and holidays. */
function* workingSpans(calendar: Calendar, schedule: Schedule): Generator<Span> {
  let doneMs = calendar.nowMs;
  const leave = [...schedule.outOfOffice, ...holidaySpans(calendar, schedule)]
    .filter((span) => span.endMs > span.startMs)
    .sort((a, b) => a.startMs - b.startMs);
  for (const span of spansOfWork(calendar, schedule)) {
    let startMs = Math.max(span.startMs, doneMs);
    for (const away of leave) {
      if (away.endMs <= startMs || away.startMs >= span.endMs) continue;
      if (away.startMs > startMs) yield { startMs, endMs: away.startMs };
      startMs = Math.max(startMs, away.endMs);
    }
    if (startMs < span.endMs) yield { startMs, endMs: span.endMs };
    doneMs = Math.max(doneMs, span.endMs);
  }
}

/** The holidays from today on, as long as the days are where the person works. */
function holidaySpans(calendar: Calendar, schedule: Schedule): Span[] {
  if (schedule.holidays === undefined) return [];
  const left = new Set(schedule.holidays.days.map(({ date }) => dayNumber(date)));
  const last = Math.max(...left);
  const spans: Span[] = [];
  let day = calendar.today(schedule);
  for (let days = 0; days <= HORIZON_DAYS && day.number <= last; days += 1) {
    if (left.has(day.number)) spans.push({ startMs: day.startMs, endMs: day.endMs });
    day = day.next();
  }
  return spans;
}

/** A date as days since 1 January 1970. */
function dayNumber(date: string): number {
  return Date.parse(date) / (MINUTES_PER_DAY * MINUTE_MS);
}

function* spansOfWork(calendar: Calendar, schedule: Schedule): Generator<Span> {
  if (schedule.workingHours === null) {
    yield { startMs: calendar.nowMs, endMs: calendar.nowMs + HORIZON_DAYS * MINUTES_PER_DAY * MINUTE_MS };
    return;
  }
  if (schedule.workingHours.length === 0) return;
  let day = calendar.today(schedule).previous();
  for (let days = -1; days <= HORIZON_DAYS; days += 1) {
    yield* spansOf(schedule.workingHours, day).sort((a, b) => a.startMs - b.startMs);
    day = day.next();
  }
}

/** Spans of work that begin on the day. */
function spansOf(workingHours: readonly WorkingHours[], day: Day): Span[] {
  const spans: Span[] = [];
  for (const hours of workingHours) {
    if (hours.weekday !== day.weekday || !isBlock(hours)) continue;
    spans.push({ startMs: day.at(hours.startMinute), endMs: day.at(endOf(hours)) });
  }
  return spans;
}

function isBlock({ startMinute, endMinute }: WorkingHours): boolean {
  return isMinute(startMinute) && isMinute(endMinute);
}

/** In minutes of the day on which the block begins; beyond 1,440 it ends on the next. */
function endOf({ startMinute, endMinute }: WorkingHours): number {
  return endMinute <= startMinute ? endMinute + MINUTES_PER_DAY : endMinute;
}

function isMinute(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= MINUTES_PER_DAY;
}

import { DateTime, IANAZone } from 'luxon';
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
}

interface Span {
  startMs: number;
  endMs: number;
}

interface Day {
  weekday: number;
  start: DateTime;
  /** Epoch milliseconds by minute of the day, filled in when asked for. */
  at: Map<number, number>;
}

/**
 * The days around one moment in all the zones of a portal. It remembers what it has worked out, because many people
 * share a zone: make one per decision.
 */
export class Calendar {
  readonly nowMs: number;
  readonly #portalZone: string;
  readonly #zones = new Map<string, string>();
  readonly #days = new Map<string, Day[]>();

  constructor(nowMs: number, portalZone: string) {
    this.nowMs = Number.isFinite(nowMs) ? Math.min(Math.max(nowMs, 0), LAST_MS) : 0;
    this.#portalZone = IANAZone.isValidZone(portalZone) ? portalZone : 'UTC';
  }

  /** Spans of work that begin on the given local day; 0 = today, -1 = yesterday. */
  spansOfDay(schedule: Schedule, dayOffset: number): Span[] {
    const { workingHours } = schedule;
    if (workingHours === null) return [];
    const day = this.#day(this.#zoneOf(schedule.timeZone), dayOffset);
    const spans: Span[] = [];
    for (const { weekday, startMinute, endMinute } of workingHours) {
      if (weekday !== day.weekday || !isMinute(startMinute) || !isMinute(endMinute)) continue;
      const end = endMinute <= startMinute ? endMinute + MINUTES_PER_DAY : endMinute;
      spans.push({ startMs: instant(day, startMinute), endMs: instant(day, end) });
    }
    return spans;
  }

  #zoneOf(timeZone: string | null): string {
    if (timeZone === null) return this.#portalZone;
    const known = this.#zones.get(timeZone);
    if (known !== undefined) return known;
    const zone = IANAZone.isValidZone(timeZone) ? timeZone : this.#portalZone;
    this.#zones.set(timeZone, zone);
    return zone;
  }

  #day(zone: string, offset: number): Day {
    const days = this.#days.get(zone) ?? [];
    this.#days.set(zone, days);
    const known = days[offset + 1];
    if (known !== undefined) return known;
    const today = days[1]?.start ?? DateTime.fromMillis(this.nowMs, { zone }).startOf('day');
    const start = offset === 0 ? today : today.plus({ days: offset }).startOf('day');
    const day: Day = { weekday: start.weekday, start, at: new Map() };
    days[offset + 1] = day;
    return day;
  }
}

/** Does the person work at the calendar's moment? Leave is not looked at. */
export function isWithinHours(calendar: Calendar, schedule: Schedule): boolean {
  if (schedule.workingHours === null) return true;
  const { nowMs } = calendar;
  for (const offset of [0, -1]) {
    for (const span of calendar.spansOfDay(schedule, offset)) {
      if (span.startMs <= nowMs && nowMs < span.endMs) return true;
    }
  }
  return false;
}

export function isOutOfOffice(calendar: Calendar, schedule: Pick<Schedule, 'outOfOffice'>): boolean {
  return schedule.outOfOffice.some((leave) => leave.startMs <= calendar.nowMs && calendar.nowMs < leave.endMs);
}

/** The first moment from now on at which the person works and is not on leave, epoch ms; null: none within 400 days. */
export function nextOpening(calendar: Calendar, schedule: Schedule): number | null {
  for (const span of workingSpans(calendar, schedule)) return span.startMs;
  return null;
}

/**
 * When `minutes` of the person's working time will have passed, epoch ms. Leave does not count as working time.
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

/** Working time from now on, in order, without overlaps and without leave. */
function* workingSpans(calendar: Calendar, schedule: Schedule): Generator<Span> {
  let doneMs = calendar.nowMs;
  const leave = schedule.outOfOffice.filter((span) => span.endMs > span.startMs).sort((a, b) => a.startMs - b.startMs);
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

function* spansOfWork(calendar: Calendar, schedule: Schedule): Generator<Span> {
  if (schedule.workingHours === null) {
    yield { startMs: calendar.nowMs, endMs: calendar.nowMs + HORIZON_DAYS * MINUTES_PER_DAY * MINUTE_MS };
    return;
  }
  if (schedule.workingHours.length === 0) return;
  for (let day = -1; day <= HORIZON_DAYS; day += 1) {
    yield* calendar.spansOfDay(schedule, day).sort((a, b) => a.startMs - b.startMs);
  }
}

function instant(day: Day, minute: number): number {
  const known = day.at.get(minute);
  if (known !== undefined) return known;
  const start = minute < MINUTES_PER_DAY ? day.start : day.start.plus({ days: 1 }).startOf('day');
  const rest = minute % MINUTES_PER_DAY;
  const time = start.set({ hour: Math.floor(rest / 60), minute: rest % 60, second: 0, millisecond: 0 }).toMillis();
  day.at.set(minute, time);
  return time;
}

function isMinute(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= MINUTES_PER_DAY;
}

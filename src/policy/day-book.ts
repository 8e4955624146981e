import { DateTime, IANAZone } from 'luxon';

const MINUTES_PER_DAY = 1_440;
const DAY_MS = 86_400_000;

/** A local day of one zone. */
export interface Day {
  /** Its date, as days since 1 January 1970. */
  number: number;
  /** 1 = Monday ... 7 = Sunday. */
  weekday: number;
  /** Epoch milliseconds of its first moment and of the next day's. */
  startMs: number;
  endMs: number;
  /** Epoch milliseconds at which the wall clock shows this minute; 1440 and more lie on the next day. */
  at(minute: number): number;
  next(): Day;
  previous(): Day;
}

/**
 * Days by zone, remembered because many people share a zone and many leads a day. It only saves time: the answers are
 * the same with a new one.
 */
export class DayBook {
  readonly #today = new Map<string, Day>();
  readonly #zones = new Map<string, string | null>();

  /** The name, if it is a zone that we know; null otherwise. */
  knownZone(name: string): string | null {
    const known = this.#zones.get(name);
    if (known !== undefined) return known;
    const zone = IANAZone.isValidZone(name) ? name : null;
    this.#zones.set(name, zone);
    return zone;
  }

  /** The day of a moment. `zone` must be a known one. */
  dayOf(zone: string, ms: number): Day {
    const last = this.#today.get(zone);
    if (last !== undefined && last.startMs <= ms && ms < last.endMs) return last;
    const day = new LocalDay(DateTime.fromMillis(ms, { zone }).startOf('day'));
    this.#today.set(zone, day);
    return day;
  }
}

class LocalDay implements Day {
  readonly number: number;
  readonly weekday: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly #start: DateTime;
  readonly #end: DateTime;
  readonly #minutes = new Map<number, number>();
  #next: Day | null = null;
  #previous: Day | null = null;

  constructor(start: DateTime) {
    this.#start = start;
    this.#end = start.plus({ days: 1 }).startOf('day');
    this.number = Date.UTC(start.year, start.month - 1, start.day) / DAY_MS;
    this.weekday = start.weekday;
    this.startMs = start.toMillis();
    this.endMs = this.#end.toMillis();
  }

  at(minute: number): number {
    const known = this.#minutes.get(minute);
    if (known !== undefined) return known;
    const day = minute < MINUTES_PER_DAY ? this.#start : this.#end;
    const rest = minute % MINUTES_PER_DAY;
    const time = day.set({ hour: Math.floor(rest / 60), minute: rest % 60, second: 0, millisecond: 0 }).toMillis();
    this.#minutes.set(minute, time);
    return time;
  }

  next(): Day {
    this.#next ??= new LocalDay(this.#end);
    return this.#next;
  }

  previous(): Day {
    this.#previous ??= new LocalDay(this.#start.minus({ days: 1 }).startOf('day'));
    return this.#previous;
  }
}

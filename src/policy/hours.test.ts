import fc from 'fast-check';
import { DateTime, IANAZone } from 'luxon';
import { describe, expect, it } from 'vitest';
import { addWorkingMinutes, Calendar, isOutOfOffice, isWithinHours, nextOpening, type Schedule } from './hours.ts';

const HOUR = 60;
const ms = (iso: string) => Date.parse(iso);
const week = (startMinute: number, endMinute: number) =>
  [1, 2, 3, 4, 5].map((weekday) => ({ weekday, startMinute, endMinute }));
const BERLIN: Schedule = { timeZone: 'Europe/Berlin', workingHours: week(9 * HOUR, 17 * HOUR), outOfOffice: [] };
const at = (iso: string, zone = 'UTC') => new Calendar(ms(iso), zone);
const iso = (value: number | null) => (value === null ? null : new Date(value).toISOString());

describe('isWithinHours', () => {
  it.each([
    ['at opening', '2026-01-14T08:00:00Z', true],
    ['a moment before', '2026-01-14T07:59:59Z', false],
    ['at closing', '2026-01-14T16:00:00Z', false],
    ['on a Saturday', '2026-01-17T10:00:00Z', false],
    ['in summer an hour earlier in UTC', '2026-07-15T07:00:00Z', true],
  ])('%s', (_name, now, expected) => {
    expect(isWithinHours(at(now), BERLIN)).toBe(expected);
  });

  it('takes the account zone where the person has none or one that does not exist', () => {
    for (const timeZone of [null, 'Mars/Olympus']) {
      const schedule = { ...BERLIN, timeZone };
      expect(isWithinHours(at('2026-01-14T01:00:00Z', 'Asia/Tokyo'), schedule)).toBe(true);
      expect(isWithinHours(at('2026-01-14T09:00:00Z', 'Asia/Tokyo'), schedule)).toBe(false);
    }
  });

  it('knows shifts that run past midnight and days that are open from end to end', () => {
    const nights: Schedule = {
      ...BERLIN,
      timeZone: 'UTC',
      workingHours: [{ weekday: 5, startMinute: 22 * HOUR, endMinute: 6 * HOUR }],
    };
    expect(isWithinHours(at('2026-01-16T23:00:00Z'), nights)).toBe(true);
    expect(isWithinHours(at('2026-01-17T05:59:00Z'), nights)).toBe(true);
    expect(isWithinHours(at('2026-01-17T06:00:00Z'), nights)).toBe(false);
    const allDay: Schedule = { ...nights, workingHours: [{ weekday: 5, startMinute: 0, endMinute: 1_440 }] };
    expect(isWithinHours(at('2026-01-16T23:59:00Z'), allDay)).toBe(true);
    expect(isWithinHours(at('2026-01-17T00:00:00Z'), allDay)).toBe(false);
  });
});

describe('nextOpening', () => {
  it('is now while open, else the next morning that counts', () => {
    expect(iso(nextOpening(at('2026-01-14T10:00:00Z'), BERLIN))).toBe('2026-01-14T10:00:00.000Z');
    expect(iso(nextOpening(at('2026-01-16T18:00:00Z'), BERLIN))).toBe('2026-01-19T08:00:00.000Z');
  });

  it('is after the leave', () => {
    const away = {
      ...BERLIN,
      outOfOffice: [{ startMs: ms('2026-01-14T00:00:00Z'), endMs: ms('2026-01-21T12:30:00Z') }],
    };
    expect(iso(nextOpening(at('2026-01-14T10:00:00Z'), away))).toBe('2026-01-21T12:30:00.000Z');
    expect(isOutOfOffice(at('2026-01-14T10:00:00Z'), away)).toBe(true);
    expect(isOutOfOffice(at('2026-01-21T12:30:00Z'), away)).toBe(false);
  });

  it('follows the clock change of the person, not of UTC', () => {
    // Clocks go forward on Sunday, 29 March 2026 in Berlin.
    expect(iso(nextOpening(at('2026-03-27T18:00:00Z'), BERLIN))).toBe('2026-03-30T07:00:00.000Z');
  });

  it('is null where there are no hours at all', () => {
    expect(nextOpening(at('2026-01-14T10:00:00Z'), { ...BERLIN, workingHours: [] })).toBeNull();
    expect(
      nextOpening(at('2026-01-14T10:00:00Z'), {
        ...BERLIN,
        workingHours: [{ weekday: 9, startMinute: 0, endMinute: 60 }],
      }),
    ).toBeNull();
  });
});

describe('addWorkingMinutes', () => {
  it.each([
    ['within the day', '2026-01-14T10:00:00Z', 30, '2026-01-14T10:30:00.000Z'],
    ['over the night', '2026-01-14T15:50:00Z', 30, '2026-01-15T08:20:00.000Z'],
    ['over the weekend', '2026-01-16T15:50:00Z', 30, '2026-01-19T08:20:00.000Z'],
    ['from before opening', '2026-01-14T03:00:00Z', 5, '2026-01-14T08:05:00.000Z'],
    ['up to closing time exactly', '2026-01-14T15:00:00Z', 60, '2026-01-14T16:00:00.000Z'],
    ['across the clock change', '2026-03-27T15:30:00Z', 60, '2026-03-30T07:30:00.000Z'],
    ['several days', '2026-01-12T08:00:00Z', 20 * HOUR, '2026-01-14T12:00:00.000Z'],
  ])('%s', (_name, now, minutes, expected) => {
    expect(iso(addWorkingMinutes(at(now), BERLIN, minutes))).toBe(expected);
  });

  it('counts real time in the night of a clock change', () => {
    const night: Schedule = {
      timeZone: 'Europe/Berlin',
      workingHours: [{ weekday: 7, startMinute: 0, endMinute: 6 * HOUR }],
      outOfOffice: [],
    };
    // 25 October 2026: the night has seven hours between midnight and six; 29 March 2026: five.
    expect(iso(addWorkingMinutes(at('2026-10-24T20:00:00Z'), night, 7 * HOUR))).toBe('2026-10-25T05:00:00.000Z');
    expect(iso(addWorkingMinutes(at('2026-03-28T20:00:00Z'), night, 5 * HOUR))).toBe('2026-03-29T04:00:00.000Z');
  });

  it('leaves out leave, also in the middle of a day', () => {
    const away = {
      ...BERLIN,
      outOfOffice: [{ startMs: ms('2026-01-14T10:10:00Z'), endMs: ms('2026-01-14T12:00:00Z') }],
    };
    expect(iso(addWorkingMinutes(at('2026-01-14T10:00:00Z'), away, 30))).toBe('2026-01-14T12:20:00.000Z');
  });

  it('runs around the clock where the hours are unknown', () => {
    expect(iso(addWorkingMinutes(at('2026-01-17T23:00:00Z'), { ...BERLIN, workingHours: null }, 90))).toBe(
      '2026-01-18T00:30:00.000Z',
    );
  });

  const block = fc.record({
    weekday: fc.integer({ min: 0, max: 8 }),
    startMinute: fc.integer({ min: -5, max: 1_500 }),
    endMinute: fc.integer({ min: -5, max: 1_500 }),
  });
  const schedule: fc.Arbitrary<Schedule> = fc.record({
    timeZone: fc.constantFrom(
      null,
      'Europe/Berlin',
      'America/St_Johns',
      'Australia/Lord_Howe',
      'Africa/Cairo',
      'nowhere',
    ),
    workingHours: fc.option(fc.array(block, { maxLength: 4 })),
    outOfOffice: fc.array(
      fc.record({ startMs: fc.integer({ min: 1.7e12, max: 1.8e12 }), endMs: fc.integer({ min: 1.7e12, max: 1.8e12 }) }),
      { maxLength: 3 },
    ),
  });

  it('ends while the person works, never before now, and later for more minutes', () => {
    const moment = fc.integer({ min: 1.7e12, max: 1.8e12 });
    fc.assert(
      fc.property(moment, schedule, fc.integer({ min: 0, max: 600 }), (nowMs, person, minutes) => {
        const calendar = new Calendar(nowMs, 'Europe/London');
        const opening = nextOpening(calendar, person);
        const due = addWorkingMinutes(calendar, person, minutes);
        if (opening === null || due === null) return;
        expect(opening).toBeGreaterThanOrEqual(nowMs);
        expect(due - opening).toBeGreaterThanOrEqual(minutes * 60_000);
        const then = new Calendar(opening, 'Europe/London');
        expect(isWithinHours(then, person) && !isOutOfOffice(then, person)).toBe(true);
        const openNow = isWithinHours(calendar, person) && !isOutOfOffice(calendar, person);
        expect(opening === nowMs).toBe(openNow);
      }),
      { numRuns: 60 },
    );
  });

  it('treats a public holiday as a day of leave where the person works', () => {
    const day = fc.integer({ min: -1, max: 10 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1.7e12, max: 1.8e12 }),
        schedule,
        fc.uniqueArray(day),
        fc.nat(3_000),
        (nowMs, person, offsets, minutes) => {
          const calendar = new Calendar(nowMs, 'Europe/London');
          const today = DateTime.fromMillis(nowMs, {
            zone: IANAZone.isValidZone(person.timeZone ?? '') ? (person.timeZone ?? '') : 'Europe/London',
          }).startOf('day');
          const dates = offsets.map((days) => today.plus({ days }));
          const days = dates.map((date) => ({ date: date.toISODate() ?? '', name: 'x' }));
          const leave = dates.map((date) => ({
            startMs: date.startOf('day').toMillis(),
            endMs: date.plus({ days: 1 }).startOf('day').toMillis(),
          }));
          const off = { ...person, holidays: { calendar: 'XX', days } };
          const away = { ...person, outOfOffice: [...person.outOfOffice, ...leave] };
          expect(nextOpening(calendar, off)).toBe(nextOpening(calendar, away));
          expect(addWorkingMinutes(calendar, off, minutes)).toBe(addWorkingMinutes(calendar, away, minutes));
          expect(isWithinHours(calendar, off)).toBe(isWithinHours(calendar, person) && !offsets.includes(0));
        },
      ),
      { numRuns: 200 },
    );
  });
});

import { describe, expect, it } from 'vitest';
import { Calendar, currentOrNextSpan, workingMsUntil, type Schedule } from './hours.ts';
import { presenceAt, type PresenceOfPerson } from './presence.ts';

const HOUR = 3_600_000;
/** A Wednesday. */
const at = (time: string, day = '2026-11-25') => Date.parse(`${day}T${time}:00Z`);
const office: Schedule = {
  timeZone: 'UTC',
  workingHours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, startMinute: 540, endMinute: 1_020 })),
  outOfOffice: [],
};
const anna: PresenceOfPerson = { ...office, active: true, availability: 'available' };
const calendarAt = (time: string) => new Calendar(at(time), 'UTC');

describe('presence', () => {
  it.each([
    ['at work', {}, '10:00', 'here', at('17:00')],
    ['before work', {}, '07:30', 'off_duty', at('09:00')],
    ['after work', {}, '18:00', 'off_duty', at('09:00', '2026-11-26')],
    ['set to away', { availability: 'away' }, '10:00', 'away', null],
    ['left', { active: false, availability: 'away' }, '10:00', 'inactive', null],
    [
      'on leave until tomorrow noon',
      { outOfOffice: [{ startMs: at('00:00'), endMs: at('12:00', '2026-11-26') }] },
      '10:00',
      'out_of_office',
      at('12:00', '2026-11-26'),
    ],
    ['hours unknown', { workingHours: null }, '03:00', 'here', null],
  ] as const)('%s', (_name, change, time, presence, untilMs) => {
    expect(presenceAt(calendarAt(time), { ...anna, ...change })).toEqual({ presence, untilMs });
  });
});

describe('working time', () => {
  it.each([
    ['within one day', '10:00', at('12:30'), 2.5 * HOUR],
    ['over night', '16:00', at('10:00', '2026-11-26'), 2 * HOUR],
    ['over a weekend', '16:00', at('10:00', '2026-11-30'), (1 + 8 + 8 + 1) * HOUR],
    ['in the past', '16:00', at('15:00'), 0],
  ])('%s', (_name, now, until, expected) => {
    expect(workingMsUntil(calendarAt(now), office, until)).toBe(expected);
  });

  it('leaves out leave', () => {
    const schedule = { ...office, outOfOffice: [{ startMs: at('11:00'), endMs: at('12:00') }] };
    expect(workingMsUntil(calendarAt('10:00'), schedule, at('13:00'))).toBe(2 * HOUR);
    expect(currentOrNextSpan(calendarAt('10:00'), schedule)).toEqual({ startMs: at('10:00'), endMs: at('11:00') });
    expect(currentOrNextSpan(calendarAt('11:30'), schedule)?.startMs).toBe(at('12:00'));
  });

  it('never comes for somebody without hours', () => {
    expect(currentOrNextSpan(calendarAt('10:00'), { ...office, workingHours: [] })).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { holidayCalendars, publicHolidays } from './public-holidays.ts';

const datesOf = async (calendar: string, now: string) =>
  (await publicHolidays(calendar, new Date(now))).days.map(({ date }) => date);

describe('publicHolidays', () => {
  it('are those of the days from yesterday to two months ahead, over a new year too', async () => {
    expect(await datesOf('DE', '2026-11-27T12:00:00Z')).toEqual(['2026-12-25', '2026-12-26', '2027-01-01']);
    expect(await datesOf('DE', '2026-12-27T00:00:00Z')).toEqual(['2026-12-26', '2027-01-01']);
  });

  it('know states, and substitutes for holidays on a day off', async () => {
    expect(await datesOf('DE-BY', '2026-12-28T00:00:00Z')).toEqual(['2027-01-01', '2027-01-06']);
    expect(await datesOf('US', '2026-06-25T00:00:00Z')).toEqual(['2026-07-03', '2026-07-04']);
    expect(await datesOf('GB-ENG', '2026-12-20T00:00:00Z')).toEqual([
      '2026-12-25',
      '2026-12-26',
      '2026-12-28',
      '2027-01-01',
    ]);
  });

  it('count whole days, whatever evening they begin on', async () => {
    expect(await datesOf('SA', '2026-05-01T00:00:00Z')).toEqual([
      '2026-05-26',
      '2026-05-27',
      '2026-05-28',
      '2026-05-29',
    ]);
    expect(await datesOf('IL', '2026-09-01T00:00:00Z')).toEqual([
      '2026-09-12',
      '2026-09-13',
      '2026-09-21',
      '2026-09-26',
      '2026-10-03',
    ]);
  });

  it('are none where nothing is known', async () => {
    expect(await datesOf('XX', '2026-12-01T00:00:00Z')).toEqual([]);
    const isKnown = await holidayCalendars();
    expect(['DE', 'DE-BY', 'DE-BY-A', 'XX', 'DE-XX', 'DE-BY-XX', 'constructor'].map((one) => isKnown(one))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

import { formatsFor } from '@baton/ui';
import { describe, expect, test } from 'vitest';

const MINUTE = 60_000;
const NOW = Date.parse('2026-11-25T15:00:00Z');

/** Intl puts narrow blanks between some parts; which ones changes with its version. */
function plain(text: string): string {
  return text.replace(/\s/gu, ' ');
}

describe('times', () => {
  test.each([
    ['en-us', 'America/New_York', '10:30 AM'],
    ['en-gb', 'Europe/London', '15:30'],
    ['de-de', 'Europe/Berlin', '16:30'],
    ['fr', 'Europe/Paris', '16:30'],
    ['ja', 'Asia/Tokyo', '0:30'],
    ['pt_BR', 'America/Sao_Paulo', '12:30'],
  ])('in %s in %s', (locale, zone, expected) => {
    expect(plain(formatsFor(locale, zone).clock('2026-11-25T15:30:00Z'))).toBe(expected);
  });

  test.each([
    ['2026-11-25T22:59:00Z', '23:59'],
    ['2026-11-25T23:30:00Z', 'tomorrow 00:30'],
    ['2026-11-26T08:00:00Z', 'tomorrow 09:00'],
    ['2026-11-24T08:00:00Z', 'yesterday 09:00'],
  ])('%s is %s in Berlin, by its own calendar', (iso, expected) => {
    expect(formatsFor('en-gb', 'Europe/Berlin').moment(iso, NOW)).toBe(expected);
  });

  test('further away come with their day', () => {
    const berlin = formatsFor('en-gb', 'Europe/Berlin');
    expect(berlin.moment('2026-11-30T08:00:00Z', NOW)).toMatch(/Mon.*30 Nov.*9:00/);
    expect(berlin.moment('2025-01-30T08:00:00Z', NOW)).toContain('2025');
  });

  test('the change to summer time does not move a day', () => {
    const berlin = formatsFor('en-gb', 'Europe/Berlin');
    const before = Date.parse('2026-03-28T22:30:00Z');
    expect(berlin.moment('2026-03-29T21:00:00Z', before)).toBe('tomorrow 23:00');
  });
});

describe('durations', () => {
  test.each([
    [130 * MINUTE, '2 h 10 min'],
    [120 * MINUTE, '2 h'],
    [25 * MINUTE + 59_000, '25 min'],
    [30_000, 'less than a minute'],
    [-25 * MINUTE, '25 min'],
    [1_500 * 60 * MINUTE, '1,500 h'],
  ])('%d ms is %s', (ms, expected) => {
    expect(formatsFor('en').duration(ms)).toBe(expected);
  });
});

describe('numbers and locales', () => {
  test('are written as in the locale', () => {
    expect(formatsFor('de-de').number(1234567)).toBe('1.234.567');
    expect(formatsFor('en').number(1234567)).toBe('1,234,567');
  });

  test.each([undefined, '', 'no locale at all', 'xx-yy-zz-1'])('an unknown one (%s) is read as English', (locale) => {
    expect(formatsFor(locale).number(1234.5)).toBe('1,234.5');
  });
});

import { backOffMs, steady } from '@baton/ui';
import { expect, test } from 'vitest';
import { pace, waitsLong } from '../src/app/cards/pace.ts';
import { handoffCard, inMinutes, waitingCard } from './support/cards.ts';

const SECOND = 1_000;

test.each([
  ['nothing is known yet', null, 60],
  ['nothing is about to change', handoffCard(), 60],
  ['something is', handoffCard({}, { lookAgainMs: 7 * SECOND }), 7],
  ['it is at once', handoffCard({}, { lookAgainMs: 1 }), 1],
  ['it is much later', handoffCard({}, { lookAgainMs: 900 * SECOND }), 60],
  ['a lead waits', waitingCard({ since: inMinutes(-0.4), lookAgainMs: SECOND }), 1],
  ['it waits for long', waitingCard({ since: inMinutes(-0.6), lookAgainMs: SECOND }), 15],
  ['it waits for very long', waitingCard({ since: inMinutes(-5.1), lookAgainMs: SECOND }), 60],
])('the card asks again when %s', (_, card, seconds) => {
  expect(pace(card, 0)).toBe(seconds * SECOND);
});

test('in trouble it leaves the server alone, longer each time, and forgets what it had said', () => {
  const impatient = waitingCard({ since: inMinutes(0), lookAgainMs: SECOND });
  expect([1, 2, 3, 4, 99].map((failures) => pace(impatient, failures) / SECOND)).toEqual([5, 15, 60, 60, 60]);
  expect(backOffMs(0)).toBe(0);
});

test('pages are never faster than they always are', () => {
  expect([0, 1, 2, 3].map((failures) => steady(30 * SECOND)(null, failures) / SECOND)).toEqual([30, 30, 30, 60]);
});

test('a wait is long by the server’s clock and by what has passed since', () => {
  const card = waitingCard({ since: inMinutes(-0.4) });
  expect(waitsLong(card, 0)).toBe(false);
  expect(waitsLong(card, 10 * SECOND)).toBe(true);
});

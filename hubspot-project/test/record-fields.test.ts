import type { CardView } from '@baton/contract';
import { Feed } from '@baton/ui';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepRecordFieldsFresh } from '../src/app/cards/record-fields.ts';
import { decisionCard, handoffCard, plainCard, waitingCard } from './support/cards.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** What is refreshed while a feed brings these cards, one after the other, with time between them. */
async function refreshes(cards: readonly CardView[], betweenMs = 60_000): Promise<number> {
  const left = [...cards];
  const feed = new Feed<CardView>(() => Promise.resolve({ kind: 'ok', value: left.shift() ?? handoffCard() }));
  const refresh = vi.fn<() => void>();
  const stop = keepRecordFieldsFresh(feed, refresh);
  for (const _ of cards) {
    await feed.reload();
    await vi.advanceTimersByTimeAsync(betweenMs);
  }
  stop();
  return refresh.mock.calls.length;
}

const BEN = { name: 'Ben Ott', isViewer: false, presence: 'here' } as const;

test.each([
  ['another owner', [handoffCard(), handoffCard({ owner: BEN })]],
  ['another status', [handoffCard(), handoffCard({ status: 'accepted' })]],
  ['another revision', [handoffCard(), handoffCard({ revision: 4 })]],
  ['the owner who was waited for', [waitingCard(), handoffCard()]],
  ['a decision', [plainCard({ kind: 'none' }), decisionCard()]],
])('%s: the fields are read now, and once more when they are written', async (_, cards) => {
  expect(await refreshes(cards)).toBe(2);
});

test.each([
  ['the first card', [handoffCard()]],
  ['the same again', [handoffCard(), handoffCard(), handoffCard({ enquiries: 2 })]],
  ['still undecided', [plainCard({ kind: 'none' }), waitingCard(), waitingCard()]],
])('%s: nothing is read', async (_, cards) => {
  expect(await refreshes(cards)).toBe(0);
});

test('two changes in a row share the later reading', async () => {
  expect(await refreshes([handoffCard(), handoffCard({ revision: 4 }), handoffCard({ revision: 5 })], 1_000)).toBe(2);
});

test('what is only hoped for does not count', async () => {
  const feed = new Feed<CardView>(() => Promise.resolve({ kind: 'ok', value: handoffCard() }));
  const refresh = vi.fn<() => void>();
  const stop = keepRecordFieldsFresh(feed, refresh);
  await feed.reload();
  await feed.change(
    () => handoffCard({ status: 'accepted' }),
    () => Promise.resolve({ kind: 'refused', code: 'no', sentence: 'No.', instead: null }),
  );
  await vi.advanceTimersByTimeAsync(60_000);
  stop();
  expect(refresh).not.toHaveBeenCalled();
});

import { Feed, mapAnswer, type Answer } from '@baton/ui';
import { expect, test } from 'vitest';

/** A feed whose reads are answered by the test, in any order. */
function feedByHand() {
  const reads: ((answer: Answer<string>) => void)[] = [];
  const feed = new Feed<string>(() => new Promise((resolve) => reads.push(resolve)));
  return { feed, reads };
}

const ok = (value: string): Answer<string> => ({ kind: 'ok', value });
const FAILED: Answer<string> = { kind: 'failed', sentence: 'no answer' };

/** What the feed shows, in short. */
function shown({ feed }: { feed: Feed<string> }) {
  const now = feed.current();
  return now.status === 'ready' ? { value: now.value, trouble: now.trouble, changing: now.changing } : now;
}

async function loaded() {
  const hand = feedByHand();
  const reload = hand.feed.reload();
  hand.reads[0]?.(ok('old'));
  await reload;
  return hand;
}

test('the youngest question counts, whatever is answered last', async () => {
  const hand = feedByHand();
  const both = [hand.feed.reload(), hand.feed.reload()];
  hand.reads[1]?.(ok('new'));
  hand.reads[0]?.(ok('old'));
  await Promise.all(both);
  expect(shown(hand)).toMatchObject({ value: 'new' });
});

test('a poll waits for a read that is under way', async () => {
  const hand = feedByHand();
  const reload = hand.feed.reload();
  await hand.feed.poll();
  expect(hand.reads).toHaveLength(1);
  hand.reads[0]?.(ok('there'));
  await reload;
  void hand.feed.poll();
  expect(hand.reads).toHaveLength(2);
});

test('a failed refresh keeps the value; a good one clears the trouble', async () => {
  const hand = await loaded();
  const failing = hand.feed.reload();
  hand.reads[1]?.(FAILED);
  await failing;
  expect(shown(hand)).toEqual({ value: 'old', trouble: 'no answer', changing: false });
  const working = hand.feed.reload();
  hand.reads[2]?.(ok('new'));
  await working;
  expect(shown(hand)).toEqual({ value: 'new', trouble: null, changing: false });
});

test('with nothing to keep, a failure is shown, and a retry shows that it is loading', async () => {
  const hand = feedByHand();
  const failing = hand.feed.reload();
  hand.reads[0]?.(FAILED);
  await failing;
  expect(shown(hand)).toEqual({ status: 'failed', sentence: 'no answer' });
  void hand.feed.retry();
  expect(shown(hand)).toEqual({ status: 'loading' });
});

test('a change shows what is hoped for, drops reads from before, and starts none', async () => {
  const hand = await loaded();
  const early = hand.feed.reload();
  const writes: ((answer: Answer<string>) => void)[] = [];
  const change = hand.feed.change(
    () => 'hoped',
    () => new Promise((resolve) => writes.push(resolve)),
  );
  expect(shown(hand)).toEqual({ value: 'hoped', trouble: null, changing: true });
  hand.reads[1]?.(ok('from before'));
  await early;
  await hand.feed.reload();
  expect(hand.reads).toHaveLength(2);
  expect(shown(hand)).toMatchObject({ value: 'hoped' });
  writes[0]?.(ok('written'));
  expect(await change).toEqual(ok('written'));
  expect(shown(hand)).toEqual({ value: 'written', trouble: null, changing: false });
});

test('after a failure it reads again at once, as it may have been done', async () => {
  const hand = await loaded();
  const answer = await hand.feed.change(
    () => 'hoped',
    () => Promise.resolve(FAILED),
  );
  expect(answer).toEqual(FAILED);
  expect(shown(hand)).toEqual({ value: 'old', trouble: null, changing: false });
  hand.reads[1]?.(ok('done after all'));
  await expect.poll(() => shown(hand)).toEqual({ value: 'done after all', trouble: null, changing: false });
});

test('counts failures in a row', async () => {
  const hand = await loaded();
  for (const [at, answer] of [FAILED, FAILED, ok('new')].entries()) {
    const read = hand.feed.reload();
    hand.reads[at + 1]?.(answer);
    await read;
    expect(hand.feed.failures).toBe(answer === FAILED ? at + 1 : 0);
  }
});

test.each([
  ['refusal', { kind: 'refused', code: 'no', sentence: 'No.', instead: null } as const, 'old'],
  [
    'refusal that knows better',
    { kind: 'refused', code: 'no', sentence: 'No.', instead: 'true now' } as const,
    'true now',
  ],
])('after a %s it shows what is so', async (_, answer, value) => {
  const hand = await loaded();
  await hand.feed.change(
    () => 'hoped',
    () => Promise.resolve(answer),
  );
  expect(shown(hand)).toEqual({ value, trouble: null, changing: false });
  expect(hand.reads).toHaveLength(1);
});

test('one change at a time, and none before there is something to change', async () => {
  const hand = feedByHand();
  const write = () => Promise.resolve(ok('written'));
  expect(await hand.feed.change(() => 'hoped', write)).toBeNull();
  const filled = await loaded();
  const [first, second] = await Promise.all([
    filled.feed.change(() => 'hoped', write),
    filled.feed.change(() => 'twice', write),
  ]);
  expect([first, second]).toEqual([ok('written'), null]);
});

const length = (text: string) => text.length;

test('an answer keeps its kind under another value', () => {
  expect(mapAnswer(ok('four'), length)).toEqual({ kind: 'ok', value: 4 });
  expect(mapAnswer(FAILED, length)).toEqual(FAILED);
  const refused = { kind: 'refused', code: 'no', sentence: 'No.', instead: 'four' } as const;
  expect(mapAnswer<string, number>(refused, length)).toEqual({ ...refused, instead: 4 });
});

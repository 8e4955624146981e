import { cardApi, commonTexts } from '@baton/ui';
import { hubspot } from '@hubspot/ui-extensions';
import { afterEach, expect, test, vi } from 'vitest';
import { handoffCard } from './support/cards.ts';
import { requestAt, startServer } from './support/server.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const baton = cardApi((path, body) => ({ url: `https://baton.example.com${path}`, body }));
const REFUSAL = { ok: false, error: { code: 'not_allowed', sentence: 'Only admins may.' } };
const FAULT = { ok: false, error: { code: 'unexpected', sentence: 'Something went wrong on our side.' } };

/** What HubSpot makes of an answer of ours that is no success. */
function wrapped(responseBody: unknown) {
  return { status: 'error', category: 'BAD_GATEWAY', message: 'Error returned from Request Uri', responseBody };
}

async function answerTo(body: unknown, status: number) {
  const server = startServer();
  const answer = baton.readHandoff('501');
  (await requestAt(server, 0)).answer(body, status);
  return answer;
}

const OFFLINE = { kind: 'failed', sentence: commonTexts.offline };
const REFUSED = { kind: 'refused', code: 'not_allowed', sentence: 'Only admins may.', instead: null };

test.each([
  ['HubSpot reaches nobody', wrapped(''), 502, OFFLINE],
  ['it says so with a good status', wrapped('<html>'), 200, OFFLINE],
  ['it wants fewer requests', { message: 'Too many requests' }, 429, OFFLINE],
  ['it answers no JSON', undefined, 502, OFFLINE],
  ['what was refused is inside', wrapped(REFUSAL), 502, REFUSED],
  ['it is inside as text', wrapped(JSON.stringify(REFUSAL)), 502, REFUSED],
  ['it is inside, with a good status', wrapped(REFUSAL), 200, REFUSED],
  ['it comes as it is', REFUSAL, 403, REFUSED],
  ['our server had a fault', wrapped(FAULT), 502, { kind: 'failed', sentence: FAULT.error.sentence }],
  ['the form is another', { ok: true, card: {} }, 200, { kind: 'failed', sentence: commonTexts.unreadable }],
])('what is said when %s', async (_, body, status, expected) => {
  expect(await answerTo(body, status)).toEqual(expected);
});

test('waits for both of HubSpot’s tries, then gives up', async () => {
  vi.useFakeTimers();
  startServer();
  let answer: unknown;
  void baton.readHandoff('501').then((said) => (answer = said));
  await vi.advanceTimersByTimeAsync(34_000);
  expect(answer).toBeUndefined();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(answer).toEqual(OFFLINE);
});

test('leaves no timer behind', async () => {
  vi.useFakeTimers();
  vi.spyOn(hubspot, 'fetch').mockImplementation(() =>
    Promise.resolve(new Response(JSON.stringify({ ok: true, card: handoffCard() }))),
  );
  expect(await baton.readHandoff('501')).toMatchObject({ kind: 'ok' });
  expect(vi.getTimerCount()).toBe(0);
});

import type { CheckedPolicy, DraftPolicy } from '@baton/contract';
import type { Answer, DraftSource } from '@baton/ui';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Draft } from '../src/app/settings/policy/draft.ts';
import { checkedPolicy, draftPolicy } from './support/policy.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A draft whose checks are answered by the test, in any order. */
function draftByHand(first = checkedPolicy()) {
  const checks: { source: DraftSource; answer: (answer: Answer<CheckedPolicy>) => void }[] = [];
  const draft = new Draft(first, (source) => new Promise((answer) => checks.push({ source, answer })));
  draft.subscribe(() => undefined);
  return { draft, checks };
}

const ok = (value: CheckedPolicy): Answer<CheckedPolicy> => ({ kind: 'ok', value });
const named = (name: string) => (policy: DraftPolicy) => ({ ...policy, name });

test('is checked when its author pauses, once for all that was typed', async () => {
  const { draft, checks } = draftByHand();
  expect(draft.current()).toMatchObject({ source: null, checking: false });
  draft.edit(named('a'));
  draft.edit(named('ab'));
  expect(draft.current()).toMatchObject({ policy: { name: 'ab' }, checking: true });
  expect(checks).toHaveLength(0);
  await vi.runAllTimersAsync();
  expect(checks.map(({ source }) => source)).toEqual([{ document: { ...draftPolicy(), name: 'ab' } }]);
  checks[0]?.answer(ok(checkedPolicy({ changes: ['Name.'], text: 'name: ab' })));
  await vi.runAllTimersAsync();
  expect(draft.current()).toMatchObject({ checking: false, text: 'name: ab', checked: { changes: ['Name.'] } });
});

test('an answer about something older counts no more', async () => {
  const { draft, checks } = draftByHand();
  draft.edit(named('old'));
  await vi.runAllTimersAsync();
  draft.edit(named('new'));
  await vi.runAllTimersAsync();
  checks[1]?.answer(ok(checkedPolicy({ changes: ['new'] })));
  checks[0]?.answer(ok(checkedPolicy({ changes: ['old'] })));
  await vi.runAllTimersAsync();
  expect(draft.current()).toMatchObject({ policy: { name: 'new' }, checked: { changes: ['new'] } });
});

test('a text becomes the form when it can be read, and only then', async () => {
  const { draft, checks } = draftByHand();
  draft.editText('name: [');
  await vi.runAllTimersAsync();
  expect(checks[0]?.source).toEqual({ text: 'name: [' });
  checks[0]?.answer(ok(checkedPolicy({ document: null, text: 'name: [', maySave: false })));
  await vi.runAllTimersAsync();
  expect(draft.current()).toMatchObject({ policy: null, text: 'name: [' });
  draft.edit(named('nothing to change'));
  expect(draft.current().policy).toBeNull();
  draft.editText('name: b');
  await vi.runAllTimersAsync();
  checks[1]?.answer(ok(checkedPolicy({ document: draftPolicy({ name: 'b' }), text: 'name: b' })));
  await vi.runAllTimersAsync();
  expect(draft.current()).toMatchObject({ policy: { name: 'b' } });
});

test('a form that is no policy yet keeps what was typed', async () => {
  const { draft, checks } = draftByHand();
  draft.edit(named(''));
  await vi.runAllTimersAsync();
  checks[0]?.answer(ok(checkedPolicy({ document: null, text: null, maySave: false })));
  await vi.runAllTimersAsync();
  expect(draft.current()).toMatchObject({ policy: { name: '' }, text: checkedPolicy().text });
});

test('says why it could not be checked', async () => {
  const { draft, checks } = draftByHand();
  draft.edit(named('a'));
  await vi.runAllTimersAsync();
  checks[0]?.answer({ kind: 'failed', sentence: 'no answer' });
  await vi.runAllTimersAsync();
  expect(draft.current()).toMatchObject({ checking: false, trouble: 'no answer', policy: { name: 'a' } });
});

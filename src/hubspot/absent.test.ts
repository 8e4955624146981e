import { describe, expect, test } from 'vitest';
import { sortAbsent } from './absent.ts';
import { refusalBody } from './refusals.ts';

const notFound = (...ids: string[]) => ({ category: 'OBJECT_NOT_FOUND', context: { ids } });
const failed = (...ids: string[]) => ({ category: 'INTERNAL_ERROR', context: { ids } });
const sort = (absent: string[], errors: unknown[]) =>
  sortAbsent(
    absent,
    errors.map((error) => refusalBody.parse(error)),
  );

describe('ids that a batch read does not answer', () => {
  test.each<[string, string[], unknown[], string[]]>([
    ['are gone when the answer is complete', ['1', '2'], [], []],
    ['are gone when HubSpot says so', ['1', '2'], [notFound('1', '2')], []],
    ['are gone when it says so with a number only', ['1'], [{ status: 404, context: { ids: ['1'] } }], []],
    ['are gone when it says so of the only one', ['1'], [{ status: '404' }], []],
    ['are gone when it says so of the last one', ['1', '2'], [notFound('1'), notFound()], []],
    ['are unknown when something else went wrong', ['1', '2'], [failed('1'), notFound('2')], ['1']],
    ['are unknown when one half went wrong', ['1'], [failed('1'), notFound('1')], ['1']],
    ['are unknown when nobody speaks of them', ['1', '2'], [notFound('2')], ['1']],
    ['are unknown when it may be about another', ['1', '2'], [notFound()], ['1', '2']],
    ['are unknown when an error says nothing', ['1'], [{ status: 'error', message: '..' }], ['1']],
    ['are unknown when two errors say nothing of whom', ['1'], [notFound(), { status: 'error' }], ['1']],
  ])('%s (%#)', (_what, absent, errors, unknown) => {
    expect(sort(absent, errors)).toEqual({ gone: absent.filter((id) => !unknown.includes(id)), unknown });
  });
});

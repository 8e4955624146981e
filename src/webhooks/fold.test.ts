import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Lane } from '../policy/taxonomy.ts';
import { foldConsequences } from './fold.ts';
import type { Consequence } from './keep.ts';

const wake = (contactId: string, what: string, occurredAt = 1, lane: Lane = 'fresh'): Consequence => ({
  do: 'wake',
  contactId,
  lane,
  reason: { kind: 'change', what, source: 'FORM', sourceId: null, occurredAt },
});
const forget = (
  contactId: string,
  atMs: number,
  gone: 'deleted' | 'privacy' | 'merged' = 'deleted',
  mergedInto: string | null = null,
): Consequence => ({
  do: 'forget',
  contactId,
  gone,
  mergedInto,
  atMs,
});
const whats = (consequences: Consequence[]) =>
  foldConsequences(consequences).wakes.map((row) => [
    row.contactId,
    row.lane,
    row.reasons.map((reason) => reason.what),
  ]);

describe('foldConsequences', () => {
  test('makes one row per contact, sorted, with its reasons by time', () => {
    expect(whats([wake('2', 'email', 5), wake('1', 'phone'), wake('2', 'country', 3)])).toEqual([
      ['1', 'fresh', ['phone']],
      ['2', 'fresh', ['country', 'email']],
    ]);
  });
  test('takes the most urgent lane, whatever the order', () => {
    expect(whats([wake('1', 'a', 1, 'bulk'), wake('1', 'b', 2, 'fresh')])[0]?.[1]).toBe('fresh');
    expect(whats([wake('1', 'a', 1, 'fresh'), wake('1', 'b', 2, 'bulk')])[0]?.[1]).toBe('fresh');
  });
  test('keeps the newest of several changes of one property', () => {
    const { wakes } = foldConsequences([wake('1', 'email', 9), wake('1', 'email', 4)]);
    expect(wakes[0]?.reasons).toEqual([expect.objectContaining({ occurredAt: 9 })]);
  });
  test('of deletion and restore the later counts', () => {
    const restore: Consequence = { do: 'restore', contactId: '1', atMs: 5 };
    expect(foldConsequences([restore, forget('1', 4)])).toMatchObject({ forgets: [], restores: [{ contactId: '1' }] });
    expect(foldConsequences([restore, forget('1', 6)])).toMatchObject({ forgets: [{ contactId: '1' }], restores: [] });
  });
  test('an erase is stronger than the deletion told beside it', () => {
    expect(foldConsequences([forget('1', 1, 'privacy'), forget('1', 2)]).forgets).toEqual([
      expect.objectContaining({ gone: 'privacy' }),
    ]);
    expect(foldConsequences([forget('1', 2), forget('1', 1, 'privacy')]).forgets).toEqual([
      expect.objectContaining({ gone: 'privacy' }),
    ]);
  });
  test('nobody looks at a contact that is gone; the winner of a merge inherits', () => {
    expect(whats([wake('1', 'email'), forget('1', 2)])).toEqual([]);
    expect(whats([wake('1', 'email'), wake('9', 'merge', 2, 'bulk'), forget('1', 2, 'merged', '9')])).toEqual([
      ['9', 'fresh', ['email', 'merge']],
    ]);
    expect(whats([wake('1', 'email'), forget('1', 2, 'merged', '9')])).toEqual([['9', 'fresh', ['email']]]);
  });
  test('does not depend on the order of delivery', () => {
    const one = fc.record({
      contactId: fc.constantFrom('1', '2', '3'),
      what: fc.constantFrom('a', 'b', 'c'),
      lane: fc.constantFrom<Lane>('fresh', 'bulk'),
    });
    fc.assert(
      fc.property(fc.array(one), fc.func(fc.double({ noNaN: true })), (list, rank) => {
        const all = list.map(({ contactId, what, lane }, index) => wake(contactId, what, index, lane));
        const shuffled = [...all].sort((a, b) => rank(a) - rank(b));
        expect(foldConsequences(shuffled)).toEqual(foldConsequences(all));
      }),
    );
  });
});

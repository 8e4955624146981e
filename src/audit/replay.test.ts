import { describe, expect, it } from 'vitest';
import { firstDifference } from './replay.ts';

describe('the first field in which two verdicts differ', () => {
  it.each<[string, unknown, unknown, string]>([
    ['of a plain field', { ownerId: '1', pool: 'a' }, { ownerId: '2', pool: 'a' }, 'verdict.ownerId'],
    [
      'of a nested field',
      { sla: { minutes: 15, dueAt: 'x' } },
      { sla: { minutes: 5, dueAt: 'x' } },
      'verdict.sla.minutes',
    ],
    [
      'of one in a list',
      { candidates: [{ ownerId: '1' }, { ownerId: '2' }] },
      { candidates: [{ ownerId: '1' }, { ownerId: '3' }] },
      'verdict.candidates.1.ownerId',
    ],
    ['that only one of them has', { pool: 'a' }, { pool: 'a', rule: { id: 'r' } }, 'verdict.rule'],
    ['that is longer in one of them', { path: ['a'] }, { path: ['a', 'b'] }, 'verdict.path.1'],
    ['that is nothing in one of them', { sla: null }, { sla: { minutes: 5 } }, 'verdict.sla'],
    ['by name, where several differ', { pool: 'a', ownerId: '1' }, { pool: 'b', ownerId: '2' }, 'verdict.ownerId'],
    ['of two that are no objects', 'a', 'b', 'verdict'],
  ])('is the path %s', (_name, a, b, path) => {
    expect(firstDifference(a, b, 'verdict')).toBe(path);
    expect(firstDifference(b, a, 'verdict')).toBe(path);
  });

  it('does not mind the order in which fields stand', () => {
    expect(firstDifference({ a: 1, b: { c: 2, d: 3 }, z: 1 }, { z: 2, b: { d: 3, c: 2 }, a: 1 }, 'verdict')).toBe(
      'verdict.z',
    );
  });
});

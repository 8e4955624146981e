import { describe, expect, it } from 'vitest';
import { listVersions } from './versions.ts';
import type { PolicyEntry } from '../store/tables/policies.ts';

const day = (date: number) => new Date(Date.UTC(2026, 11, date));
const entry = (version: number, from: number, changes: Partial<PolicyEntry> = {}): PolicyEntry => ({
  version,
  hash: `h${version}`,
  authorUserId: null,
  note: '',
  createdAt: day(1),
  effectiveFrom: day(from),
  cancelledAt: null,
  trial: false,
  ...changes,
});

describe('versions', () => {
  it('are retired, live, scheduled or cancelled, each until the next one counts', () => {
    const entries = [
      entry(6, 9, { trial: true }),
      entry(5, 20),
      entry(4, 12, { cancelledAt: day(9) }),
      entry(3, 8),
      entry(2, 5),
      entry(1, 1),
    ];
    expect(listVersions(entries, day(10)).map(({ version, state, until }) => [version, state, until])).toEqual([
      [6, 'trial', null],
      [5, 'scheduled', null],
      [4, 'cancelled', null],
      [3, 'live', null],
      [2, 'retired', day(8)],
      [1, 'retired', day(5)],
    ]);
    expect(listVersions(entries, day(21)).map(({ state }) => state)).toEqual([
      'trial',
      'live',
      'cancelled',
      'retired',
      'retired',
      'retired',
    ]);
  });

  it('change the one whose place they take, or beside which they stand, not the one numbered before', () => {
    const entries = [
      entry(4, 9, { createdAt: day(9) }),
      entry(3, 8, { createdAt: day(8), trial: true }),
      entry(2, 7, { createdAt: day(6), cancelledAt: day(6) }),
      entry(1, 1),
    ];
    expect(listVersions(entries, day(10)).map(({ version, instead }) => [version, instead])).toEqual([
      [4, 1],
      [3, 1],
      [2, 1],
      [1, null],
    ]);
  });

  it('of one moment count by their number', () => {
    const [second, first] = listVersions([entry(2, 1), entry(1, 1)], day(2));
    expect([first?.state, second?.state]).toEqual(['retired', 'live']);
  });
});

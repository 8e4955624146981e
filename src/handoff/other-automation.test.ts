import { describe, expect, it } from 'vitest';
import type { OwnerChange } from '../hubspot/lead.ts';
import type { OwnerMemory } from '../store/tables/written-owners.ts';
import { otherAutomation, wasReplaced } from './other-automation.ts';

const HOUR = 60 * 60_000;
const NOW = new Date('2026-03-02T12:00:00Z');
const at = (hoursAgo: number) => new Date(NOW.getTime() - hoursAgo * HOUR);

function change(ownerId: string | null, hoursAgo: number, source = 'WORKFLOWS', userId: number | null = null) {
  return { ownerId, atMs: at(hoursAgo).getTime(), source, sourceId: null, userId } satisfies OwnerChange;
}
const ours = (hoursAgo: number) => change('77', hoursAgo, 'INTEGRATION');
/** Baton wrote 77 an hour ago, and nothing has happened before. */
const memory: OwnerMemory = { ownerWritten: '77', ownerWrittenAt: at(1), changes: 0, changedAt: null };

describe('otherAutomation', () => {
  it.each<[string, OwnerChange[], Partial<OwnerMemory>, number, boolean]>([
    ['nobody', [ours(1)], {}, 0, false],
    ['a workflow once', [change('99', 0.5), ours(1)], {}, 1, false],
    ['another app once', [change('99', 0.5, 'INTEGRATION'), ours(1)], {}, 1, false],
    ['a workflow that clears the owner', [change(null, 0.5), ours(1)], {}, 1, false],
    ['a workflow twice since our write', [change('98', 0.2), change('99', 0.5), ours(1)], {}, 2, true],
    ['a workflow for the second time', [change('99', 0.5), ours(1)], { changes: 1, changedAt: at(5) }, 2, true],
    ['a workflow again, but a day later', [change('99', 0.5), ours(1)], { changes: 1, changedAt: at(25) }, 1, false],
    ['nobody since it was twice', [], { changes: 2, changedAt: at(3) }, 2, true],
    ['nobody for a day since it was twice', [], { changes: 2, changedAt: at(24.1) }, 0, false],
    ['a change that was counted', [change('99', 0.5), ours(1)], { changes: 1, changedAt: at(0.5) }, 1, false],
    ['a person', [change('99', 0.5, 'CRM_UI', 7), ours(1)], {}, 0, false],
    ['a workflow before our write', [ours(1), change('99', 1.5)], {}, 0, false],
    ['a workflow that sets the same owner', [change('77', 0.5), ours(1)], {}, 0, false],
    ['a workflow where Baton wrote days ago', [change('99', 0.5)], { ownerWrittenAt: at(25) }, 0, false],
    ['a workflow where Baton wrote no owner', [change('99', 0.5)], { ownerWrittenAt: null }, 0, false],
  ])('%s', (_name, history, rest, changes, stop) => {
    expect(otherAutomation({ ...memory, ...rest, history, now: NOW })).toMatchObject({ changes, stop });
  });

  it('tells when the newest change was made, by which a day is counted', () => {
    const history = [change('98', 0.2), change('99', 0.5), ours(1)];
    expect(otherAutomation({ ...memory, history, now: NOW }).changedAt).toEqual(at(0.2));
    expect(otherAutomation({ ...memory, changes: 1, changedAt: at(5), history: [], now: NOW }).changedAt).toEqual(
      at(5),
    );
    expect(otherAutomation({ ...memory, changes: 1, changedAt: at(30), history: [], now: NOW }).changedAt).toBeNull();
  });
});

describe('wasReplaced', () => {
  const payload = { properties: {}, ownerId: '77', compareOwner: { ownerId: '99', readAtMs: NOW.getTime() } };
  it.each([
    ['another owner than Baton wrote lately', payload, memory, true],
    ['the owner that Baton wrote', { ...payload, compareOwner: { ownerId: '77', readAtMs: 0 } }, memory, false],
    ['an owner that Baton wrote days ago', payload, { ...memory, ownerWrittenAt: at(25) }, false],
    ['no owner of ours', payload, { ...memory, ownerWritten: null, ownerWrittenAt: null }, false],
    ['a write that leaves the owner alone', { properties: {} }, memory, false],
  ])('%s', (_name, given, owner, expected) => {
    expect(wasReplaced(given, owner, NOW.getTime())).toBe(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { person } from '../../hubspot/fixtures.ts';
import type { Directory } from '../../hubspot/lead.ts';
import { actionOfChoice, moreChoices } from './more-choices.ts';

const directory: Directory = {
  people: [person('anna'), person('ben'), person('mary'), { ...person('gone'), active: false }],
  teams: [],
  fetchedAtMs: 0,
};
const pools = new Map([['sales', { members: [{ ownerId: 'ben' }], managerOwnerId: 'mary' }]]);
const handoff = { ownerId: 'anna', pool: 'sales' };
const viewer = (ownerId: string | null, isAdmin = false) => ({ userId: 1, ownerId, isAdmin });
const now = new Date('2026-11-27T09:00:00Z');

describe('what else can be done about a handoff', () => {
  it.each([
    ['its owner', viewer('anna'), false, []],
    ['a colleague of the pool', viewer('ben'), true, []],
    ['the manager of the pool', viewer('mary'), true, ['give:ben', 'give:mary']],
    ['an admin who owns nothing', viewer(null, true), false, ['give:ben', 'give:mary']],
  ])('is offered to %s', (_name, who, takeOver, gives) => {
    const values = moreChoices(handoff, who, { pools, directory }).map(({ value }) => value);
    expect(values.includes('take_over')).toBe(takeOver);
    expect(values.filter((value) => value.startsWith('give:'))).toEqual(gives);
  });

  it('is understood as it was offered, each of it', () => {
    const who = viewer('mary');
    const choices = moreChoices(handoff, who, { pools, directory });
    expect(choices.length).toBeGreaterThan(20);
    for (const { value } of choices) {
      const { action } = actionOfChoice(value, { viewer: who, directory, now });
      expect(value === 'take_over' ? 'give' : value.split(':')[0]).toBe(action);
    }
  });

  it.each(['', 'give:', 'give:gone', 'give:nobody', 'snooze:7', 'decline:because', 'take_over'])(
    'is not "%s", for somebody who owns nothing',
    (choice) => {
      expect(() => actionOfChoice(choice, { viewer: viewer(null, true), directory, now })).toThrow('Please choose');
    },
  );
});

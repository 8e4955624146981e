import { describe, expect, it } from 'vitest';
import { person } from '../hubspot/fixtures.ts';
import type { Person } from '../hubspot/lead.ts';
import { mayAct, mayReadDecision, mayRoute, viewerOf, type PoolPeople, type Viewer } from './rights.ts';

const NOW = new Date('2026-11-25T10:00:00Z');

const pools = new Map<string, PoolPeople>([
  ['north', { members: [{ ownerId: 'anna' }, { ownerId: 'ben' }], managerOwnerId: 'mia' }],
  ['south', { members: [{ ownerId: 'cleo' }], managerOwnerId: null }],
]);
const viewer = (ownerId: string | null, isAdmin = false): Viewer => ({ userId: 1, ownerId, isAdmin });

describe('who may act on a handoff', () => {
  it.each([
    ['its owner', viewer('anna'), 'north', true],
    ['a colleague of the pool', viewer('ben'), 'north', true],
    ['the manager of the pool', viewer('mia'), 'north', true],
    ['somebody of another pool', viewer('cleo'), 'north', false],
    ['somebody without contacts', viewer(null), 'north', false],
    ['an admin without contacts', viewer(null, true), 'north', true],
    ['a colleague of the owner, where no pool chose', viewer('ben'), null, true],
    ['their manager, where no pool chose', viewer('mia'), null, true],
    ['a stranger, where no pool chose', viewer('cleo'), null, false],
    ['a colleague, where the policy has forgotten the pool', viewer('ben'), 'east', true],
    ['a member of the pool that chose, whose owner is not in it', viewer('cleo'), 'south', true],
    ["a colleague of the owner's, where another pool chose", viewer('ben'), 'south', false],
  ])('%s', (_who, who, pool, allowed) => {
    expect(mayAct(who, { ownerId: 'anna', pool }, pools)).toBe(allowed);
  });
});

describe('who may read why a lead without a handoff was decided so', () => {
  it.each([
    ['a member of the pool that was asked', viewer('ben'), { ownerId: null, pool: 'north' }, true],
    ['somebody of another pool', viewer('cleo'), { ownerId: null, pool: 'north' }, false],
    ['who would have got it', viewer('anna'), { ownerId: 'anna', pool: null }, true],
    ['anybody who may route, where no pool was asked', viewer('cleo'), { ownerId: null, pool: null }, true],
    ['nobody else', viewer(null), { ownerId: null, pool: null }, false],
  ])('%s', (_who, who, decision, allowed) => {
    expect(mayReadDecision(who, decision, pools)).toBe(allowed);
  });
});

describe('viewers', () => {
  const anna = person('anna', { userId: 7, name: 'Anna' });
  const portal = { installedByUserId: 1, adminUserIds: [2] };
  const see = (userId: number, change: Partial<Person> = {}) =>
    viewerOf(userId, portal, { people: [{ ...anna, ...change }], teams: [], fetchedAtMs: NOW.getTime() }, NOW);

  it.each([
    ['the installing user', see(1), true, false],
    ['a named admin', see(2), true, false],
    ['a super admin', see(7, { superAdmin: true }), true, true],
    ['a super admin who was deactivated', see(7, { superAdmin: true, active: false }), false, false],
    ['a rep', see(7), false, true],
    ['an unknown user', see(8), false, false],
    ['a rep before the people were ever read', viewerOf(7, portal, null, NOW), false, false],
  ])('%s', (_who, who, isAdmin, owns) => {
    expect(who.isAdmin).toBe(isAdmin);
    expect(who.ownerId !== null).toBe(owns);
    expect(mayRoute(who)).toBe(isAdmin || owns);
  });

  it('believes in super admins for five minutes', () => {
    const people = [{ ...anna, superAdmin: true }];
    const at = (ageMs: number) =>
      viewerOf(7, portal, { people, teams: [], fetchedAtMs: NOW.getTime() - ageMs }, NOW).isAdmin;
    expect([at(299_000), at(301_000)]).toEqual([true, false]);
  });
});

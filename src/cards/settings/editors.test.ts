import { expect, it } from 'vitest';
import { person } from '../../hubspot/fixtures.ts';
import type { Person } from '../../hubspot/lead.ts';
import { editorsOf } from './editors.ts';

function user(userId: number | null, name: string, changes: Partial<Person> = {}): Person {
  return person(name, { userId, email: `${name.toLowerCase()}@firm.example`, name, ...changes });
}

const people = [
  user(1, 'Ina'),
  user(2, 'Zoe', { superAdmin: true }),
  user(3, 'Ada'),
  user(4, 'Ben'),
  user(5, '', { ownerId: 'x', email: 'x@firm.example' }),
  user(6, 'Gone', { active: false }),
  user(7, 'Was super', { active: false, superAdmin: true }),
  user(null, 'No user'),
];

it('names everybody who may change the settings, and offers the active others', () => {
  const portal = { installedByUserId: 1, adminUserIds: [3, 99] };
  expect(editorsOf(portal, { people, teams: [], fetchedAtMs: 0 })).toEqual({
    installer: 'Ina',
    superAdmins: ['Zoe'],
    admins: [
      { userId: 3, name: 'Ada' },
      { userId: 99, name: 'User 99' },
    ],
    candidates: [
      { userId: 4, name: 'Ben' },
      { userId: 5, name: 'x@firm.example' },
    ],
  });
});

it('is total where nobody is known', () => {
  expect(editorsOf({ installedByUserId: null, adminUserIds: [] }, null)).toEqual({
    installer: null,
    superAdmins: [],
    admins: [],
    candidates: [],
  });
});

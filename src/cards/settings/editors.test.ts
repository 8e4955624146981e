import { expect, it } from 'vitest';
import type { Person } from '../../hubspot/lead.ts';
import { editorsOf } from './editors.ts';

function person(userId: number | null, name: string, changes: Partial<Person> = {}): Person {
  return {
    ownerId: name,
    userId,
    email: `${name.toLowerCase()}@firm.example`,
    name,
    active: true,
    superAdmin: false,
    availability: 'available',
    timeZone: null,
    workingHours: null,
    outOfOffice: [],
    languages: [],
    teamIds: [],
    ...changes,
  };
}

const people = [
  person(1, 'Ina'),
  person(2, 'Zoe', { superAdmin: true }),
  person(3, 'Ada'),
  person(4, 'Ben'),
  person(5, '', { ownerId: 'x', email: 'x@firm.example' }),
  person(6, 'Gone', { active: false }),
  person(7, 'Was super', { active: false, superAdmin: true }),
  person(null, 'No user'),
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

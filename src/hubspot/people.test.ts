import { describe, expect, it } from 'vitest';
import { languageCode } from './language-code.ts';
import { joinPeople, joinTeams, outOfOfficeOf, workingHoursOf } from './people.ts';

const owner = (id: string, extra: object = {}) => ({
  id,
  email: `${id}@us.test`,
  firstName: 'Ann',
  lastName: id,
  userId: Number(id) + 100,
  ...extra,
});
const user = (properties: Record<string, string | null>) => ({
  id: '1',
  createdAt: '2026-01-01T00:00:00Z',
  properties,
});

describe('joinPeople', () => {
  it('joins owner, user record and settings user by the user id', () => {
    const [person] = joinPeople({
      owners: [owner('1', { teams: [{ id: '5', name: 'Sales', primary: true }] })],
      users: [
        user({ hs_internal_user_id: '999', hs_availability_status: 'away' }),
        user({
          hs_internal_user_id: '101',
          hs_availability_status: 'Available',
          hs_standard_time_zone: 'Europe/Vienna',
          hs_working_hours: '[{"days":"SATURDAY_SUNDAY","startMinute":60,"endMinute":120}]',
          hs_main_user_language_skill: 'German',
          hs_secondary_user_language_skill: 'en;pt-BR;Klingon',
        }),
      ],
      settingsUsers: [{ id: '101', superAdmin: true }],
      meetingLinks: new Map([['101', 'https://meet.test/ann']]),
    });
    expect(person).toEqual({
      ownerId: '1',
      userId: 101,
      email: '1@us.test',
      name: 'Ann 1',
      active: true,
      superAdmin: true,
      availability: 'available',
      timeZone: 'Europe/Vienna',
      workingHours: [
        { weekday: 6, startMinute: 60, endMinute: 120 },
        { weekday: 7, startMinute: 60, endMinute: 120 },
      ],
      outOfOffice: [],
      languages: ['de', 'en', 'pt'],
      teamIds: ['5'],
      meetingLink: 'https://meet.test/ann',
    });
  });

  it('knows deactivated people, leaves out queues, and takes nothing for unknown as "away"', () => {
    const people = joinPeople({
      owners: [
        owner('1'),
        owner('2', { archived: true, userId: null, userIdIncludingInactive: 102 }),
        owner('3', { type: 'QUEUE' }),
        owner('1', { archived: true, userId: null }),
        owner('4', { firstName: null, lastName: null, email: null }),
      ],
      users: [user({ hs_internal_user_id: '101', hs_availability_status: '', hs_working_hours: '[]' })],
      settingsUsers: [],
      meetingLinks: new Map(),
    });
    expect(people.map(({ ownerId, active, userId }) => ({ ownerId, active, userId }))).toEqual([
      { ownerId: '1', active: true, userId: 101 },
      { ownerId: '2', active: false, userId: 102 },
      { ownerId: '4', active: true, userId: 104 },
    ]);
    expect(people[0]).toMatchObject({ availability: 'unknown', workingHours: null, timeZone: null, superAdmin: false });
    expect(people[2]?.name).toBe('Owner 4');
  });
});

it('takes teams from the settings, or from the owners where those are not granted', () => {
  const owners = [
    owner('1', { teams: [{ id: '5', name: 'Sales', primary: true }] }),
    owner('2', { teams: [{ id: '5', name: 'Sales', primary: false }] }),
    owner('3', { archived: true, teams: [{ id: '5', name: 'Sales', primary: true }] }),
  ];
  const people = joinPeople({ owners, users: [], settingsUsers: [], meetingLinks: new Map() });
  expect(joinTeams(owners, people, null)).toEqual([{ teamId: '5', name: 'Sales', ownerIds: ['1'] }]);
  const granted = [{ id: '5', name: 'Sales', userIds: ['102', '777'] }];
  expect(joinTeams(owners, people, granted)).toEqual([{ teamId: '5', name: 'Sales', ownerIds: ['2'] }]);
});

describe('hours and absences', () => {
  it.each([
    ['EVERY_DAY', [1, 2, 3, 4, 5, 6, 7]],
    ['MONDAY_TO_FRIDAY', [1, 2, 3, 4, 5]],
    ['SUNDAY', [7]],
  ])('%s', (days, weekdays) => {
    const hours = workingHoursOf(JSON.stringify([{ days, startMinute: 0, endMinute: 1440 }]));
    expect(hours?.map(({ weekday }) => weekday)).toEqual(weekdays);
  });

  it.each([
    null,
    undefined,
    '',
    '[]',
    '{}',
    'nine to five',
    '[{"days":"SOMEDAY","startMinute":1,"endMinute":2}]',
    '[{"days":"MONDAY","startMinute":600,"endMinute":600}]',
  ])('%j is unknown', (text) => expect(workingHoursOf(text)).toBeNull());

  it.each([
    ['milliseconds', 1_790_000_000_000, 1_790_003_600_000],
    ['seconds', 1_790_000_000, 1_790_003_600],
    ['the eleven digits of the guide', 17_900_000_000, 17_900_036_000],
  ])('absences in %s', (_name, startTimestamp, endTimestamp) => {
    expect(outOfOfficeOf(JSON.stringify([{ startTimestamp, endTimestamp }]))).toEqual([
      { startMs: 1_790_000_000_000, endMs: 1_790_003_600_000 },
    ]);
  });

  it.each([null, '', 'x', '[{"startTimestamp":5}]', '[{"startTimestamp":0,"endTimestamp":0}]'])(
    '%j is no absence',
    (text) => expect(outOfOfficeOf(text)).toEqual([]),
  );
});

it.each([
  ['de', 'de'],
  [' DE-at ', 'de'],
  ['Spanish', 'es'],
  ['zz', null],
  ['Klingon', null],
  ['', null],
])('the language code of %j is %j', (text, code) => expect(languageCode(text)).toBe(code));

import type { SeedRequest } from '../emulator/control-api.ts';
import type { Region } from './places.ts';

type SeedUser = NonNullable<SeedRequest['portals'][number]['users']>[number];
export type TeamKey = Region | 'support';

export const TEAMS: Readonly<Record<TeamKey, { teamId: string; name: string }>> = {
  emea: { teamId: '11', name: 'EMEA Sales' },
  americas: { teamId: '12', name: 'Americas Sales' },
  apac: { teamId: '13', name: 'APAC Sales' },
  support: { teamId: '14', name: 'Customer Support' },
};

/** The mail domain of the sample company's own people. */
export const OWN_DOMAIN = 'fernhill.example';

/** The person who installs the app: revenue operations, super admin. */
export const INSTALLER_USER_ID = 7;

const DAY_MS = 86_400_000;
const OFFICE_HOURS = [{ days: 'MONDAY_TO_FRIDAY', startMinute: 540, endMinute: 1080 }] as const;
const hours = (startMinute: number, endMinute: number) => [{ days: 'EVERY_DAY', startMinute, endMinute }] as const;

interface Employee {
  userId: number;
  name: readonly [string, string];
  team: TeamKey | null;
  timeZone: string;
  languages: readonly string[];
  workingHours: readonly { days: 'EVERY_DAY' | 'MONDAY_TO_FRIDAY'; startMinute: number; endMinute: number }[];
  state?: 'away' | 'on_leave' | 'deactivated';
}

/** In each team the early and the late shift together cover all 168 hours of the week, so no figure depends on the clock. At most two languages: HubSpot keeps no more. */
const EMPLOYEES: readonly Employee[] = [
  {
    userId: 7,
    name: ['Priya', 'Raman'],
    team: null,
    timeZone: 'Europe/London',
    languages: ['en'],
    workingHours: OFFICE_HOURS,
  },
  {
    userId: 21,
    name: ['Hannah', 'Vogt'],
    team: 'emea',
    timeZone: 'Europe/Berlin',
    languages: ['de', 'en'],
    workingHours: hours(0, 840),
  },
  {
    userId: 22,
    name: ['Tom', 'Adeyemi'],
    team: 'emea',
    timeZone: 'Europe/London',
    languages: ['en', 'nl'],
    workingHours: hours(660, 1440),
  },
  {
    userId: 23,
    name: ['Camille', 'Roux'],
    team: 'emea',
    timeZone: 'Europe/Paris',
    languages: ['fr', 'en'],
    workingHours: OFFICE_HOURS,
  },
  {
    userId: 24,
    name: ['Marco', 'Bellini'],
    team: 'emea',
    timeZone: 'Europe/Rome',
    languages: ['it', 'en'],
    workingHours: OFFICE_HOURS,
    state: 'on_leave',
  },
  {
    userId: 25,
    name: ['Oliver', 'Grant'],
    team: 'emea',
    timeZone: 'Europe/London',
    languages: ['en'],
    workingHours: OFFICE_HOURS,
    state: 'deactivated',
  },
  {
    userId: 31,
    name: ['Ethan', 'Brooks'],
    team: 'americas',
    timeZone: 'America/New_York',
    languages: ['en'],
    workingHours: hours(0, 840),
  },
  {
    userId: 32,
    name: ['Sofia', 'Alvarez'],
    team: 'americas',
    timeZone: 'America/Chicago',
    languages: ['es', 'en'],
    workingHours: hours(660, 1440),
  },
  {
    userId: 33,
    name: ['Rafael', 'Souza'],
    team: 'americas',
    timeZone: 'America/Sao_Paulo',
    languages: ['pt', 'en'],
    workingHours: OFFICE_HOURS,
  },
  {
    userId: 34,
    name: ['Jordan', 'Lee'],
    team: 'americas',
    timeZone: 'America/Denver',
    languages: ['en'],
    workingHours: OFFICE_HOURS,
  },
  {
    userId: 41,
    name: ['Mei', 'Tan'],
    team: 'apac',
    timeZone: 'Asia/Singapore',
    languages: ['en', 'zh'],
    workingHours: hours(0, 840),
  },
  {
    userId: 42,
    name: ['Arjun', 'Mehta'],
    team: 'apac',
    timeZone: 'Asia/Kolkata',
    languages: ['en', 'hi'],
    workingHours: hours(630, 1440),
  },
  {
    userId: 43,
    name: ['Liam', 'Walsh'],
    team: 'apac',
    timeZone: 'Australia/Sydney',
    languages: ['en'],
    workingHours: OFFICE_HOURS,
  },
  {
    userId: 51,
    name: ['Grace', 'Okoro'],
    team: 'support',
    timeZone: 'Europe/London',
    languages: ['en', 'fr'],
    workingHours: hours(0, 840),
  },
  {
    userId: 52,
    name: ['Ben', 'Carter'],
    team: 'support',
    timeZone: 'America/New_York',
    languages: ['en', 'es'],
    workingHours: hours(360, 1320),
  },
  {
    userId: 53,
    name: ['Lena', 'Fischer'],
    team: 'support',
    timeZone: 'Europe/Berlin',
    languages: ['de', 'en'],
    workingHours: OFFICE_HOURS,
    state: 'away',
  },
];

/** HubSpot's owner ids are other numbers than its user ids. */
export function ownerIdOf(userId: number): string {
  return String(640_000 + userId);
}

/** The users as the emulator seeds them. Leave lies around `nowMs`. */
export function seedUsers(nowMs: number): SeedUser[] {
  return EMPLOYEES.map(({ userId, name: [firstName, lastName], team, timeZone, languages, workingHours, state }) => ({
    userId,
    ownerId: ownerIdOf(userId),
    email: `${firstName}.${lastName}@${OWN_DOMAIN}`.toLowerCase(),
    firstName,
    lastName,
    superAdmin: userId === INSTALLER_USER_ID,
    active: state !== 'deactivated',
    ...(team === null ? {} : { teamId: TEAMS[team].teamId }),
    availability: state === 'away' ? 'away' : 'available',
    workingHours: [...workingHours],
    outOfOffice: state === 'on_leave' ? [{ startMs: nowMs - 2 * DAY_MS, endMs: nowMs + 12 * DAY_MS }] : [],
    timeZone,
    languages: [...languages],
    meetingLinks: [
      {
        slug: `${firstName}-${lastName}`.toLowerCase(),
        link: `https://meetings-eu1.hubspot.com/${firstName}-${lastName}`.toLowerCase(),
        name: `30 minutes with ${firstName}`,
        defaultLink: true,
      },
    ],
  }));
}

/** Owner ids of a team's people who are there: neither away nor on leave nor gone. */
export function ownersOf(team: TeamKey): string[] {
  return EMPLOYEES.filter((person) => person.team === team && person.state === undefined).map((person) =>
    ownerIdOf(person.userId),
  );
}

/** Users of a team who can enter a record by hand. */
export function usersOf(team: TeamKey): number[] {
  return EMPLOYEES.filter((person) => person.team === team && person.state === undefined).map(
    (person) => person.userId,
  );
}

/** The owner who has left the company and still owns contacts. */
export function departedOwnerId(): string {
  const departed = EMPLOYEES.find((person) => person.state === 'deactivated');
  if (departed === undefined) throw new Error('the sample company has nobody who left');
  return ownerIdOf(departed.userId);
}

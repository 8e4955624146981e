import { z } from 'zod';
import type { CrmRecord, OwnerRecord, SettingsUser, TeamRecord } from './answers.ts';
import { languageCode } from './language-code.ts';
import type { Person, Team } from './lead.ts';

type WorkingHours = NonNullable<Person['workingHours']>;

/**
 * Joins HubSpot's records of a person: owner (who may own contacts), user record (when they are there), settings user
 * (super admin) and the page where others book a meeting. Queues are left out: nobody answers a lead in a queue.
 */
export function joinPeople(records: {
  owners: readonly OwnerRecord[];
  users: readonly CrmRecord[];
  settingsUsers: readonly SettingsUser[];
  /** Addresses by user id. */
  meetingLinks: ReadonlyMap<string, string>;
}): Person[] {
  const userById = new Map(records.users.map((user) => [user.properties.hs_internal_user_id ?? '', user]));
  const userByOwner = new Map(records.users.map((user) => [user.properties.hubspot_owner_id ?? '', user]));
  const settings = new Map(records.settingsUsers.map((user) => [user.id, user]));
  const people = new Map<string, Person>();
  for (const owner of records.owners) {
    if (owner.type === 'QUEUE' || people.has(owner.id)) continue;
    const userId = owner.userId ?? owner.userIdIncludingInactive ?? null;
    const user = userById.get(String(userId)) ?? userByOwner.get(owner.id);
    const email = owner.email ?? '';
    const name = [owner.firstName, owner.lastName].filter(Boolean).join(' ');
    people.set(owner.id, {
      ownerId: owner.id,
      userId,
      email,
      name: name || email || `Owner ${owner.id}`,
      active: owner.archived !== true && owner.userId !== null && owner.userId !== undefined,
      superAdmin: settings.get(String(userId))?.superAdmin === true,
      ...availabilityOf(user?.properties ?? {}),
      teamIds: (owner.teams ?? []).map((team) => team.id),
      meetingLink: records.meetingLinks.get(String(userId)) ?? null,
    });
  }
  return [...people.values()];
}

/** Teams with their main members; where the team API is not granted, as far as the owners' own records tell. */
export function joinTeams(
  owners: readonly OwnerRecord[],
  people: readonly Person[],
  granted: readonly TeamRecord[] | null,
): Team[] {
  if (granted !== null) {
    const ownerOf = new Map(people.map((person) => [String(person.userId), person.ownerId]));
    return granted.map(({ id, name, userIds }) => ({
      teamId: id,
      name,
      ownerIds: (userIds ?? []).flatMap((userId) => ownerOf.get(userId) ?? []),
    }));
  }
  const teams = new Map<string, { teamId: string; name: string; ownerIds: string[] }>();
  for (const owner of owners) {
    for (const { id, name, primary } of owner.teams ?? []) {
      const team = teams.get(id) ?? { teamId: id, name, ownerIds: [] };
      if (primary === true && owner.archived !== true) team.ownerIds.push(owner.id);
      teams.set(id, team);
    }
  }
  return [...teams.values()];
}

function availabilityOf(user: Readonly<Record<string, string | null>>) {
  const status = user.hs_availability_status?.toLowerCase();
  const languages = [user.hs_main_user_language_skill, user.hs_secondary_user_language_skill]
    .flatMap((skills) => skills?.split(';') ?? [])
    .flatMap((skill) => languageCode(skill) ?? []);
  return {
    availability: status === 'available' || status === 'away' ? status : 'unknown',
    timeZone: user.hs_standard_time_zone || null,
    workingHours: workingHoursOf(user.hs_working_hours),
    outOfOffice: outOfOfficeOf(user.hs_out_of_office_hours),
    languages: [...new Set(languages)],
  } as const satisfies Partial<Person>;
}

const DAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
const minute = z.number().int().min(0).max(1_440);
const hours = z.array(z.object({ days: z.string(), startMinute: minute, endMinute: minute }));
const absences = z.array(z.object({ startTimestamp: z.number(), endTimestamp: z.number() }));

/** Weekdays 1 (Monday) to 7. Nothing set, or nothing that can be understood, means unknown, not "never". */
export function workingHoursOf(text: string | null | undefined): WorkingHours | null {
  const parsed = hours.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const week = parsed.data.flatMap(({ days, startMinute, endMinute }) =>
    startMinute < endMinute ? weekdaysOf(days).map((weekday) => ({ weekday, startMinute, endMinute })) : [],
  );
  return week.length === 0 ? null : week.sort((a, b) => a.weekday - b.weekday || a.startMinute - b.startMinute);
}

function weekdaysOf(days: string): number[] {
  if (days === 'EVERY_DAY') return [1, 2, 3, 4, 5, 6, 7];
  if (days === 'MONDAY_TO_FRIDAY') return [1, 2, 3, 4, 5];
  if (days === 'SATURDAY_SUNDAY') return [6, 7];
  const day = DAYS.indexOf(days);
  return day < 0 ? [] : [day + 1];
}

export function outOfOfficeOf(text: string | null | undefined): Person['outOfOffice'] {
  const parsed = absences.safeParse(parseJson(text));
  if (!parsed.success) return [];
  return parsed.data.flatMap(({ startTimestamp, endTimestamp }) => {
    const absence = { startMs: toMilliseconds(startTimestamp), endMs: toMilliseconds(endTimestamp) };
    return absence.startMs < absence.endMs ? [absence] : [];
  });
}

/** HubSpot's guide shows moments of 11 digits, accounts hold seconds or milliseconds: all mean a time of our days, 13 digits. */
function toMilliseconds(moment: number): number {
  if (moment <= 0) return 0;
  let ms = moment;
  while (ms < 1e12) ms *= 10;
  return ms;
}

function parseJson(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

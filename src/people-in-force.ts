import type { Directory, Person } from './hubspot/lead.ts';
import type { CompiledPolicy } from './policy/compile.ts';
import type { Holidays } from './policy/holidays.ts';
import { publicHolidays } from './public-holidays.ts';

/**
 * An account's people with what the policy says of them besides HubSpot: the languages they speak and the public holidays
 * where they work, for the weeks around `now`.
 */
export async function peopleInForce(directory: Directory, policy: CompiledPolicy, now: Date): Promise<Directory> {
  if (policy.people.size === 0) return directory;
  const wanted = new Set([...policy.people.values()].flatMap(({ holidays }) => holidays ?? []));
  const calendars = new Map<string, Holidays>();
  for (const calendar of wanted) calendars.set(calendar, await publicHolidays(calendar, now));
  return {
    ...directory,
    people: directory.people.map((person): Person => {
      const terms = policy.people.get(person.ownerId);
      if (terms === undefined) return person;
      const holidays = terms.holidays === null ? undefined : calendars.get(terms.holidays);
      return {
        ...person,
        languages: terms.languages ?? person.languages,
        ...(holidays === undefined ? {} : { holidays }),
      };
    }),
  };
}

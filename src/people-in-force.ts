import type { Directory, Person } from './hubspot/lead.ts';
import type { CompiledPolicy } from './policy/compile.ts';
import type { Holidays } from './policy/holidays.ts';
import { withOverride, type Override } from './policy/override.ts';
import type { PersonTerms } from './policy/people-schema.ts';
import { publicHolidays } from './public-holidays.ts';

/**
 * An account's people with what Baton knows of them besides HubSpot: what an admin has set, the languages that the policy
 * says they speak, and the public holidays where they work, for the weeks around `now`.
 */
export async function peopleInForce(
  directory: Directory,
  known: { policy: CompiledPolicy | null; overrides: readonly (Override & { ownerId: string })[]; now: Date },
): Promise<Directory> {
  const { policy, overrides, now } = known;
  const termsOf = policy?.people ?? new Map<string, PersonTerms>();
  if (termsOf.size === 0 && overrides.length === 0) return directory;
  const overrideOf = new Map(
    overrides.map(({ ownerId, state, sinceMs, untilMs }) => [ownerId, { state, sinceMs, untilMs }]),
  );
  const wanted = new Set([...termsOf.values()].flatMap(({ holidays }) => holidays ?? []));
  const calendars = new Map<string, Holidays>();
  for (const calendar of wanted) calendars.set(calendar, await publicHolidays(calendar, now));
  const withTerms = (person: Person, { languages, holidays }: PersonTerms): Person => {
    const days = holidays === null ? undefined : calendars.get(holidays);
    return { ...person, languages: languages ?? person.languages, ...(days === undefined ? {} : { holidays: days }) };
  };
  return {
    ...directory,
    people: directory.people.map((person) => {
      const terms = termsOf.get(person.ownerId);
      const set = withOverride(person, overrideOf.get(person.ownerId), now.getTime());
      return terms === undefined ? set : withTerms(set, terms);
    }),
  };
}

import type { CompiledPolicy } from '../policy/compile.ts';
import type { Holidays } from '../policy/holidays.ts';
import { publicHolidays } from '../public-holidays.ts';
import type { PeopleAt } from './simulate.ts';

/** Holidays are known for 60 days from a day; asked for twice as often, they cover every day between. */
const STEP_MS = 30 * 86_400_000;

/** People with the languages and public holidays that the policy gives them, from one moment to another. */
export async function peopleByPolicy(
  { people: termsOf }: CompiledPolicy,
  { from, to }: { from: Date; to: Date },
): Promise<PeopleAt> {
  const calendars = new Set([...termsOf.values()].flatMap(({ holidays }) => holidays ?? []));
  const steps: { fromMs: number; days: Map<string, Holidays> }[] = [];
  for (let fromMs = from.getTime(); fromMs <= to.getTime(); fromMs += STEP_MS) {
    const days = new Map<string, Holidays>();
    for (const calendar of calendars) days.set(calendar, await publicHolidays(calendar, new Date(fromMs)));
    steps.push({ fromMs, days });
  }
  return (people, at) => {
    const known = steps.findLast(({ fromMs }) => fromMs <= at.getTime()) ?? steps[0];
    return people.map((person) => {
      const terms = termsOf.get(person.ownerId);
      const days = terms?.holidays == null ? undefined : known?.days.get(terms.holidays);
      const { holidays: _, ...rest } = person;
      return {
        ...rest,
        languages: terms?.languages ?? person.languages,
        ...(days === undefined ? {} : { holidays: days }),
      };
    });
  };
}

import { DateTime } from 'luxon';
import { coverOf, DAYS_AHEAD, type Cover, type Gap } from '../cover/cover.ts';
import { personTerms } from '../people-schema.ts';
import type { PolicyDocument } from '../schema.ts';
import type { Finding } from './finding.ts';
import type { World } from './world.ts';

type Presence = NonNullable<World['presence']>;

/** So many gaps of one destination are told. */
const MOST_GAPS = 3;
const MOST_PEOPLE = 5;

const BECAUSE: Readonly<Record<string, string>> = {
  out_of_office: 'out of office',
  holiday: 'public holiday',
  cap_reached: 'may get none',
};
const LEADS: Readonly<Record<Gap['leads'], string>> = {
  wait: 'leads wait',
  overflow_pool: 'leads overflow',
  fallback_person: 'leads go to the fallback person',
};

/** Who is there for each destination of a policy over the next 30 days; null: not known, or too many destinations. */
export function coverIn(document: PolicyDocument, presence: Presence | undefined): Cover[] | null {
  if (presence === undefined) return null;
  const terms = personTerms(document);
  const people = presence.people.map((person) => {
    const { languages = null, holidays = null } = terms.get(person.ownerId) ?? {};
    return {
      ...person,
      languages: languages ?? person.languages,
      ...(holidays === null ? {} : { holidays: presence.holidaysOf(holidays) }),
    };
  });
  return coverOf(document, { people, now: presence.now, timeZone: presence.timeZone });
}

/** Destinations for whose leads nobody is there in the next 30 days, at all or while somebody would be at work. */
export function coverFindings(document: PolicyDocument, { presence, people = [] }: World): Finding[] {
  const names = new Map(people.map(({ ownerId, name }) => [ownerId, name]));
  const nameOf = (ownerId: string) => names.get(ownerId) || `owner ${ownerId}`;
  const zone = presence?.timeZone ?? 'UTC';
  return (coverIn(document, presence) ?? []).flatMap((cover): Finding[] => {
    const { destination, covered, gaps } = cover;
    const [first] = gaps;
    const waits = pool(document, destination.pool)?.whenNobodyFree === 'hold';
    if (covered === 0) {
      return [
        {
          rule: 'not_covered',
          severity: waits ? 'error' : 'warning',
          path: destination.path,
          message: `leads where nobody can take a lead in the next ${DAYS_AHEAD} days${first === undefined ? '' : `: ${absentIn(first, nameOf)}`}`,
          proposal: 'add people who are at work, or send these leads elsewhere',
        },
      ];
    }
    if (first === undefined) return [];
    return [
      {
        rule: 'cover_gap',
        severity: waits ? 'warning' : 'hint',
        path: destination.path,
        message: gapsInWords(cover, { zone, nameOf }),
        proposal: waits ? 'add somebody, or name where leads overflow then' : null,
      },
    ];
  });
}

/** "has nobody on Wed 2 Dec, 09:00 to 17:00 (Anna Keller out of office): leads wait". */
export function gapsInWords(
  { destination, gaps }: Cover,
  { zone, nameOf }: { zone: string; nameOf: (ownerId: string) => string },
): string {
  const told = gaps
    .slice(0, MOST_GAPS)
    .map((gap) => `${spanInWords(gap, zone)} (${absentIn(gap, nameOf)}): ${LEADS[gap.leads]}`);
  const more = gaps.length > MOST_GAPS ? `; and ${gaps.length - MOST_GAPS} more times` : '';
  const skills = destination.skills.length === 0 ? '' : ` with ${destination.skills.join(' and ')}`;
  return `leads to the pool "${destination.pool}", where nobody${skills} is there ${told.join('; ')}${more}`;
}

function absentIn({ absent }: Gap, nameOf: (ownerId: string) => string): string {
  const told = absent
    .slice(0, MOST_PEOPLE)
    .map(({ ownerId, because }) => `${nameOf(ownerId)} ${BECAUSE[because] ?? because}`);
  return [...told, ...(absent.length > MOST_PEOPLE ? [`and ${absent.length - MOST_PEOPLE} more`] : [])].join(', ');
}

function spanInWords({ fromMs, toMs }: Gap, zone: string): string {
  const [from, to] = [fromMs, toMs].map((ms) => DateTime.fromMillis(ms, { zone, locale: 'en-GB' }));
  if (from === undefined || to === undefined) return '';
  const day = 'ccc d LLL';
  if (from.hasSame(to, 'day')) return `on ${from.toFormat(day)}, ${from.toFormat('HH:mm')} to ${to.toFormat('HH:mm')}`;
  return `from ${from.toFormat(`${day} HH:mm`)} to ${to.toFormat(`${day} HH:mm`)}`;
}

function pool({ pools }: PolicyDocument, name: string) {
  return pools.find((one) => one.name === name);
}

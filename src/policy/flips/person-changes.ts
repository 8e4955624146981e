import { Calendar, isOutOfOffice } from '../hours.ts';
import type { DecisionInput, PersonState, WorkingHours } from '../input.ts';
import { languageOf } from '../language.ts';
import type { Pool } from '../schema.ts';
import { plain } from '../values.ts';
import type { Candidate } from '../verdict.ts';
import type { CapKind, PersonChange } from './flip.ts';
import type { Case } from './retrial.ts';

type Member = Pool['members'][number];
type Who = Pick<Candidate, 'ownerId' | 'pool'>;

const AROUND_THE_CLOCK: readonly WorkingHours[] = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
  weekday,
  startMinute: 0,
  endMinute: 1_440,
}));

/** The least that takes the first reason against a candidate away; null: nothing that is changed for one person alone. */
export function changeAgainst({ policy }: Case, { ownerId, pool, standing, detail }: Candidate): PersonChange | null {
  switch (standing) {
    case 'cap_reached':
      // Not the cap and one more: a cap that was lowered may be passed already.
      return { what: 'cap', kind: capKindOf(detail?.['cap_kind']), to: Number(detail?.['count']) + 1 };
    case 'skill':
      return { what: 'skill', skill: String(detail?.['skill']) };
    case 'zero_weight': {
      const member = policy.pools.get(pool)?.members.find((one) => one.ownerId === ownerId);
      // With a weight it is the ramp that has not begun.
      return member?.weight === 0 ? { what: 'weight', to: 1 } : null;
    }
    case 'away':
      return { what: 'available' };
    case 'out_of_office':
      return { what: 'leave' };
    case 'outside_hours':
      return { what: 'hours' };
    case 'holiday':
    case 'language':
      return { what: standing };
    default:
      return null;
  }
}

function capKindOf(kind: unknown): CapKind {
  return kind === 'hour' || kind === 'week' || kind === 'open' ? kind : 'day';
}

/** The same lead with one thing otherwise about one member of a pool. */
export function withPersonChange(given: Case, who: Who, change: PersonChange): Case {
  switch (change.what) {
    case 'cap':
      return withMember(given, who, (member, { caps }) => ({
        ...member,
        caps: { ...(member.caps ?? caps), [change.kind]: change.to },
      }));
    case 'weight':
      return withMember(given, who, (member) => ({ ...member, weight: change.to }));
    case 'skill':
      return withSkill(given, who.ownerId, change.skill);
    default:
      return withPerson(given, who.ownerId, (person) => changed(person, change.what, given.input));
  }
}

function changed(
  person: PersonState,
  what: 'available' | 'leave' | 'hours' | 'holiday' | 'language',
  input: DecisionInput,
): PersonState {
  switch (what) {
    case 'available':
      return { ...person, availability: 'available' };
    case 'leave': {
      const now = new Calendar(Date.parse(input.now), input.portalTimeZone);
      return {
        ...person,
        outOfOffice: person.outOfOffice.filter((leave) => !isOutOfOffice(now, { outOfOffice: [leave] })),
      };
    }
    case 'hours':
      return { ...person, workingHours: AROUND_THE_CLOCK };
    case 'holiday': {
      const { holidays: _, ...rest } = person;
      return rest;
    }
    case 'language':
      return { ...person, languages: [...person.languages, languageOf(input) ?? ''] };
    default:
      return what satisfies never;
  }
}

/** Deciding asks the compiled pools only; compiling the whole policy anew would cost more than all tries. */
function withMember(given: Case, { ownerId, pool: name }: Who, change: (member: Member, pool: Pool) => Member): Case {
  const pool = given.policy.pools.get(name);
  if (pool === undefined) return given;
  const members = pool.members.map((member) => (member.ownerId === ownerId ? change(member, pool) : member));
  return { ...given, policy: { ...given.policy, pools: new Map(given.policy.pools).set(name, { ...pool, members }) } };
}

function withSkill(given: Case, ownerId: string, skill: string): Case {
  const terms = given.policy.people.get(ownerId) ?? { skills: new Set<string>(), languages: null, holidays: null };
  const people = new Map(given.policy.people).set(ownerId, {
    ...terms,
    skills: new Set([...terms.skills, plain(skill)]),
  });
  return { ...given, policy: { ...given.policy, people } };
}

function withPerson(given: Case, ownerId: string, change: (person: PersonState) => PersonState): Case {
  const people = given.input.people.map((person) => (person.ownerId === ownerId ? change(person) : person));
  return { ...given, input: { ...given.input, people } };
}

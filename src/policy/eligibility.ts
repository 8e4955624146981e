import { holidayAt, isOutOfOffice, isWithinHours } from './hours.ts';
import type { PersonState } from './input.ts';
import { isSpokenBy, languageOf, speaks } from './language.ts';
import type { Caps } from './pool-schema.ts';
import { weightsOn } from './ramp.ts';
import type { Pool } from './schema.ts';
import type { Situation } from './situation.ts';
import { plain } from './values.ts';
import type { WhyNot } from './verdict.ts';

/** A member of a pool with the first reason against giving that person this lead; null: there is none. */
export interface Considered {
  ownerId: string;
  /** Today's, in proportion to the other members'; 0 also before a ramp begins. */
  weight: number;
  against: WhyNot | null;
  detail?: Readonly<Record<string, string | number>>;
}

/** Nobody's in particular: what day it is in the account's time zone. */
const PORTAL_DAY = { timeZone: null, workingHours: null, outOfOffice: [] };

/** Looks at each member in the pool's order. */
export function considerMembers(situation: Situation, pool: Pool, skills: readonly string[] = []): Considered[] {
  const weights = weightsOn(pool.members, situation.calendar.today(PORTAL_DAY).number);
  const considered = pool.members.map(({ ownerId, caps }, place) => {
    const weight = weights[place] ?? 0;
    const person = situation.people.get(ownerId);
    return { ownerId, weight, ...firstObstacle(situation, pool, person, { weight, caps: caps ?? pool.caps, skills }) };
  });
  return preferSpeakers(situation, pool, assignAfterHours(pool, considered));
}

type Obstacle = Pick<Considered, 'against' | 'detail'>;

/** Working hours and holidays come last: they are the one reason that a pool may set aside. */
function firstObstacle(
  situation: Situation,
  pool: Pool,
  person: PersonState | undefined,
  terms: { weight: number; caps: Caps; skills: readonly string[] },
): Obstacle {
  if (person?.active !== true) return { against: 'inactive' };
  if (situation.lapsed.has(person.ownerId)) return { against: 'lapsed' };
  if (terms.weight === 0) return { against: 'zero_weight' };
  const skill = missingSkill(situation, person, terms.skills);
  if (skill !== undefined) return { against: 'skill', detail: { skill } };
  if (person.availability === 'away') return { against: 'away', ...setInBaton(person) };
  if (person.availability === 'unknown' && pool.unknownAvailability === 'away') return { against: 'away' };
  if (isOutOfOffice(situation.calendar, person)) return { against: 'out_of_office', ...setInBaton(person) };
  if (pool.language === 'require' && !isSpokenBy(situation.input, person.languages)) return { against: 'language' };
  const full = reachedCap(situation, person, terms.caps);
  if (full !== null) return { against: 'cap_reached', detail: full };
  const unknown = person.workingHours === null && pool.unknownHours === 'closed';
  const closed = unknown || !isWithinHours(situation.calendar, person);
  if (!closed) return { against: null };
  const holiday = holidayAt(situation.calendar, person);
  if (holiday === null || person.holidays === undefined) return { against: 'outside_hours' };
  return { against: 'holiday', detail: { holiday, calendar: person.holidays.calendar } };
}

/** So that nobody looks for the reason in HubSpot. */
function setInBaton({ override }: PersonState): Pick<Obstacle, 'detail'> {
  return override?.state === 'away' ? { detail: { set_in: 'baton' } } : {};
}

function missingSkill({ policy }: Situation, { ownerId }: PersonState, skills: readonly string[]): string | undefined {
  if (skills.length === 0) return undefined;
  const own = policy.people.get(ownerId)?.skills;
  return skills.find((skill) => own?.has(plain(skill)) !== true);
}

const CAP_KINDS = ['hour', 'day', 'week', 'open'] as const;
const HOUR_MS = 3_600_000;
/** How long a lead counts towards a cap. */
const SPANS_MS: Readonly<Record<(typeof CAP_KINDS)[number], number>> = {
  hour: HOUR_MS,
  day: 24 * HOUR_MS,
  week: 7 * 24 * HOUR_MS,
  open: Number.POSITIVE_INFINITY,
};

/** The lead that is being reconsidered is already among its owner's: it must not count against that person. */
function reachedCap(
  { reconsidered, calendar }: Situation,
  person: PersonState,
  caps: Caps,
): Considered['detail'] | null {
  const ageMs = reconsidered?.ownerId === person.ownerId ? calendar.nowMs - Date.parse(reconsidered.openedAt) : null;
  for (const kind of CAP_KINDS) {
    const cap = caps[kind];
    if (cap === null) continue;
    const own = ageMs !== null && ageMs < SPANS_MS[kind] ? 1 : 0;
    const count = (kind === 'open' ? person.openHandoffs : person.assigned[kind]) - own;
    if (count >= cap) return { count, cap, cap_kind: kind };
  }
  return null;
}

function assignAfterHours(pool: Pool, considered: Considered[]): Considered[] {
  if (pool.afterHours !== 'assign' || considered.some((member) => member.against === null)) return considered;
  return considered.map((member) => (isOffDuty(member) ? { ...member, against: null } : member));
}

function isOffDuty({ against }: Considered): boolean {
  return against === 'outside_hours' || against === 'holiday';
}

function preferSpeakers(situation: Situation, pool: Pool, considered: Considered[]): Considered[] {
  if (pool.language !== 'prefer' || languageOf(situation.input) === null) return considered;
  const able = (member: Considered) => speaks(situation.input, situation.people.get(member.ownerId)?.languages ?? []);
  if (!considered.some((member) => member.against === null && able(member) === 'yes')) return considered;
  return considered.map((member) =>
    member.against === null && able(member) === 'no' ? { ...member, against: 'language' } : member,
  );
}

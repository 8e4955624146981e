import { createRandom, type Random } from '../demo/random.ts';
import { compilePolicy, type CompiledPolicy } from '../src/policy/compile.ts';
import { person, policyDocument, type pool } from '../src/policy/fixtures.ts';
import type { PersonState } from '../src/policy/input.ts';

/** Monday, 5 January 2026, 08:00 UTC: when the first leads come. */
export const START_MS = Date.UTC(2026, 0, 5, 8);

const DAY_MS = 86_400_000;
const PEOPLE = 40;
const POOLS = 12;
const COUNTRIES_PER_POOL = 2;
const EVERYONE = 'everyone';
const LANGUAGES = ['en', 'de', 'fr', 'es'];
const ZONES = ['Europe/London', 'Europe/Berlin', 'America/New_York', 'America/Los_Angeles', 'Asia/Singapore'];

type PoolInput = ReturnType<typeof pool>;
type Member = PoolInput['members'][number];

/** A company as a seed makes it: who works there and when, and which leads go to which of them. */
export interface World {
  policy: CompiledPolicy;
  people: readonly PersonState[];
  /** Countries that leads come from; some belong to no territory. */
  countries: readonly string[];
  languages: readonly string[];
}

/** The same seed makes the same company. `days`: how long leads will come, so that leave and ramps fall into that time. */
export function makeWorld(seed: number, days: number): World {
  const random = createRandom(seed);
  const people = Array.from({ length: PEOPLE }, (_, index) => makePerson(random, `owner-${index + 1}`, days));
  const ids = people.map((one) => one.ownerId);
  const territories = Array.from({ length: POOLS }, (_, index) =>
    makePool(random, `territory-${index + 1}`, ids, days),
  );
  const everyone = {
    name: EVERYONE,
    members: ids.map((id) => makeMember(random, id, days)),
    afterHours: 'assign' as const,
  };
  const countries = Array.from({ length: (POOLS + 2) * COUNTRIES_PER_POOL }, (_, index) => `X${index}`);
  const poolRules = territories.map(({ name }, index) => {
    const values = countries.slice(index * COUNTRIES_PER_POOL, (index + 1) * COUNTRIES_PER_POOL);
    return { id: name, label: name, when: { field: 'contact.country', operator: 'IN' as const, values }, pool: name };
  });
  const document = policyDocument({ pools: [...territories, everyone], defaultPool: EVERYONE, poolRules });
  return { policy: compilePolicy(document), people, countries, languages: LANGUAGES };
}

function makePerson(random: Random, ownerId: string, days: number): PersonState {
  const startMinute = random.between(7, 10) * 60;
  const workingDays = random.chance(0.25) ? [1, 2, 3] : [1, 2, 3, 4, 5];
  const hours = workingDays.map((weekday) => ({
    weekday,
    startMinute,
    endMinute: startMinute + random.between(6, 9) * 60,
  }));
  const outOfOffice = Array.from({ length: random.between(1, 5) }, () => {
    const startMs = START_MS + random.between(0, days) * DAY_MS;
    return { startMs, endMs: startMs + random.between(1, 15) * DAY_MS };
  });
  return person(ownerId, {
    timeZone: random.pick(ZONES),
    workingHours: random.chance(0.2) ? null : hours,
    outOfOffice,
    languages: random.shuffle(LANGUAGES).slice(0, random.between(1, 3)),
  });
}

function makePool(random: Random, name: string, ids: readonly string[], days: number): PoolInput {
  const members = random.shuffle(ids).slice(0, random.between(3, 14));
  const overflows = random.chance(0.5);
  return {
    name,
    members: members.map((id) => makeMember(random, id, days)),
    caps: random.chance(0.5) ? { day: random.between(8, 40), hour: random.between(3, 10) } : {},
    whenNobodyFree: overflows ? 'overflow' : 'hold',
    overflowPool: overflows ? EVERYONE : null,
    afterHours: random.chance(0.5) ? 'assign' : 'hold',
    language: random.pick(['ignore', 'prefer', 'require'] as const),
  };
}

function makeMember(random: Random, ownerId: string, days: number): Member {
  const from = new Date(START_MS + random.between(-20, days) * DAY_MS).toISOString().slice(0, 10);
  const ramp = { from, weeks: random.between(2, 26), startPercent: random.between(10, 50) };
  return {
    ownerId,
    weight: random.between(1, 10),
    ...(random.chance(0.15) ? { ramp } : {}),
    ...(random.chance(0.15) ? { caps: { open: random.between(2, 12) } } : {}),
  };
}

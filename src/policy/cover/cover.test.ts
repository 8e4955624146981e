import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { input, NOW, person, policyDocument, pool, rule } from '../fixtures.ts';
import { compilePolicy } from '../compile.ts';
import { decide } from '../decide.ts';
import type { PersonState } from '../input.ts';
import { coverOf, DAYS_AHEAD, type Cover } from './cover.ts';

const nowMs = Date.parse(NOW);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const world = (people: readonly PersonState[]) => ({ people, now: new Date(nowMs), timeZone: 'UTC' });
/** Monday to Friday, nine to five. */
const office = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, startMinute: 540, endMinute: 1_020 }));
const onLeave = (fromMs: number, toMs: number) => ({ outOfOffice: [{ startMs: fromMs, endMs: toMs }] });
const members = (...ids: string[]) => ids.map((ownerId) => ({ ownerId }));

function only(covers: Cover[] | null): Cover {
  const [cover, ...more] = covers ?? [];
  if (cover === undefined || more.length > 0) throw new Error('there is not one destination');
  return cover;
}

const gapsOfAnna = (changes: Partial<PersonState>) =>
  only(coverOf(policyDocument(), world([person('anna', { availability: 'away', ...changes })]))).gaps;

const somebody = (ownerId: string) =>
  fc
    .record({
      workingHours: fc.constantFrom(null, [], office),
      availability: fc.constantFrom('available' as const, 'unknown' as const),
      from: fc.integer({ min: -48, max: 240 }),
      length: fc.integer({ min: 0, max: 200 }),
    })
    .map(({ from, length, ...state }) =>
      person(ownerId, { ...state, ...onLeave(nowMs + from * HOUR_MS, nowMs + (from + length) * HOUR_MS) }),
    );

describe('cover', () => {
  it('is whole where somebody is always there', () => {
    const cover = only(coverOf(policyDocument(), world([person('anna')])));
    expect(cover).toMatchObject({ hours: 720, covered: 720, longestWithout: 0, gaps: [] });
    expect(cover.destination).toMatchObject({ pool: 'sales', rules: [] });
  });

  it('has no gap at night and on weekends, but tells how long nobody is there', () => {
    const cover = only(coverOf(policyDocument(), world([person('anna', { workingHours: office })])));
    expect(cover.gaps).toEqual([]);
    expect(cover.longestWithout).toBe(64);
    expect(cover.covered).toBeGreaterThan(150);
  });

  it('names the hours in which everybody who would work is absent, who, why, and what becomes of leads', () => {
    const tomorrow = Math.floor(nowMs / DAY_MS) * DAY_MS + DAY_MS;
    const anna = person('anna', { workingHours: office, ...onLeave(tomorrow, tomorrow + DAY_MS) });
    const ben = person('ben', {
      workingHours: office,
      holidays: { calendar: 'DE', days: [{ date: new Date(tomorrow).toISOString().slice(0, 10), name: 'Rest' }] },
    });
    const two = policyDocument({ pools: [pool('sales', { members: members('anna', 'ben') })] });
    expect(only(coverOf(two, world([anna, ben]))).gaps).toEqual([
      {
        fromMs: tomorrow + 9 * HOUR_MS,
        toMs: tomorrow + 17 * HOUR_MS,
        absent: [
          { ownerId: 'anna', because: 'out_of_office' },
          { ownerId: 'ben', because: 'holiday' },
        ],
        leads: 'wait',
      },
    ]);
    expect(only(coverOf(two, world([anna, person('ben', { workingHours: office })]))).gaps).toEqual([]);
    const falling = policyDocument({
      pools: [pool('sales', { members: members('anna'), whenNobodyFree: 'fallback', fallbackOwnerId: 'cleo' })],
    });
    expect(only(coverOf(falling, world([anna, person('cleo')]))).gaps).toMatchObject([{ leads: 'fallback_person' }]);
  });

  it('takes who is away now for back after a day, unless an admin has set it so', () => {
    expect(gapsOfAnna({})).toMatchObject([{ fromMs: nowMs, toMs: nowMs + DAY_MS }]);
    expect(gapsOfAnna({ override: { state: 'away', sinceMs: nowMs, untilMs: null } })).toMatchObject([
      { fromMs: nowMs, toMs: nowMs + DAYS_AHEAD * DAY_MS },
    ]);
  });

  it('looks at each place that rules lead to, with the skills that they ask for', () => {
    const rules = policyDocument({
      people: { anna: { skills: ['french'] } },
      poolRules: [
        rule('fr', { pool: 'sales', skills: ['french'] }),
        rule('es', { pool: 'sales', skills: ['spanish'] }),
        rule('be', { pool: 'sales', skills: ['french'] }),
      ],
    });
    expect(
      coverOf(rules, world([person('anna')]))?.map(({ destination, covered }) => [destination.rules, covered]),
    ).toEqual([
      [['of fr', 'of be'], 720],
      [['of es'], 0],
      [[], 720],
    ]);
  });

  it('says of an hour what deciding a lead in it would', () => {
    const people = fc.tuple(somebody('anna'), somebody('ben'));
    const two = policyDocument({
      pools: [pool('sales', { members: members('anna', 'ben'), unknownHours: 'closed', afterHours: 'hold' })],
      waitForFacts: { ms: 0 },
    });
    const compiled = compilePolicy(two);
    fc.assert(
      fc.property(people, (both) => {
        const cover = only(coverOf(two, world(both)));
        let routed = 0;
        for (let hour = 0; hour < 720; hour += 1) {
          const now = new Date(nowMs + hour * HOUR_MS + HOUR_MS / 2).toISOString();
          if (decide(compiled, input({ now, people: both, portalTimeZone: 'UTC' })).outcome === 'routed') routed += 1;
        }
        expect(cover.covered).toBe(routed);
        for (const { fromMs, toMs } of cover.gaps) expect(toMs).toBeGreaterThan(fromMs);
      }),
      { numRuns: 20 },
    );
  });
});

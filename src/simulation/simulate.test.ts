import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEAD } from '../policy/balance.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
import { input, NOW, person, policy, pool } from '../policy/fixtures.ts';
import type { DecisionInput } from '../policy/input.ts';
import { figuresOf } from './figures.ts';
import { simulate, type Trial } from './simulate.ts';

const startMs = Date.parse(NOW);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const at = (ms: number) => new Date(startMs + ms).toISOString();

type Changes = Parameters<typeof input>[0];
/** Enquiries of contacts c0, c1 ... so many minutes apart. */
function enquiries(count: number, minutes: number, changes: Changes = {}): DecisionInput[] {
  return Array.from({ length: count }, (_, place) => {
    const given = input(changes);
    return { ...given, now: at(place * minutes * MINUTE_MS), contact: { ...given.contact, contactId: `c${place}` } };
  });
}

function trialsOf(tried: CompiledPolicy, inputs: readonly DecisionInput[]): Trial[] {
  const run = simulate({ policy: tried, enquiries: inputs, opening: [] });
  for (;;) {
    const step = run.next();
    if (step.done === true) return step.value;
  }
}

const ownersOf = (trials: readonly Trial[]) => trials.map(({ verdict }) => verdict.ownerId);

describe('trying a policy', () => {
  it('gives leads in turn, by the shares that the ones before have left', () => {
    const trials = trialsOf(policy(), enquiries(9, 1));
    const { people } = figuresOf(enquiries(9, 1), trials);
    expect(people.map(({ leads }) => leads)).toEqual([3, 3, 3]);
    expect(new Set(ownersOf(trials.slice(0, 3))).size).toBe(3);
  });

  it('lets leads wait until somebody is at work, the oldest first', () => {
    const night = enquiries(2, 1, {
      people: [person('anna', { workingHours: [{ weekday: 3, startMinute: 660, endMinute: 1_020 }], timeZone: 'UTC' })],
      portalTimeZone: 'UTC',
    });
    const trials = trialsOf(policy({ pools: [pool('sales', { members: [{ ownerId: 'anna' }] })] }), night);
    const opening = `${NOW.slice(0, 10)}T11:00:00.000Z`;
    expect(trials.map(({ decidedAt }) => decidedAt)).toEqual([opening, opening]);
    expect(trials.map(({ waitedMs }) => waitedMs)).toEqual(
      night.map(({ now }) => Date.parse(opening) - Date.parse(now)),
    );
    expect(ownersOf(trials)).toEqual(['anna', 'anna']);
  });

  it('counts what it has given towards caps, and gives the rest when they allow it', () => {
    const capped = policy({ pools: [pool('sales', { members: [{ ownerId: 'anna' }], caps: { hour: 2 } })] });
    const trials = trialsOf(capped, enquiries(3, 1, { people: [person('anna')] }));
    expect(trials.map(({ verdict }) => verdict.outcome)).toEqual(['routed', 'routed', 'routed']);
    expect(trials[2]?.waitedMs).toBeGreaterThan(57 * MINUTE_MS);
    expect(trials[2]?.waitedMs).toBeLessThan(2 * HOUR_MS);
    const never = policy({ pools: [pool('sales', { members: [{ ownerId: 'anna' }], caps: { day: 0 } })] });
    const held = trialsOf(never, enquiries(1, 1, { people: [person('anna')] }));
    expect(held).toMatchObject([{ verdict: { outcome: 'held' }, waitedMs: 7 * 24 * HOUR_MS }]);
  });

  it('adds what a contact asks again to the handoff that it has', () => {
    const [first, second] = enquiries(2, 1);
    if (first === undefined || second === undefined) throw new Error('there are two');
    const again = { ...second, contact: first.contact, enquiry: { ...second.enquiry, kind: 'came_back' as const } };
    const [one, two] = trialsOf(policy(), [first, again]);
    expect(two?.verdict).toMatchObject({ ownerId: one?.verdict.ownerId, ownerReason: 'open_handoff', step: null });
  });

  it('is fair to everybody, whatever comes when', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 600 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(gaps, (minutes) => {
        let atMs = startMs;
        const inputs = minutes.map((gap, place) => {
          atMs += gap * MINUTE_MS;
          const given = input();
          return { ...given, now: new Date(atMs).toISOString(), contact: { ...given.contact, contactId: `c${place}` } };
        });
        const trials = trialsOf(policy(), inputs);
        const counts = ['anna', 'ben', 'cleo'].map((id) => ownersOf(trials).filter((owner) => owner === id).length);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(minutes.length);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        for (const { verdict } of trials) {
          expect(verdict.step?.entries.reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('begins with the credits that it is told', () => {
    const opening = [{ ownerId: 'cleo', scope: '', credit: 3 * LEAD, lastLeadAt: null }];
    const run = simulate({ policy: policy(), enquiries: enquiries(3, 1), opening });
    let step = run.next();
    for (; step.done !== true; step = run.next());
    expect(ownersOf(step.value)).toEqual(['cleo', 'cleo', 'cleo']);
  });
});

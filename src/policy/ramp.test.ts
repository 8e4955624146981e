import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Standing } from './balance.ts';
import { canonicalJson } from './canonical.ts';
import { decide } from './decide.ts';
import { input, policy, pool } from './fixtures.ts';
import type { CreditState } from './input.ts';
import { rampPercent, weightsOn } from './ramp.ts';

const DAY_MS = 86_400_000;
const FROM = '2026-01-05';
const FIRST = Date.parse(FROM) / DAY_MS;
const ramp = fc.record({
  from: fc.constant(FROM),
  weeks: fc.integer({ min: 1, max: 52 }),
  startPercent: fc.integer({ min: 1, max: 100 }),
});
const growing = { from: FROM, weeks: 4, startPercent: 25 };

describe('rampPercent', () => {
  it('is nothing before the first day, the start on it, everything once its weeks are over', () => {
    fc.assert(
      fc.property(ramp, (one) => {
        const days = one.weeks * 7;
        expect(rampPercent(one, FIRST - 1)).toBe(0);
        expect(rampPercent(one, FIRST)).toBe(one.startPercent);
        expect(rampPercent(one, FIRST + days)).toBe(100);
        if (one.startPercent < 100) expect(rampPercent(one, FIRST + days - 1)).toBeLessThan(100);
      }),
    );
  });

  it('never shrinks, and is never a whole percent below the straight line', () => {
    fc.assert(
      fc.property(ramp, fc.integer({ min: 0, max: 363 }), (one, day) => {
        const at = rampPercent(one, FIRST + day);
        expect(rampPercent(one, FIRST + day + 1)).toBeGreaterThanOrEqual(at);
        const line = Math.min(100, one.startPercent + ((100 - one.startPercent) * day) / (one.weeks * 7));
        expect(line - at).toBeGreaterThanOrEqual(0);
        expect(line - at).toBeLessThan(1);
      }),
    );
  });
});

describe('weightsOn', () => {
  it('leaves weights as they are unless a ramp is under way, then keeps them whole and in proportion', () => {
    const members = [{ weight: 3 }, { weight: 2, ramp: growing }];
    expect(weightsOn(members, FIRST - 1)).toEqual([3, 0]);
    expect(weightsOn(members, FIRST)).toEqual([300, 50]);
    expect(weightsOn(members, FIRST + 14)).toEqual([300, 124]);
    expect(weightsOn(members, FIRST + 28)).toEqual([3, 2]);
  });
});

/** Anna and Ben with these weights, Ben with the ramp. */
const team = (weights: readonly [number, number], one: typeof growing | undefined) =>
  policy({
    pools: [
      pool('sales', {
        members: [
          { ownerId: 'anna', weight: weights[0] },
          { ownerId: 'ben', weight: weights[1], ...(one === undefined ? {} : { ramp: one }) },
        ],
      }),
    ],
  });

/** Owners of so many leads that all come at this moment. */
function given(rules: ReturnType<typeof team>, now: string, leads: number): (string | null)[] {
  const credits = new Map<string, Standing>();
  return Array.from({ length: leads }, () => {
    const states = [...credits].map(([ownerId, standing]): CreditState => ({ ownerId, scope: '', ...standing }));
    const { step, ownerId } = decide(rules, input({ now, enquiry: { occurredAt: now }, credits: states }));
    for (const entry of step?.entries ?? []) {
      const credit = (credits.get(entry.ownerId)?.credit ?? 0) + entry.amount;
      credits.set(entry.ownerId, { credit, lastLeadAt: null });
    }
    return ownerId;
  });
}

describe('a member with a ramp', () => {
  it('gets the share that the weight of the day is', () => {
    const weight = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(fc.tuple(weight, weight), ramp, fc.integer({ min: 0, max: 364 }), (weights, one, day) => {
        const now = new Date((FIRST + day) * DAY_MS + DAY_MS / 2).toISOString();
        const owners = given(team(weights, one), now, 60);
        const grown = (weights[1] * rampPercent(one, FIRST + day)) / 100;
        const share = grown / (weights[0] + grown);
        const had = owners.filter((ownerId) => ownerId === 'ben').length;
        expect(Math.abs(had - 60 * share)).toBeLessThan(1);
      }),
    );
  });

  it('gets none before the first day and is named so; the day begins in the account’s time zone', () => {
    const rules = team([1, 1], growing);
    // London is at UTC in January, Los Angeles eight hours behind.
    const early = { now: '2026-01-05T07:59:00.000Z' };
    const there = decide(rules, input({ ...early, portalTimeZone: 'America/Los_Angeles' }));
    expect(there.candidates).toMatchObject([
      { standing: 'chosen', weight: 1 },
      { standing: 'zero_weight', weight: 0 },
    ]);
    expect(decide(rules, input(early)).candidates).toMatchObject([{ weight: 100 }, { weight: 25 }]);
  });

  it('changes no byte of a decision once the ramp is over', () => {
    fc.assert(
      fc.property(fc.integer({ min: 28, max: 400 }), fc.integer({ min: 1, max: 9 }), (day, weight) => {
        const lead = input({ now: new Date((FIRST + day) * DAY_MS).toISOString() });
        const [plain, ramped] = [undefined, growing].map((one) => decide(team([2, weight], one), lead));
        expect(canonicalJson(ramped)).toBe(canonicalJson(plain));
      }),
    );
  });

  it('is decided the same way again from the same input', () => {
    const lead = input({ now: '2026-01-20T12:00:00.000Z' });
    const [first, second] = [decide(team([1, 3], growing), lead), decide(team([1, 3], growing), lead)];
    expect(canonicalJson(second)).toBe(canonicalJson(first));
  });
});

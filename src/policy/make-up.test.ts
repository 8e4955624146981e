import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEAD, shareOut, voidEntries, type Standing } from './balance.ts';
import { canonicalJson } from './canonical.ts';
import { decide } from './decide.ts';
import { input, person, policy, pool } from './fixtures.ts';
import type { CreditState } from './input.ts';
import { stepWithMakeUp } from './make-up.ts';

/** The most that doubling a weight adds to a share. */
const MOST_PER_LEAD = 3 - 2 * Math.SQRT2;

interface Member {
  ownerId: string;
  weight: number;
}

const team = fc
  .array(fc.integer({ min: 1, max: 20 }), { minLength: 2, maxLength: 6 })
  .map((weights) => weights.map((weight, index): Member => ({ ownerId: `p${index}`, weight })));
const caps = fc.integer({ min: 1, max: 6 });
const sum = (amounts: readonly { amount: number }[]) => amounts.reduce((total, { amount }) => total + amount, 0);

/** Leads of one pool, one after another. */
class Desk {
  readonly credits = new Map<string, Standing & { makeUp: number }>();
  readonly #maxLeads: number;

  constructor(maxLeads: number) {
    this.#maxLeads = maxLeads;
  }

  give(eligible: readonly Member[], absent: readonly Member[]) {
    const { credits } = this;
    const step = stepWithMakeUp({ eligible, absent, credits, winner: undefined, maxLeads: this.#maxLeads });
    for (const { ownerId, amount } of step.entries) this.#move(ownerId, { credit: amount, makeUp: 0 });
    for (const { ownerId, amount } of step.makeUp ?? []) this.#move(ownerId, { credit: 0, makeUp: amount });
    return step;
  }

  leftOf(ownerId: string): number {
    return this.credits.get(ownerId)?.makeUp ?? 0;
  }

  #move(ownerId: string, by: { credit: number; makeUp: number }): void {
    const { credit, makeUp } = this.credits.get(ownerId) ?? { credit: 0, makeUp: 0 };
    this.credits.set(ownerId, { credit: credit + by.credit, makeUp: makeUp + by.makeUp, lastLeadAt: null });
  }
}

describe('stepWithMakeUp', () => {
  it('sums to 0 for whoever is there, and keeps what is left between nothing and the cap', () => {
    const turns = fc.array(fc.integer({ min: 1, max: 63 }), { minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(team, caps, turns, (members, maxLeads, bits) => {
        const desk = new Desk(maxLeads);
        for (const bit of bits) {
          const here = members.filter((_, index) => (bit & (1 << index)) !== 0);
          const eligible = here.length === 0 ? members : here;
          const { entries } = desk.give(
            eligible,
            members.filter((one) => !eligible.includes(one)),
          );
          expect(sum(entries)).toBe(0);
          for (const { ownerId } of members) {
            expect(desk.leftOf(ownerId)).toBeGreaterThanOrEqual(0);
            expect(desk.leftOf(ownerId)).toBeLessThanOrEqual(maxLeads * LEAD);
          }
        }
      }),
    );
  });

  it('notes as missed just the share that the absent would have had', () => {
    fc.assert(
      fc.property(team, (members) => {
        const [absent, ...eligible] = members;
        if (absent === undefined) return;
        const { makeUp } = new Desk(9).give(eligible, [absent]);
        expect(makeUp).toEqual(shareOut(members).filter(({ ownerId }) => ownerId === absent.ownerId));
      }),
    );
  });

  it('gives who returns at most the fair share and the cap, in any stretch of leads, and never in a flood', () => {
    const length = fc.integer({ min: 1, max: 200 });
    fc.assert(
      fc.property(team, caps, length, length, (members, maxLeads, missed, leads) => {
        const [returner, ...others] = members;
        if (returner === undefined) return;
        const desk = new Desk(maxLeads);
        for (let lead = 0; lead < 20; lead += 1) desk.give(members, []);
        for (let lead = 0; lead < missed; lead += 1) desk.give(others, [returner]);
        const share = returner.weight / members.reduce((total, { weight }) => total + weight, 0);
        const doubled = (2 * share) / (1 + share);
        const wins = Array.from({ length: leads }, () => desk.give(members, []).ownerId === returner.ownerId);
        for (let from = 0; from < leads; from += 7) {
          for (let had = 0, at = from; at < leads; at += 1) {
            if (wins[at] === true) had += 1;
            const stretch = at - from + 1;
            // Two leads: as far as credit ever moves in a fixed pool.
            expect(had).toBeLessThan(stretch * share + maxLeads + 2);
            expect(had).toBeLessThan(stretch * doubled + 2);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('makes up for all but a rest of a fifth of a lead, and gives nobody else more than the plain share', () => {
    fc.assert(
      fc.property(team, caps, fc.integer({ min: 5, max: 60 }), (members, maxLeads, missed) => {
        const [returner, ...others] = members;
        if (returner === undefined) return;
        const desk = new Desk(maxLeads);
        for (let lead = 0; lead < missed; lead += 1) desk.give(others, [returner]);
        const before = desk.leftOf(returner.ownerId);
        let given = 0;
        const leads = 3_000;
        for (let lead = 0; lead < leads; lead += 1) {
          const { ownerId, makeUp = [] } = desk.give(members, []);
          if (ownerId === returner.ownerId) given += 1;
          expect(makeUp.every((one) => one.ownerId === returner.ownerId && one.amount < 0)).toBe(true);
          expect(Math.abs(sum(makeUp)) / LEAD).toBeLessThan(MOST_PER_LEAD + 1e-8);
        }
        const left = desk.leftOf(returner.ownerId);
        expect(left).toBeLessThan(LEAD / 5);
        const share = returner.weight / members.reduce((total, { weight }) => total + weight, 0);
        expect(Math.abs(given - leads * share - (before - left) / LEAD)).toBeLessThan(2);
      }),
      { numRuns: 20 },
    );
  });

  it('is undone with its enquiry, exactly', () => {
    const entries = [
      { kind: 'step', scope: '', ownerId: 'anna', amount: 0, day: '2026-01-05' },
      { kind: 'step', scope: '', ownerId: 'ben', amount: LEAD / 2, day: '2026-01-05', account: 'make_up' },
    ] as const;
    expect(voidEntries(entries)).toEqual([
      { kind: 'void', scope: '', ownerId: 'ben', amount: -LEAD / 2, day: '2026-01-05', account: 'make_up' },
    ]);
  });
});

const owed = (makeUp: number): CreditState[] => [{ ownerId: 'ben', scope: '', credit: 0, lastLeadAt: null, makeUp }];

describe('a policy that makes up for missed turns', () => {
  const two = { pools: [pool('sales', { members: [{ ownerId: 'anna' }, { ownerId: 'ben' }] })] };
  const capped = policy({ ...two, balance: { makeUp: { missed: 'capped', maxLeads: 2 } } });
  const missedBy = (changes: Parameters<typeof person>[1], credits: CreditState[] = []) =>
    decide(capped, input({ people: [person('anna'), person('ben', changes)], credits })).step?.makeUp;

  it('notes what somebody misses who is away or out of office, up to the cap', () => {
    const half = [{ ownerId: 'ben', amount: LEAD / 2 }];
    expect(missedBy({ availability: 'away' })).toEqual(half);
    const leave = [{ startMs: 0, endMs: 9e15 }];
    expect(missedBy({ outOfOffice: leave })).toEqual(half);
    expect(missedBy({ outOfOffice: leave, availability: 'away' }, owed(2 * LEAD - 5))).toEqual([
      { ownerId: 'ben', amount: 5 },
    ]);
    expect(missedBy({ availability: 'away' }, owed(2 * LEAD))).toBeUndefined();
  });

  it('notes nothing of who could not have had the lead anyway', () => {
    expect(missedBy({ availability: 'away', active: false })).toBeUndefined();
    expect(missedBy({ availability: 'away', workingHours: [] })).toBeUndefined();
    expect(missedBy({ workingHours: [] })).toBeUndefined();
  });

  it('lets who has some left count double, and says how much of it that was', () => {
    const { step, candidates } = decide(
      capped,
      input({ people: [person('anna'), person('ben')], credits: owed(LEAD) }),
    );
    expect(candidates).toMatchObject([{ standing: 'could_have' }, { ownerId: 'ben', standing: 'chosen', weight: 1 }]);
    // Two thirds of the lead instead of a half.
    expect(step?.entries).toEqual([
      { ownerId: 'anna', amount: 333_333_333 },
      { ownerId: 'ben', amount: -333_333_333 },
    ]);
    expect(step?.makeUp).toEqual([{ ownerId: 'ben', amount: -166_666_667 }]);
  });

  it('changes no byte of a decision while nobody is away or has anything left, or when it makes up for none', () => {
    const plain = policy(two);
    const never = policy({ ...two, balance: { makeUp: { missed: 'never' } } });
    const lead = input({ people: [person('anna'), person('ben')] });
    expect(canonicalJson(decide(capped, lead))).toBe(canonicalJson(decide(plain, lead)));
    const away = input({ people: [person('anna'), person('ben', { availability: 'away' })], credits: owed(LEAD) });
    expect(canonicalJson(decide(never, away))).toBe(canonicalJson(decide(plain, away)));
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEAD, stepBalance, type Standing } from './balance.ts';
import { accountHolders, closeAccounts } from './leavers.ts';
import { policyDocument, pool } from './fixtures.ts';

/** Credits of a scope: they sum to 0, as all that moves them does. */
const accounts = fc
  .array(fc.integer({ min: -20 * LEAD, max: 20 * LEAD }), { minLength: 2, maxLength: 8 })
  .map((values) => [...values, -values.reduce((sum, value) => sum + value, 0)])
  .map((values) => values.map((credit, index) => ({ ownerId: `p${index}`, credit })));
const sum = (amounts: readonly { amount: number }[]) => amounts.reduce((total, { amount }) => total + amount, 0);

/** Everybody with an account of whom the bit is set stays. */
const stayers = (credits: readonly { ownerId: string }[], bits: number) =>
  new Set(credits.flatMap(({ ownerId }, bit) => (bits & (1 << bit) ? [ownerId] : [])));

function after(
  credits: readonly { ownerId: string; credit: number }[],
  amounts: readonly { ownerId: string; amount: number }[],
): Map<string, number> {
  const moved = new Map(credits.map(({ ownerId, credit }) => [ownerId, credit]));
  for (const { ownerId, amount } of amounts) moved.set(ownerId, (moved.get(ownerId) ?? 0) + amount);
  return moved;
}

describe('closeAccounts', () => {
  it('takes what somebody was owed from what the others owe, in proportion', () => {
    const credits = [
      { ownerId: 'gone', credit: 9 },
      { ownerId: 'anna', credit: -8 },
      { ownerId: 'ben', credit: -4 },
      { ownerId: 'cleo', credit: 3 },
    ];
    expect(closeAccounts(credits, new Set(['anna', 'ben', 'cleo', 'new']))).toEqual([
      { ownerId: 'gone', amount: -9 },
      { ownerId: 'anna', amount: 6 },
      { ownerId: 'ben', amount: 3 },
    ]);
    expect(closeAccounts(credits, new Set(['gone', 'anna', 'ben', 'cleo']))).toEqual([]);
    expect(closeAccounts(credits, new Set())).toEqual([]);
  });

  it('sums to 0, leaves 0 to whoever has left, and brings everybody else nearer to 0, never past it', () => {
    fc.assert(
      fc.property(accounts, fc.integer({ min: 1, max: 511 }), (credits, bits) => {
        const holders = stayers(credits, bits);
        fc.pre(holders.size > 0);
        const amounts = closeAccounts(credits, holders);
        expect(sum(amounts)).toBe(0);
        const moved = after(credits, amounts);
        for (const { ownerId, credit } of credits) {
          const now = moved.get(ownerId) ?? 0;
          if (!holders.has(ownerId)) expect(now).toBe(0);
          else expect(credit < 0 ? now >= credit && now <= 0 : now <= credit && now >= 0).toBe(true);
        }
        const again = credits.map(({ ownerId }) => ({ ownerId, credit: moved.get(ownerId) ?? 0 }));
        expect(closeAccounts(again, holders)).toEqual([]);
      }),
    );
  });
});

/** How many leads more than the share due the newcomer has had, at the worst moment of so many leads. */
function worstExcess(start: ReadonlyMap<string, number>, weights: readonly number[], leads: number): number {
  const credits = new Map(
    [...start].map(([ownerId, credit]): [string, Standing] => [ownerId, { credit, lastLeadAt: null }]),
  );
  const team = ['new', ...start.keys()].map((ownerId, index) => ({ ownerId, weight: weights[index] ?? 1 }));
  const total = team.reduce((all, { weight }) => all + weight, 0);
  let [given, worst] = [0, 0];
  for (let lead = 1; lead <= leads; lead += 1) {
    const { ownerId: winner, entries } = stepBalance({ eligible: team, credits });
    for (const { ownerId, amount } of entries) {
      credits.set(ownerId, { credit: (credits.get(ownerId)?.credit ?? 0) + amount, lastLeadAt: null });
    }
    if (winner === 'new') given += 1;
    worst = Math.max(worst, given - (lead * (weights[0] ?? 1)) / total);
  }
  return worst;
}

describe('a newcomer', () => {
  it('is never a full lead above the fair share, whatever those who have left were owed', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(accounts, fc.integer({ min: 1, max: 511 }), weights, (credits, bits, values) => {
        const holders = stayers(credits, bits);
        fc.pre(holders.size > 0);
        const moved = after(credits, closeAccounts(credits, holders));
        const start = new Map([...moved].filter(([ownerId]) => holders.has(ownerId)));
        expect(worstExcess(start, values, 60)).toBeLessThan(1 + 1e-6);
      }),
    );
  });

  it('would otherwise be given first what those who stay had too much of', () => {
    const debts = new Map([
      ['anna', -5 * LEAD],
      ['ben', -5 * LEAD],
    ]);
    expect(worstExcess(debts, [1, 1, 1], 60)).toBeGreaterThan(3);
  });
});

const isActive = (ownerId: string) => ownerId !== 'gone';

describe('accountHolders', () => {
  const pools = [
    pool('north', { members: [{ ownerId: 'anna' }, { ownerId: 'gone' }] }),
    pool('south', { members: [{ ownerId: 'ben', weight: 0 }] }),
  ];

  const over = (span: 'portal' | 'pool') =>
    accountHolders(policyDocument({ pools, defaultPool: 'north', balance: { span } }), isActive);

  it('are the active members of all pools together, or of each', () => {
    expect(over('portal')).toEqual(new Map([['', new Set(['anna', 'ben'])]]));
    expect(over('pool')).toEqual(
      new Map([
        ['north', new Set(['anna'])],
        ['south', new Set(['ben'])],
      ]),
    );
  });
});

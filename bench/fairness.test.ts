import { describe, expect, it } from 'vitest';
import { windowOn } from '../src/policy/balance-window.ts';
import { runFairness } from './fairness-run.ts';
import { Tally } from './fairness-tally.ts';

const nobodyListens = () => {};

describe('runFairness', () => {
  it('gives the same figures for the same seed, and others for another', () => {
    const first = runFairness(5, 300, nobodyListens);
    expect(runFairness(5, 300, nobodyListens)).toEqual(first);
    expect(runFairness(6, 300, nobodyListens)).not.toEqual(first);
  });

  it('gives all leads out, and stays within the bound where the usual rule does not', () => {
    const given: number[] = [];
    const { worst, marketWorst, people } = runFairness(1, 2_000, (done) => given.push(done));
    expect(given.at(-1)).toBe(2_000);
    expect(people).toBe(40);
    expect(worst).toBeGreaterThan(0.5);
    expect(worst).toBeLessThanOrEqual(1.5);
    expect(marketWorst).toBeGreaterThan(10);
  });
});

it.each(['day', 'week', 'month', { rollingDays: 3 }] as const)(
  'stays within the bound with the window %j',
  (window) => {
    const { worst } = runFairness(1, 4_000, nobodyListens, window);
    expect(worst).toBeGreaterThan(0.5);
    expect(worst).toBeLessThanOrEqual(1.5);
  },
);

describe('Tally', () => {
  const both = [
    { ownerId: 'anna', weight: 3 },
    { ownerId: 'ben', weight: 1 },
  ];

  it('remembers the furthest that anybody was from the share due', () => {
    const tally = new Tally();
    tally.give('anna', both);
    expect(tally.worst).toBe(0.25);
    tally.give('ben', both);
    tally.give('ben', both);
    expect(tally.worst).toBe(1.25);
    tally.give('anna', both);
    expect(tally.worst).toBe(1.25);
  });

  it('forgets what was given and due before a day, and keeps the worst', () => {
    const tally = new Tally();
    for (const ownerId of ['ben', 'ben']) tally.give(ownerId, both, '2026-01-05');
    tally.give('anna', both, '2026-01-06');
    expect(tally.worst).toBe(1.5);
    expect(tally.fewestByWeight(both)).toBe('anna');
    tally.moveTo(windowOn('day', '2026-01-06'));
    // Ben has had nothing and Anna one lead, whatever was before.
    expect(tally.fewestByWeight(both)).toBe('ben');
    expect(tally.worst).toBe(1.5);
  });

  it('picks fewest leads by weight, then the longest since the last lead, then the first', () => {
    const tally = new Tally();
    expect(tally.fewestByWeight(both)).toBe('anna');
    tally.give('anna', both);
    expect(tally.fewestByWeight(both)).toBe('ben');
    tally.give('ben', both);
    expect(tally.fewestByWeight(both)).toBe('anna');
    tally.give('anna', both);
    tally.give('anna', both);
    // Three by weight 3 are as much as one by weight 1; Ben's last lead is longer ago.
    expect(tally.fewestByWeight(both)).toBe('ben');
  });
});

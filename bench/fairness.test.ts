import { describe, expect, it } from 'vitest';
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

it.each(['day', 'week', 'month'] as const)('stays within the bound when everybody begins anew each %s', (window) => {
  const { worst } = runFairness(1, 2_000, nobodyListens, window);
  expect(worst).toBeGreaterThan(0.5);
  expect(worst).toBeLessThanOrEqual(1.5);
});

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

  it('begins anew with nothing given and nothing due, and keeps the worst', () => {
    const tally = new Tally();
    for (const ownerId of ['ben', 'ben']) tally.give(ownerId, both);
    tally.beginAnew();
    tally.give('anna', both);
    expect(tally.worst).toBe(1.5);
    // Ben has had nothing and Anna one lead, whatever was before.
    expect(tally.fewestByWeight(both)).toBe('ben');
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

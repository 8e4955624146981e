import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAULT_KINDS, planRounds, type Round } from './schedule.ts';

function first(count: number, seed: number, kinds: Parameters<typeof planRounds>[1] = FAULT_KINDS): Round[] {
  return Array.from({ length: count }, (_, at) => at).reduce<{ rounds: Round[]; plan: Generator<Round> }>(
    ({ rounds, plan }) => {
      const { value } = plan.next();
      return { rounds: [...rounds, value], plan };
    },
    { rounds: [], plan: planRounds(seed, kinds) },
  ).rounds;
}

describe('planned rounds', () => {
  it('are the same for a seed, and others for another', () => {
    expect(first(20, 7)).toEqual(first(20, 7));
    expect(first(20, 7)).not.toEqual(first(20, 8));
  });

  it('bring every kind before any kind comes a third time', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 200 }), (seed, count) => {
        const counts = new Map<string, number>(FAULT_KINDS.map((kind) => [kind, 0]));
        for (const { strikes } of first(count, seed)) {
          for (const { kind } of strikes) counts.set(kind, (counts.get(kind) ?? 0) + 1);
        }
        const times = [...counts.values()];
        // One that would come twice in a round, at the end of one deck and the start of the next, is left out once.
        expect(Math.max(...times) - Math.min(...times)).toBeLessThanOrEqual(1 + Math.ceil(count / 10));
      }),
    );
  });

  it('strike one to four kinds, each once, and end when the last of them does', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        for (const { strikes, endMs } of first(30, seed)) {
          expect(strikes.length).toBeGreaterThanOrEqual(1);
          expect(strikes.length).toBeLessThanOrEqual(4);
          expect(new Set(strikes.map(({ kind }) => kind)).size).toBe(strikes.length);
          expect(endMs).toBe(Math.max(...strikes.map(({ atMs, forMs }) => atMs + forMs)));
        }
      }),
    );
  });

  it('use only the kinds that are asked for, and refuse to do nothing', () => {
    const kinds = first(50, 3, ['reset', 'latency']).flatMap(({ strikes }) => strikes.map(({ kind }) => kind));
    expect(new Set(kinds)).toEqual(new Set(['reset', 'latency']));
    expect(() => planRounds(1, []).next()).toThrow('no faults');
  });
});

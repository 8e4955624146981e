import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { follows, shareInterval, troubleOf, type ArmFigures } from './canary.ts';

const arm = (leads: number, changes: Partial<ArmFigures> = {}): ArmFigures => ({
  leads,
  wrongOwner: 0,
  held: 0,
  refused: 0,
  ...changes,
});

describe('a canary', () => {
  it('goes on while nothing speaks against it, or hardly anything', () => {
    expect(troubleOf(arm(50), arm(50))).toBeNull();
    expect(troubleOf(arm(2, { wrongOwner: 2 }), arm(50))).toBeNull();
    expect(troubleOf(arm(50, { wrongOwner: 5 }), arm(50))).toBeNull();
  });

  it('ends within a few leads where every owner is wrong, and where many leads wait', () => {
    expect(troubleOf(arm(3, { wrongOwner: 3 }), arm(3))).toBe('wrongOwner');
    expect(troubleOf(arm(20, { held: 12 }), arm(20))).toBe('held');
    expect(troubleOf(arm(20, { refused: 8 }), arm(20))).toBe('refused');
  });

  it('is not blamed for what happens to the other leads as well', () => {
    expect(troubleOf(arm(20, { held: 12 }), arm(20, { held: 12 }))).toBeNull();
  });

  it('is followed by its share of the leads, always the same ones, whatever the share', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 50 }), (lead, percent) => {
        if (follows(lead, percent)) expect(follows(lead, percent + 1)).toBe(true);
      }),
    );
    expect(Array.from({ length: 100 }, (_, lead) => follows(lead, 30)).filter(Boolean)).toHaveLength(30);
  });
});

it('an interval holds the share that was seen, and narrows with more leads', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 500 }), (of, some) => {
      const count = Math.min(some, of);
      const { low, high } = shareInterval(count, of);
      expect(low - 1e-9).toBeLessThanOrEqual(count / of);
      expect(high + 1e-9).toBeGreaterThanOrEqual(count / of);
      const more = shareInterval(count * 4, of * 4);
      expect(more.high - more.low).toBeLessThanOrEqual(high - low + 1e-9);
    }),
  );
  expect(shareInterval(0, 0)).toEqual({ low: 0, high: 1 });
});

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

const ofShare = (lead: number, percent: number) => follows({ arm: lead, country: 'DE' }, { percent, countries: [] });

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
        if (ofShare(lead, percent)) expect(ofShare(lead, percent + 1)).toBe(true);
      }),
    );
    expect(Array.from({ length: 100 }, (_, lead) => ofShare(lead, 30)).filter(Boolean)).toHaveLength(30);
  });

  it('is followed by the leads of its countries, if it names any', () => {
    const share = { percent: 0, countries: ['DE', 'AT'] };
    expect(follows({ arm: 99, country: 'AT' }, share)).toBe(true);
    expect(follows({ arm: 0, country: 'FR' }, share)).toBe(false);
    expect(follows({ arm: 0, country: null }, share)).toBe(false);
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

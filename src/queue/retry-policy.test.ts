import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BadConfiguration,
  BadInput,
  DecryptionFailed,
  GrantRevoked,
  HubSpotUnavailable,
  LeaseLost,
  MissingScope,
  OutcomeUnknown,
  RateLimited,
  UnexpectedAnswer,
} from '../errors.ts';
import { MAX_ATTEMPTS, nextTry } from './retry-policy.ts';

const now = new Date('2026-11-20T12:00:00Z');
const waitOf = (options: Omit<Parameters<typeof nextTry>[0], 'now'>) =>
  nextTry({ ...options, now }).notBefore.getTime() - now.getTime();

describe('nextTry', () => {
  test('waits as long as the error says', () => {
    expect(waitOf({ error: new RateLimited(1_234), attempts: 5 })).toBe(1_234);
    expect(waitOf({ error: new HubSpotUnavailable('down'), attempts: 0 })).toBe(2_000);
    expect(waitOf({ error: new OutcomeUnknown('no answer'), attempts: 3 })).toBe(30_000);
  });

  test('doubles from 1 s up to 5 minutes, half of it by chance', () => {
    const error = new Error('a bug');
    expect(waitOf({ error, attempts: 0, chance: 0 })).toBe(500);
    expect(waitOf({ error, attempts: 0, chance: 1 })).toBe(1_000);
    expect(waitOf({ error, attempts: 3, chance: 1 })).toBe(8_000);
    expect(waitOf({ error, attempts: 60, chance: 1 })).toBe(300_000);
  });

  test('gives up after ten of its own failures, not one earlier', () => {
    const error = new Error('a bug');
    expect(nextTry({ error, attempts: MAX_ATTEMPTS - 2, now }).dead).toBe(false);
    expect(nextTry({ error, attempts: MAX_ATTEMPTS - 1, now }).dead).toBe(true);
  });

  test('gives up soon where a further try cannot help, but not before somebody could look', () => {
    for (const error of [new UnexpectedAnswer('what?'), new BadInput('no')]) {
      expect(nextTry({ error, attempts: 1, now }).dead).toBe(false);
      expect(nextTry({ error, attempts: 2, now }).dead).toBe(true);
    }
  });

  test('looks once a minute whether somebody has mended what is wrong with the installation', () => {
    expect(waitOf({ error: new BadConfiguration('wrong secret'), attempts: 0 })).toBe(60_000);
    expect(waitOf({ error: new MissingScope([]), attempts: 7 })).toBe(60_000);
  });

  test.each([
    new RateLimited(1),
    new HubSpotUnavailable('x'),
    new GrantRevoked(1),
    new LeaseLost(),
    new BadConfiguration('x'),
    new MissingScope([]),
    new DecryptionFailed('x'),
  ])('never counts what is not the fault of the lead: $code', (error) => {
    expect(nextTry({ error, attempts: 1_000, now })).toMatchObject({ dead: false, countsAsAttempt: false });
  });

  test('whatever the input, the next try lies ahead and within 5 minutes unless the error named its time', () => {
    fc.assert(
      fc.property(fc.nat(), fc.double({ noNaN: true }), (attempts, chance) => {
        const wait = waitOf({ error: new Error('x'), attempts, chance });
        expect(wait).toBeGreaterThan(0);
        expect(wait).toBeLessThanOrEqual(300_000);
      }),
    );
  });
});

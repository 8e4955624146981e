import type { ShownSla } from '@baton/contract';
import { describe, expect, test } from 'vitest';
import { clockAt } from '../src/app/cards/sla.ts';

const MINUTE = 60_000;
const AS_OF = '2026-11-25T15:00:00Z';

function sla(given: Partial<ShownSla>): ShownSla {
  return {
    state: 'running',
    startedAt: '2026-11-25T14:00:00Z',
    dueAt: '2026-11-25T18:00:00Z',
    totalMs: 240 * MINUTE,
    leftMs: 180 * MINUTE,
    running: true,
    changesAt: null,
    ...given,
  };
}

describe('the clock', () => {
  test('runs on between answers', () => {
    expect(clockAt(sla({}), AS_OF, 20 * MINUTE)).toMatchObject({ leftMs: 160 * MINUTE, running: true });
  });

  test('stands still when its owner goes home', () => {
    const clock = clockAt(sla({ changesAt: '2026-11-25T15:10:00Z' }), AS_OF, 20 * MINUTE);
    expect(clock).toMatchObject({ leftMs: 170 * MINUTE, running: false, standsStillUntil: null });
  });

  test('stands still until its owner comes', () => {
    const still = sla({ running: false, changesAt: '2026-11-26T08:00:00Z' });
    expect(clockAt(still, AS_OF, 20 * MINUTE)).toMatchObject({
      leftMs: 180 * MINUTE,
      running: false,
      standsStillUntil: '2026-11-26T08:00:00Z',
    });
  });

  test('begins to run when its owner comes', () => {
    const still = sla({ running: false, changesAt: '2026-11-25T15:10:00Z' });
    expect(clockAt(still, AS_OF, 20 * MINUTE)).toMatchObject({ leftMs: 170 * MINUTE, running: true });
  });

  test.each([
    [180, 'running', 'success'],
    [59, 'running', 'warning'],
    [180, 'at_risk', 'warning'],
    [0, 'running', 'danger'],
    [-5, 'breached', 'danger'],
  ])('with %d minutes left and %s it is %s', (left, state, variant) => {
    expect(clockAt(sla({ leftMs: left * MINUTE, state }), AS_OF, 0)?.variant).toBe(variant);
  });

  test.each([sla({ leftMs: null }), sla({ totalMs: null }), sla({ state: 'met' }), sla({ state: 'none' })])(
    'is not shown where there is none: %j',
    (given) => {
      expect(clockAt(given, AS_OF, 0)).toBeNull();
    },
  );
});

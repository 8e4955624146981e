import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SLA_STATES, WRONG_OWNER_REASONS } from '../policy/taxonomy.ts';
import { CHOSEN_OUTCOMES, stepOf, type HandoffAction } from './lifecycle.ts';

const now = new Date('2026-11-25T10:00:00Z');
const later = new Date('2026-11-25T11:00:00Z');
const earlier = new Date('2026-11-25T09:00:00Z');
const running = { slaState: 'running', slaDueAt: later } as const;

describe('what a person may do with a handoff', () => {
  it.each(['accepted', 'acted', 'closed'] as const)('accepts it once: not when it is %s', (status) => {
    expect(stepOf({ status, ...running }, { action: 'accept' }, now)).toBeNull();
    expect(stepOf({ status: 'offered', ...running }, { action: 'accept' }, now)).toEqual({ to: 'accepted' });
  });

  it.each(CHOSEN_OUTCOMES)('ends it as %s, from every open state', (outcome) => {
    for (const status of ['offered', 'accepted', 'acted'] as const) {
      const step = stepOf({ status, ...running }, { action: 'done', outcome }, now);
      expect(step).toMatchObject({ to: 'closed', outcome, voids: outcome === 'junk' || outcome === 'duplicate' });
    }
  });

  it.each([
    ['in time', { slaState: 'running', slaDueAt: later }, 'met'],
    ['to the millisecond', { slaState: 'at_risk', slaDueAt: now }, 'met'],
    ['late', { slaState: 'running', slaDueAt: earlier }, 'breached'],
    ['with a clock that was met before', { slaState: 'met', slaDueAt: earlier }, 'met'],
    ['after a breach, whatever the due time says', { slaState: 'breached', slaDueAt: later }, 'breached'],
    ['without a clock', { slaState: 'none', slaDueAt: null }, 'none'],
  ] as const)('ends the clock: done %s', (_name, clock, slaState) => {
    expect(stepOf({ status: 'accepted', ...clock }, { action: 'done', outcome: 'qualified' }, now)).toMatchObject({
      slaState,
    });
  });

  it('does nothing to a closed handoff, whatever is asked', () => {
    const action = fc.oneof(
      fc.constant<HandoffAction>({ action: 'accept' }),
      fc.constantFrom(...WRONG_OWNER_REASONS).map((reason): HandoffAction => ({ action: 'wrong_owner', reason })),
      fc.constantFrom(...CHOSEN_OUTCOMES).map((outcome): HandoffAction => ({ action: 'done', outcome })),
    );
    fc.assert(
      fc.property(action, fc.constantFrom(...SLA_STATES), (asked, slaState) => {
        expect(stepOf({ status: 'closed', slaState, slaDueAt: later }, asked, now)).toBeNull();
      }),
    );
  });
});

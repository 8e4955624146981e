import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DueHandoff } from '../../store/tables/handoff-clocks.ts';
import { judge } from './judge.ts';

const T0 = Date.parse('2026-11-23T09:00:00Z');
const at = (minutes: number) => new Date(T0 + minutes * 60_000);

function due(changes: Partial<DueHandoff> = {}): DueHandoff {
  return {
    handoffId: 'h',
    contactId: 'c',
    ownerId: 'anna',
    pool: 'sales',
    status: 'offered',
    revision: 1,
    openedAt: at(0),
    ownerSince: at(0),
    slaState: 'running',
    dueAt: at(10),
    acceptDueAt: null,
    remindAt: at(5),
    remindedAt: null,
    graceUntil: null,
    lookAt: at(5),
    delayedSince: null,
    taskId: 't',
    ...changes,
  };
}
const call = (minutes: number) => ({ kind: 'contacted' as const, at: at(minutes) });
const reminded = { remindedAt: at(5), lookAt: at(10) };

describe('a look at a handoff', () => {
  it.each([
    ['reminds when that part of the time is gone', due(), at(5), { look: 'remind', lookAt: at(10) }],
    ['waits until the time is up', due(reminded), at(9), { look: 'wait', lookAt: at(10) }],
    ['lets it lapse then', due(reminded), at(10), { look: 'lapse' }],
    ['lets it lapse although it was accepted', due({ ...reminded, status: 'accepted' }), at(10), { look: 'lapse' }],
    ['lets it lapse when nobody accepted in time', due({ acceptDueAt: at(2) }), at(2), { look: 'lapse' }],
    [
      'asks nobody to accept twice',
      due({ acceptDueAt: at(2), status: 'accepted' }),
      at(2),
      { look: 'wait', lookAt: at(5) },
    ],
    ['awaits nothing of who has acted', due({ status: 'acted' }), at(30), { look: 'wait', lookAt: null }],
    ['looks now and then where nothing is due', due({ dueAt: null }), at(30), { look: 'wait', lookAt: at(270) }],
    ['less and less often', due({ dueAt: null }), at(1_000), { look: 'wait', lookAt: at(1_500) }],
    ['and no more after a month', due({ dueAt: null }), at(31 * 1_440), { look: 'wait', lookAt: null }],
    ['gives more time after an outage', due(reminded), at(16), { look: 'grace' }],
    ['gives it once', due({ ...reminded, graceUntil: at(30), lookAt: at(30) }), at(40), { look: 'lapse' }],
    ['waits for the grace to end', due({ ...reminded, graceUntil: at(30) }), at(20), { look: 'wait', lookAt: at(30) }],
    ['only waits when the clock ran backwards', due(), at(-60), { look: 'wait', lookAt: at(5) }],
  ])('%s', (_name, handoff, now, look) => {
    expect(judge(handoff, null, now)).toEqual(look);
  });

  it.each([
    [4, 'met'],
    [10, 'met'],
    [11, 'breached'],
  ])('stops the clock for an action in minute %i: %s', (minute, slaState) => {
    expect(judge(due(reminded), call(minute), at(12))).toEqual({ look: 'acted', action: call(minute), slaState });
  });

  it('never lets lapse what a person has acted on, and never before it is due', () => {
    fc.assert(
      fc.property(
        fc.record({ now: fc.integer({ min: -20, max: 60 }), acted: fc.option(fc.integer({ min: 0, max: 60 })) }),
        fc.record({
          status: fc.constantFrom('offered' as const, 'accepted' as const, 'acted' as const),
          acceptDueAt: fc.option(fc.integer({ min: 1, max: 9 }).map(at)),
          remindAt: fc.option(fc.integer({ min: 1, max: 9 }).map(at)),
          remindedAt: fc.option(fc.constant(at(5))),
          graceUntil: fc.option(fc.integer({ min: 1, max: 40 }).map(at)),
          lookAt: fc.integer({ min: 1, max: 40 }).map(at),
        }),
        ({ now, acted }, changes) => {
          const handoff = due(changes);
          const { look } = judge(handoff, acted === null ? null : call(acted), at(now));
          if (acted !== null) expect(look).not.toBe('lapse');
          const first = changes.status === 'offered' ? (changes.acceptDueAt ?? at(10)) : at(10);
          if (look === 'lapse') expect(at(now) >= first).toBe(true);
        },
      ),
    );
  });
});

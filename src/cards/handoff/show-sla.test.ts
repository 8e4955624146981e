import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Schedule } from '../../policy/hours.ts';
import { showSla } from './show-sla.ts';

const MINUTE = 60_000;
const at = (time: string, day = '25') => new Date(`2026-11-${day}T${time}:00Z`);
/** Works nine to five, Monday to Friday; the 25th is a Wednesday. */
const office: Schedule = {
  timeZone: 'UTC',
  workingHours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, startMinute: 540, endMinute: 1_020 })),
  outOfOffice: [],
};
const handoff = { status: 'offered', slaState: 'running', slaDueAt: at('12:00'), openedAt: at('10:00') } as const;
const seen = (now: Date, change: object = {}, schedule: Schedule | null = office) =>
  showSla({ ...handoff, ...change }, { now, portalZone: 'UTC', schedule });

describe('the clock on the card', () => {
  it('counts down in working time and says until when it runs', () => {
    expect(seen(at('10:30'))).toEqual({
      state: 'running',
      startedAt: at('10:00').toISOString(),
      dueAt: at('12:00').toISOString(),
      totalMs: 120 * MINUTE,
      leftMs: 90 * MINUTE,
      running: true,
      changesAt: at('17:00').toISOString(),
    });
  });

  it('stands still over night and says when it goes on', () => {
    expect(seen(at('20:00'), { openedAt: at('16:30'), slaDueAt: at('10:00', '26') })).toMatchObject({
      totalMs: 90 * MINUTE,
      leftMs: 60 * MINUTE,
      running: false,
      changesAt: at('09:00', '26').toISOString(),
    });
  });

  it('is late by the working time since', () => {
    expect(seen(at('12:25'))).toMatchObject({ state: 'breached', leftMs: -25 * MINUTE });
    expect(seen(at('09:10', '26'), { slaDueAt: at('16:50') })).toMatchObject({ leftMs: -20 * MINUTE });
  });

  it('runs around the clock where hours are unknown or do not count', () => {
    for (const schedule of [null, { ...office, workingHours: null }]) {
      expect(seen(at('11:00'), {}, schedule)).toMatchObject({ leftMs: 60 * MINUTE, running: true, changesAt: null });
    }
  });

  it.each([
    ['without an SLA', { slaState: 'none', slaDueAt: null }],
    ['once it was met', { slaState: 'met' }],
    ['once the handoff is closed', { status: 'closed', slaState: 'breached' }],
  ])('does not tick %s', (_name, change) => {
    expect(seen(at('11:00'), change)).toMatchObject({ totalMs: null, leftMs: null, running: false });
  });

  it('never has more left than in total, and never less from one moment to the next', () => {
    const minutes = fc.integer({ min: 0, max: 14 * 24 * 60 });
    fc.assert(
      fc.property(minutes, minutes, minutes, (dueIn, first, more) => {
        const due = new Date(at('10:00').getTime() + dueIn * MINUTE);
        const moment = (minute: number) => seen(new Date(at('10:00').getTime() + minute * MINUTE), { slaDueAt: due });
        const [now, later] = [moment(first), moment(first + more)];
        expect(now.leftMs ?? 0).toBeLessThanOrEqual(now.totalMs ?? 0);
        expect(later.leftMs ?? 0).toBeLessThanOrEqual(now.leftMs ?? 0);
      }),
    );
  });
});

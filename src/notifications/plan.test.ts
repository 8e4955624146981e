import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planNotification, type PlanInput } from './plan.ts';

const NOW = Date.parse('2026-11-23T21:30:00Z');
const quiet = { start: 1_320, end: 420 };

function plan(rest: Partial<PlanInput> = {}, settings: Partial<PlanInput['channels'][number]['settings']> = {}) {
  return planNotification({
    channels: [{ channelId: 'c', pool: '', settings: { quietHours: null, perHour: 2, ...settings } }],
    pool: 'sales',
    lane: 'fresh',
    timeZone: null,
    portalTimeZone: 'UTC',
    sentLastHour: new Map(),
    nowMs: NOW,
    ...rest,
  })[0];
}
const at = (iso: string) => Date.parse(iso);

describe('the plan', () => {
  it('tells at once', () => {
    expect(plan()).toEqual({ channelId: 'c', digest: false, notBeforeMs: NOW });
  });

  it('waits for the end of the quiet hours where the receiver is', () => {
    expect(plan({ timeZone: 'Europe/Berlin' }, { quietHours: quiet })?.notBeforeMs).toBe(at('2026-11-24T06:00:00Z'));
    expect(plan({ timeZone: 'Nowhere/At_all' }, { quietHours: quiet })?.notBeforeMs).toBe(NOW);
    expect(plan({ nowMs: at('2026-11-24T03:00:00Z') }, { quietHours: quiet })?.notBeforeMs).toBe(
      at('2026-11-24T07:00:00Z'),
    );
    expect(plan({}, { quietHours: { start: 1_260, end: 1_300 } })?.notBeforeMs).toBe(at('2026-11-23T21:40:00Z'));
  });

  it('gathers bulk leads, and what is beyond the limit of the hour', () => {
    const digest = { channelId: 'c', digest: true, notBeforeMs: at('2026-11-23T22:00:00Z') };
    expect(plan({ lane: 'bulk' })).toEqual(digest);
    expect(plan({ sentLastHour: new Map([['c', 2]]) })).toEqual(digest);
    expect(plan({ sentLastHour: new Map([['c', 1]]) })?.digest).toBe(false);
    expect(plan({ sentLastHour: new Map([['c', 999]]) }, { perHour: null })?.digest).toBe(false);
    expect(plan({ lane: 'bulk' }, { quietHours: quiet })?.notBeforeMs).toBe(at('2026-11-24T07:00:00Z'));
  });

  it('uses the channels of the pool, and those of all', () => {
    const settings = { quietHours: null, perHour: null };
    const channels = ['', 'sales', 'support'].map((pool) => ({ channelId: `of ${pool}`, pool, settings }));
    const used = (pool: string | null) =>
      planNotification({
        channels,
        pool,
        lane: 'fresh',
        timeZone: null,
        portalTimeZone: 'UTC',
        sentLastHour: new Map(),
        nowMs: NOW,
      }).map(({ channelId }) => channelId);
    expect([used('sales'), used(null)]).toEqual([['of ', 'of sales'], ['of ']]);
  });

  it('never tells before now, in quiet hours, or more than a day and an hour late', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia');
    const minute = fc.nat(1_439);
    const ms = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-12-31T00:00:00Z') });
    fc.assert(
      fc.property(zones, minute, minute, ms, fc.boolean(), (timeZone, start, end, nowMs, bulk) => {
        const quietHours = { start, end };
        const planned = plan({ timeZone, nowMs, lane: bulk ? 'bulk' : 'fresh' }, { quietHours })?.notBeforeMs ?? 0;
        expect(planned).toBeGreaterThanOrEqual(nowMs);
        expect(planned - nowMs).toBeLessThanOrEqual(27 * 3_600_000);
        // Looked at again at that moment, there is nothing to wait for.
        expect(plan({ timeZone, nowMs: planned }, { quietHours })?.notBeforeMs).toBe(planned);
      }),
    );
  });
});

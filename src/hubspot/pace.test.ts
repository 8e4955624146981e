import { describe, expect, it } from 'vitest';
import { CALLS_PER_WINDOW, WINDOW_MS } from './budget.ts';
import { paceMs } from './pace.ts';

const CALLS_PER_BATCH = 4;

/** Plays a portal that gets `perSecond` leads for a minute; batches take what waits, up to 20. Answers each lead's wait. */
function play(perSecond: number): { waits: number[]; worstWindow: number } {
  const calls: number[] = [];
  const waits: number[] = [];
  let worstWindow = 0;
  let next = 0;
  const arrivals = Array.from({ length: perSecond * 60 }, (_, index) => (index * 1_000) / perSecond);
  for (let now = 0; now < 70_000; now += 5) {
    const window = calls.filter((at) => at > now - WINDOW_MS);
    worstWindow = Math.max(worstWindow, window.length);
    const outlook = {
      used: window.length,
      oldestAgeMs: now - (window[0] ?? now),
      newestAgeMs: now - (window.at(-1) ?? 0),
    };
    if ((arrivals[next] ?? Infinity) > now || paceMs(outlook, CALLS_PER_BATCH) > 0) continue;
    if (window.length + CALLS_PER_BATCH > CALLS_PER_WINDOW) continue;
    for (let taken = 0; taken < 20 && (arrivals[next] ?? Infinity) <= now; taken += 1, next += 1)
      waits.push(now - (arrivals[next] ?? now));
    for (let call = 0; call < CALLS_PER_BATCH; call += 1) calls.push(now);
  }
  return { waits: waits.toSorted((a, b) => a - b), worstWindow };
}

describe('the pace of a busy portal', () => {
  it('lets a quiet portal answer at once', () => {
    expect(paceMs({ used: 0, oldestAgeMs: 0, newestAgeMs: 0 }, CALLS_PER_BATCH)).toBe(0);
    expect(paceMs({ used: 50, oldestAgeMs: 9_000, newestAgeMs: 0 }, CALLS_PER_BATCH)).toBe(0);
  });

  it('makes what is left last until the oldest calls leave the window', () => {
    expect(paceMs({ used: 92, oldestAgeMs: 2_000, newestAgeMs: 0 }, CALLS_PER_BATCH)).toBe(8_000);
    expect(paceMs({ used: 92, oldestAgeMs: 2_000, newestAgeMs: 8_000 }, CALLS_PER_BATCH)).toBe(0);
    expect(paceMs({ used: 108, oldestAgeMs: 0, newestAgeMs: 0 }, CALLS_PER_BATCH)).toBeLessThanOrEqual(WINDOW_MS);
  });

  it.each([2, 10, 20])('keeps every lead of %i a second under two seconds, within the limit', (perSecond) => {
    const { waits, worstWindow } = play(perSecond);
    expect(waits).toHaveLength(perSecond * 60);
    expect(waits.at(-1)).toBeLessThan(2_000);
    expect(worstWindow).toBeLessThanOrEqual(CALLS_PER_WINDOW);
  });
});

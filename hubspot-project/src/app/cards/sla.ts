import type { ShownSla } from '@baton/contract';

export interface Clock {
  /** Working time left; negative: late by so much. */
  leftMs: number;
  totalMs: number;
  running: boolean;
  /** Until when it stands still; null: it runs, or nobody knows. */
  standsStillUntil: string | null;
  variant: 'success' | 'warning' | 'danger';
}

/** Less than this share of the time left: it should be hurried. The server says `at_risk` by its own rule as well. */
const HURRY_SHARE = 0.25;

/**
 * Where the clock stands now, from what the server said `elapsedMs` ago and when its owner goes or comes. null: there is
 * no clock to show.
 */
export function clockAt(sla: ShownSla, asOf: string, elapsedMs: number): Clock | null {
  if (sla.leftMs === null || sla.totalMs === null || sla.state === 'met' || sla.state === 'none') return null;
  const changesInMs = sla.changesAt === null ? Infinity : Math.max(0, Date.parse(sla.changesAt) - Date.parse(asOf));
  const changed = elapsedMs >= changesInMs;
  const ranMs = sla.running ? Math.min(elapsedMs, changesInMs) : Math.max(0, elapsedMs - changesInMs);
  const leftMs = sla.leftMs - ranMs;
  const running = sla.running !== changed;
  return {
    leftMs,
    totalMs: sla.totalMs,
    running,
    // after a change of ours nobody has said yet when the next one is
    standsStillUntil: running || changed ? null : sla.changesAt,
    variant: leftMs <= 0 ? 'danger' : isHurry(sla, leftMs, sla.totalMs) ? 'warning' : 'success',
  };
}

function isHurry(sla: ShownSla, leftMs: number, totalMs: number): boolean {
  return sla.state === 'at_risk' || leftMs < totalMs * HURRY_SHARE;
}

import { BULK_CALLS_PER_WINDOW, CALLS_PER_WINDOW, WINDOW_MS, type Outlook } from './budget.ts';

/** Up to here a portal may work as fast as it can: a few leads at a time are answered at once. */
const BURST = CALLS_PER_WINDOW / 2;

/** What a busy portal aims at: a little below the bound of bulk work, so that an import of some rows still gets through. */
const AIM = BULK_CALLS_PER_WINDOW - 4;

/**
 * How many milliseconds a batch of `calls` calls had better wait, so that the calls left last until the window frees more.
 * Without it a busy portal spends its window on batches of one lead and then stands still for seconds; with it the leads
 * gather for some hundred milliseconds and share their calls. 0 in the first half of the window. Pure.
 */
export function paceMs(outlook: Outlook, calls: number): number {
  const { used, oldestAgeMs, newestAgeMs } = outlook;
  if (used < BURST) return 0;
  const left = Math.max(1, AIM - used);
  const untilFree = Math.max(0, WINDOW_MS - oldestAgeMs);
  // At least the even pace of the whole window, the more so the fuller it is; and what is left lasts until more is free.
  const fullness = Math.min(1, (used - BURST) / (AIM - BURST));
  const perCall = Math.max((fullness * WINDOW_MS) / AIM, untilFree / left);
  return Math.min(WINDOW_MS, Math.max(0, Math.ceil(calls * perCall - newestAgeMs)));
}

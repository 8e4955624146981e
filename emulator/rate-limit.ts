/** A marketplace app's allowance per portal. */
export const CALLS_PER_WINDOW = 110;
export const WINDOW_MS = 10_000;
/** The account's allowance for searches. */
export const SEARCHES_PER_SECOND = 5;

export interface Taken {
  ok: boolean;
  remaining: number;
  /** When the oldest call in the window leaves it. */
  freeAfterMs: number;
}

/** Rolling windows per portal: calls and searches are counted apart. A refused call does not count. */
export interface RateLimits {
  takeCall(portalId: number, nowMs: number): Taken;
  takeSearch(portalId: number, nowMs: number): Taken;
  clear(): void;
}

export function createRateLimits(): RateLimits {
  const calls = new Map<number, number[]>();
  const searches = new Map<number, number[]>();
  return {
    takeCall: (portalId, nowMs) => take(calls, { portalId, nowMs, max: CALLS_PER_WINDOW, windowMs: WINDOW_MS }),
    takeSearch: (portalId, nowMs) => take(searches, { portalId, nowMs, max: SEARCHES_PER_SECOND, windowMs: 1_000 }),
    clear() {
      calls.clear();
      searches.clear();
    },
  };
}

function take(
  windows: Map<number, number[]>,
  { portalId, nowMs, max, windowMs }: { portalId: number; nowMs: number; max: number; windowMs: number },
): Taken {
  const times = (windows.get(portalId) ?? []).filter((atMs) => atMs > nowMs - windowMs);
  windows.set(portalId, times);
  const ok = times.length < max;
  if (ok) times.push(nowMs);
  return { ok, remaining: max - times.length, freeAfterMs: (times[0] ?? nowMs) + windowMs - nowMs };
}

import type { Lane } from '../policy/taxonomy.ts';

/** HubSpot allows 110 calls per rolling 10 s and account; two are kept back because our clocks differ by the way there. */
export const CALLS_PER_WINDOW = 108;
export const WINDOW_MS = 10_000;
/** Imports may fill the window up to here only, and one call per pace: a person who just sent a form never waits for them. */
export const BULK_CALLS_PER_WINDOW = 100;
export const BULK_PACE_MS = 100;
/** Searches have a limit of their own: 5 per second and account, one of them kept back for the same reason. */
export const SEARCHES_PER_WINDOW = 4;
export const SEARCH_WINDOW_MS = 1_000;
/** A longer pause than this is not believed; after it one call finds out. */
export const LONGEST_BLOCK_MS = 15 * 60_000;

export interface BudgetRequest {
  portalId: number;
  lane: Lane;
  kind: 'call' | 'search';
}

export interface BudgetCorrection {
  portalId: number;
  /** How many more calls HubSpot says it accepts in this window. Only ever tightens our own count. */
  remaining?: number;
  /** HubSpot refused: no call of this portal before so many milliseconds have passed. */
  retryAfterMs?: number;
}

/** How much of a portal's window is used. Ages in milliseconds, by the clock of the budget's store. */
export interface Outlook {
  used: number;
  /** Age of the oldest call in the window; it leaves the window at WINDOW_MS. 0 when there is none. */
  oldestAgeMs: number;
  newestAgeMs: number;
}

/** The request budget of each portal, shared by all processes of an installation. */
export interface RequestBudget {
  /** `waitMs` 0: a call is taken from the budget. Otherwise nothing was taken; ask again after that many milliseconds. */
  reserve(request: BudgetRequest): Promise<{ waitMs: number }>;
  correct(answer: BudgetCorrection): Promise<void>;
  /** How full a portal's window of calls is. Takes nothing. */
  outlook(portalId: number): Promise<Outlook>;
  close(): Promise<void>;
}

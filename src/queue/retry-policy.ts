import { BatonError, retryOf } from '../errors.ts';

/** A lead that failed this often through its own fault is put aside for a person. */
export const MAX_ATTEMPTS = 10;

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 300_000;

/** Where a retry as such cannot help, somebody may mend the cause meanwhile: this many tries, then put aside. */
const HOPELESS_ATTEMPTS = 3;

/** What only a person can mend is looked at again this often. */
const UNTIL_MENDED_MS = 60_000;

/**
 * Waiting for these is nobody's failure: the lead itself has done nothing wrong. One wrong setting must not put every
 * lead of every account aside.
 */
const NOT_THE_LEADS_FAULT: ReadonlySet<string> = new Set([
  'bad_configuration',
  'missing_scope',
  'decryption_failed',
  'no_policy',
  'rate_limited',
  'hubspot_unavailable',
  'store_unavailable',
  'grant_revoked',
  'lease_lost',
]);

export interface NextTry {
  /** Put aside: a further try cannot help, or there were enough. */
  dead: boolean;
  /** Whether this failure is one more of the lead's own attempts. */
  countsAsAttempt: boolean;
  notBefore: Date;
}

/**
 * When a lead (or write) that failed is tried again, and whether at all: after the time that the error itself names, else
 * after 1 s, 2 s, 4 s ... up to 5 minutes, the later half of it by chance so that leads that failed together do not come
 * back together. `attempts` are those before this failure; `chance` is a number from 0 to 1 (default: in the middle).
 */
export function nextTry(options: { error: unknown; attempts: number; now: Date; chance?: number }): NextTry {
  const { error, attempts, now, chance = 0.5 } = options;
  const countsAsAttempt = !(error instanceof BatonError && NOT_THE_LEADS_FAULT.has(error.code));
  const retry = retryOf(error);
  const backoff = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempts, 30));
  const named = retry.helps ? retry.afterMs : undefined;
  const spread = Math.min(1, Math.max(0, chance));
  const backedOff = Math.round(backoff / 2 + (backoff / 2) * spread);
  const waitMs = named ?? (countsAsAttempt ? backedOff : UNTIL_MENDED_MS);
  const dead = countsAsAttempt && attempts + 1 >= (retry.helps ? MAX_ATTEMPTS : HOPELESS_ATTEMPTS);
  return { dead, countsAsAttempt, notBefore: new Date(now.getTime() + waitMs) };
}

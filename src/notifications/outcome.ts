import { codeOf, BatonError, retryOf } from '../errors.ts';

/** After so many tries somebody must look at the channel. */
export const MAX_TRIES = 8;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 1_800_000;

export type AfterFailure =
  | { gaveUp: false; code: string; notBefore: Date }
  /** `sentence`: for an admin. */
  | { gaveUp: true; code: string; sentence: string };

/**
 * What becomes of a message whose sending failed: again after the time that the receiver named, else after 30 s, 1 min,
 * 2 min ... up to half an hour, an hour in all; given up where a further try cannot help, and after the eighth. `tries` includes this one.
 */
export function afterFailure(error: unknown, tries: number, now: Date): AfterFailure {
  const retry = retryOf(error);
  const code = codeOf(error);
  if (!retry.helps || tries >= MAX_TRIES) {
    const what = error instanceof BatonError ? error.sentence : 'Something unexpected happened.';
    return {
      gaveUp: true,
      code,
      sentence: `A notification was given up after ${tries} of ${MAX_TRIES} tries. ${what}`,
    };
  }
  const waitMs = retry.afterMs ?? Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1));
  return { gaveUp: false, code, notBefore: new Date(now.getTime() + waitMs) };
}

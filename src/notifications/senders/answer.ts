import { ReceiverRefused, ReceiverUnavailable } from '../../errors.ts';
import type { OutboundAnswer } from '../../outbound/guarded-post.ts';

const TRY_LATER = new Set([408, 409, 425, 429]);
/** A receiver may not put a message off for longer than this. */
const LONGEST_WAIT_MS = 3_600_000;

/** Throws ReceiverUnavailable or ReceiverRefused unless the answer is a 2xx. What the receiver wrote is not repeated. */
export function mustHaveAccepted(who: string, { status, headers }: OutboundAnswer): void {
  if (status >= 200 && status < 300) return;
  if (status >= 500 || TRY_LATER.has(status)) {
    const afterMs = retryAfterMs(headers['retry-after']);
    throw new ReceiverUnavailable(`${who} answered ${status}; Baton tries again.`, afterMs === null ? {} : { afterMs });
  }
  throw new ReceiverRefused(`${who} answered ${status}. Check the channel's address and whether it still exists.`);
}

/** Seconds; the date form is not used by those who ask for patience. null: not said. */
export function retryAfterMs(header: string | undefined): number | null {
  const seconds = Number(header ?? '');
  return header === undefined || !(seconds > 0) ? null : Math.min(seconds * 1000, LONGEST_WAIT_MS);
}

import {
  codeOf,
  GrantRevoked,
  HubSpotUnavailable,
  MissingScope,
  OutcomeUnknown,
  RateLimited,
  retryOf,
  WriteRefused,
} from '../errors.ts';
import { RecordGone } from '../hubspot/refusals.ts';
import type { WriteResult } from '../hubspot/writes.ts';
import { UNANSWERED_MS, type LeasedWrite, type WriteEnd } from '../store/tables/crm-writes.ts';

/** What is there twice if it is simply sent again. */
const CREATES: ReadonlySet<LeasedWrite['kind']> = new Set(['task_create', 'follow_up_create', 'sequence_enrol']);

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** An answer that we do not understand is not understood better by asking for ever. */
const MOST_PUZZLING_TRIES = 5;

/**
 * What becomes of a write by HubSpot's answer. Only an answer that rules out any effect lets a write simply be sent
 * again; everything else stays `sent` until its effect can be looked for. undefined: HubSpot said nothing about it. Pure.
 */
export function endOf(
  write: Pick<LeasedWrite, 'kind' | 'attempts'>,
  result: WriteResult | undefined,
  now: Date,
): WriteEnd {
  if (result?.ok === true) return { end: 'done', hubspotId: result.id };
  return endOfError(write, result?.error ?? new OutcomeUnknown('HubSpot did not say what became of this write.'), now);
}

export function endOfError(write: Pick<LeasedWrite, 'kind' | 'attempts'>, error: unknown, now: Date): WriteEnd {
  const later = (state: 'todo' | 'sent', ms: number): WriteEnd => ({
    end: 'later',
    state,
    notBefore: new Date(now.getTime() + ms),
    error: codeOf(error),
  });
  if (error instanceof RecordGone) return { end: 'superseded' };
  if (error instanceof WriteRefused || error instanceof MissingScope) return { end: 'refused', error: codeOf(error) };
  if (error instanceof OutcomeUnknown) return later('sent', UNANSWERED_MS);
  // The portal is suspended, not its leads: they wait for a re-install.
  if (error instanceof GrantRevoked) return later('todo', LONGEST_PAUSE_MS);
  if (error instanceof RateLimited) return later('todo', afterMsOf(error));
  if (error instanceof HubSpotUnavailable) return later('todo', Math.max(afterMsOf(error), pause(write.attempts)));
  if (!retryOf(error).helps && write.attempts + 1 >= MOST_PUZZLING_TRIES)
    return { end: 'refused', error: codeOf(error) };
  // A bug of ours between sending and reading the answer may have had an effect too.
  const mayHaveHappened = retryOf(error).helps && CREATES.has(write.kind);
  return mayHaveHappened ? later('sent', UNANSWERED_MS) : later('todo', pause(write.attempts));
}

function pause(attempts: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempts, 10));
}

function afterMsOf(error: unknown): number {
  const retry = retryOf(error);
  return retry.helps ? (retry.afterMs ?? FIRST_PAUSE_MS) : FIRST_PAUSE_MS;
}

import type { CardView } from '@baton/contract';
import { backOffMs } from '@baton/ui';

const POLL_MS = 60_000;
/** However soon the server says that something will change. */
const SOONEST_MS = 1_000;
/** A lead that waits so long is not decided within the next second either. */
const LONG_WAIT_MS = 30_000;
const LONG_POLL_MS = 15_000;
const VERY_LONG_WAIT_MS = 5 * 60_000;

type Waiting = Extract<CardView, { kind: 'waiting' }>;

/** When to ask again: soon while something is about to happen, but never a server that is in trouble or busy. */
export function pace(card: CardView | null, failures: number): number {
  if (failures > 0) return backOffMs(failures);
  const soon = Math.min(POLL_MS, Math.max(SOONEST_MS, card?.lookAgainMs ?? POLL_MS));
  return card?.kind === 'waiting' ? Math.max(soon, patience(waitedMs(card, 0))) : soon;
}

/** Does it take longer than a person would expect? `elapsedMs`: how long ago the card was received. */
export function waitsLong(card: Waiting, elapsedMs: number): boolean {
  return waitedMs(card, elapsedMs) > LONG_WAIT_MS;
}

function patience(waited: number): number {
  if (waited > VERY_LONG_WAIT_MS) return POLL_MS;
  return waited > LONG_WAIT_MS ? LONG_POLL_MS : SOONEST_MS;
}

/** By the server's clock, as far as it goes. */
function waitedMs({ since, asOf }: Waiting, elapsedMs: number): number {
  return Date.parse(asOf) - Date.parse(since) + elapsedMs;
}

import type { SlaState } from '../../policy/taxonomy.ts';
import type { DueHandoff } from '../../store/tables/handoff-clocks.ts';
import { earliest, UNHURRIED_MS } from './arm.ts';
import type { Action } from './evidence.ts';

/** Who looks later than this has been away: its clocks are not to go off all at once. Milliseconds. */
const OUTAGE_MS = 300_000;

const MONTH_MS = 30 * 86_400_000;

/** What a look at a handoff comes to. */
export type Look =
  /** A person has acted; `slaState`: in time or not. */
  | { look: 'acted'; action: Action; slaState: SlaState }
  | { look: 'remind'; lookAt: Date | null }
  /** Its owner did not act in time. */
  | { look: 'lapse' }
  /** Baton could not look when it should have: some time more. */
  | { look: 'grace' }
  /** Nothing is due; `lookAt` null: nothing is awaited. */
  | { look: 'wait'; lookAt: Date | null };

/**
 * What is to be done about an open handoff whose time to be looked at has come, given what a person has done since it was
 * opened. A clock that runs backwards only makes it wait. Pure.
 */
export function judge(handoff: DueHandoff, action: Action | null, now: Date): Look {
  const { dueAt, status, remindAt, remindedAt, graceUntil, lookAt, delayedSince } = handoff;
  if (action !== null && status !== 'acted') return { look: 'acted', action, slaState: stateAt(handoff, action.at) };
  if (status === 'acted') return { look: 'wait', lookAt: null };
  if (dueAt === null) return { look: 'wait', lookAt: lookWithoutClock(handoff, now) };
  const end = earliest([dueAt, status === 'offered' ? handoff.acceptDueAt : null]) ?? dueAt;
  const lapsesAt = graceUntil !== null && graceUntil > end ? graceUntil : end;
  const lateMs = now.getTime() - (delayedSince ?? lookAt).getTime();
  if (now >= lapsesAt) return lateMs > OUTAGE_MS && lapsesAt === end ? { look: 'grace' } : { look: 'lapse' };
  if (remindAt !== null && remindedAt === null && now >= remindAt) return { look: 'remind', lookAt: lapsesAt };
  const next = remindAt !== null && remindedAt === null && remindAt > now ? remindAt : null;
  return { look: 'wait', lookAt: earliest([next, lapsesAt]) };
}

/** Nobody has to act on it, yet it is worth knowing whether somebody has: less and less often, for a month. */
function lookWithoutClock({ ownerSince }: DueHandoff, now: Date): Date | null {
  const ageMs = now.getTime() - ownerSince.getTime();
  return ageMs > MONTH_MS ? null : new Date(now.getTime() + Math.max(UNHURRIED_MS, ageMs / 2));
}

function stateAt({ dueAt, slaState }: DueHandoff, at: Date): SlaState {
  if (dueAt === null) return slaState;
  return at <= dueAt ? 'met' : 'breached';
}

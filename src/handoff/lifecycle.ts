import { FOUND_OUTCOMES, OUTCOMES, type Outcome, type SlaState, type WRONG_OWNER_REASONS } from '../policy/taxonomy.ts';

export type HandoffStatus = 'offered' | 'accepted' | 'acted' | 'closed';
export type WrongOwnerReason = (typeof WRONG_OWNER_REASONS)[number];

export type ChosenOutcome = Exclude<Outcome, (typeof FOUND_OUTCOMES)[number]>;
const FOUND: ReadonlySet<Outcome> = new Set(FOUND_OUTCOMES);
/** How a person may say that a handoff ended; the other outcomes are found out, not chosen. */
export const CHOSEN_OUTCOMES = OUTCOMES.filter((outcome): outcome is ChosenOutcome => !FOUND.has(outcome));

/** What a person does about a handoff. */
export type HandoffAction =
  | { action: 'accept' }
  | { action: 'wrong_owner'; reason: WrongOwnerReason }
  | { action: 'done'; outcome: ChosenOutcome };

/** What an action makes of a handoff. */
export type HandoffStep =
  | { to: 'accepted' }
  /** It stays as it is; that somebody else should have it is noted. */
  | { to: 'disputed'; reason: WrongOwnerReason }
  | {
      to: 'closed';
      outcome: ChosenOutcome;
      slaState: SlaState;
      /** Nobody was to have had it (3.6). */ voids: boolean;
    };

/** A lead that was none costs nobody a turn. */
const VOIDING: ReadonlySet<ChosenOutcome> = new Set(['junk', 'duplicate']);

/** null: the handoff is no longer where this action could be meant. Pure. */
export function stepOf(
  handoff: { status: HandoffStatus; slaState: SlaState; slaDueAt: Date | null },
  action: HandoffAction,
  now: Date,
): HandoffStep | null {
  if (handoff.status === 'closed') return null;
  switch (action.action) {
    case 'accept':
      return handoff.status === 'offered' ? { to: 'accepted' } : null;
    case 'wrong_owner':
      return { to: 'disputed', reason: action.reason };
    case 'done':
      return {
        to: 'closed',
        outcome: action.outcome,
        slaState: slaAtEnd(handoff, now),
        voids: VOIDING.has(action.outcome),
      };
    default:
      return action satisfies never;
  }
}

/** A clock that has met its end keeps it; one that runs ends now, in time or late. */
function slaAtEnd({ slaState, slaDueAt }: { slaState: SlaState; slaDueAt: Date | null }, now: Date): SlaState {
  if (slaState === 'none' || slaState === 'met' || slaState === 'breached' || slaDueAt === null) return slaState;
  return now <= slaDueAt ? 'met' : 'breached';
}

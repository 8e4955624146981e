import {
  FOUND_OUTCOMES,
  OUTCOMES,
  type DECLINE_REASONS,
  type DISQUALIFY_REASONS,
  type NEEDS_CONTEXT_REASONS,
  type Outcome,
  type SlaState,
  type WRONG_OWNER_REASONS,
} from '../policy/taxonomy.ts';

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
  | { action: 'done'; outcome: ChosenOutcome }
  /** Something is missing before anybody can act. */
  | { action: 'needs_context'; reason: (typeof NEEDS_CONTEXT_REASONS)[number] }
  | { action: 'decline'; reason: (typeof DECLINE_REASONS)[number] }
  | { action: 'disqualify'; reason: (typeof DISQUALIFY_REASONS)[number] }
  /** Not before then. */
  | { action: 'snooze'; until: Date }
  /** To a colleague, or to oneself. */
  | { action: 'give'; to: string };

/** What an action makes of a handoff. */
export type HandoffStep =
  | { to: 'accepted' }
  /** Somebody else should have it: it goes on, as the policy says. */
  | { to: 'disputed'; reason: WrongOwnerReason }
  | { to: 'asked'; reason: string }
  | { to: 'declined'; reason: string }
  | { to: 'given'; ownerId: string }
  | { to: 'snoozed'; until: Date }
  | {
      to: 'closed';
      outcome: ChosenOutcome;
      slaState: SlaState;
      /** Nobody was to have had it (3.6). */ voids: boolean;
      /** Why it was no lead for us; absent: it was one. */ reason?: string;
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
    case 'needs_context':
      return { to: 'asked', reason: action.reason };
    case 'decline':
      return { to: 'declined', reason: action.reason };
    case 'disqualify':
      return {
        to: 'closed',
        outcome: 'disqualified',
        slaState: slaAtEnd(handoff, now),
        voids: false,
        reason: action.reason,
      };
    case 'snooze':
      return handoff.status === 'acted' || action.until <= now ? null : { to: 'snoozed', until: action.until };
    case 'give':
      return { to: 'given', ownerId: action.to };
    default:
      return action satisfies never;
  }
}

/** A clock that has met its end keeps it; one that runs ends now, in time or late. */
function slaAtEnd({ slaState, slaDueAt }: { slaState: SlaState; slaDueAt: Date | null }, now: Date): SlaState {
  if (slaState === 'none' || slaState === 'met' || slaState === 'breached' || slaDueAt === null) return slaState;
  return now <= slaDueAt ? 'met' : 'breached';
}

import type { HandoffEventKind } from '../../store/handoff-event-kind.ts';

/** What happened last to a handoff, with names. */
export interface LastEvent {
  kind: HandoffEventKind;
  /** `You`, a person's name, or null: Baton itself. */
  who: string | null;
  owner: string | null;
}

/** Says to somebody who clicked on what is no longer so what happened meanwhile. */
export function movedOnSentence(last: LastEvent | null): string {
  return `${whatHappened(last)} Nothing was done now; the card shows how it stands.`;
}

function whatHappened(last: LastEvent | null): string {
  if (last === null) return 'This handoff has changed meanwhile.';
  const who = last.who ?? 'Baton';
  switch (last.kind) {
    case 'accepted':
      return `${who} accepted this handoff already.`;
    case 'wrong_owner':
      return `${who} said meanwhile that this handoff has the wrong owner.`;
    case 'closed':
      return last.who === null ? 'This handoff was closed meanwhile.' : `${who} closed this handoff already.`;
    case 'moved':
      return `This handoff has gone to ${last.owner ?? 'somebody else'} meanwhile.`;
    case 'enquiry_added':
      return 'The lead has asked again meanwhile.';
    case 'offered':
      return 'This contact has a new handoff meanwhile.';
    case 'reminded':
    case 'delayed':
    case 'grace':
    case 'task_deleted':
    case 'disqualified':
      return 'This handoff has changed meanwhile.';
    case 'needs_context':
      return `${who} said meanwhile that something is missing.`;
    case 'declined':
      return `${who} declined this handoff meanwhile.`;
    case 'given':
      return `${who} gave this handoff to ${last.owner ?? 'somebody else'} meanwhile.`;
    case 'snoozed':
      return `${who} put this handoff off meanwhile.`;
    case 'lapsed':
      return 'The time to act on this handoff has run out meanwhile.';
    case 'stayed':
      return 'The time to act on this handoff has run out, and nobody else may have it.';
    case 'acted':
      return 'Somebody has acted on this handoff meanwhile.';
    default:
      return last.kind satisfies never;
  }
}

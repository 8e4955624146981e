import type { CardView, ShownHandoff } from '@baton/contract';

/** What the card shows between a click and the server's answer. */
const NOTHING_MORE = { accept: false, done: false, wrongOwner: false, route: false };

/** Accepted: the viewer may close it next. */
export function accepted(card: CardView): CardView {
  return withHandoff(card, { status: 'accepted' }, { done: true, wrongOwner: card.may.wrongOwner });
}

/** Closed with an outcome. `now`: ISO. */
export function closed(card: CardView, outcome: string, now: string): CardView {
  return withHandoff(card, { status: 'closed', outcome, closedAt: now }, {});
}

/** Somebody said that the owner is the wrong one. `now`: ISO. */
export function wrongOwnerReported(card: CardView, reason: string, now: string): CardView {
  return withHandoff(card, { wrongOwner: { reason, who: null, at: now } }, {});
}

/** Somebody had it routed: Baton has yet to look at it. `now`: ISO. */
export function beingRouted(card: CardView, now: string): CardView {
  const { asOf, mode, history } = card;
  return { kind: 'waiting', asOf, mode, history, lookAgainMs: null, may: NOTHING_MORE, since: now, trouble: null };
}

function withHandoff(card: CardView, changes: Partial<ShownHandoff>, may: Partial<CardView['may']>): CardView {
  if (card.kind !== 'handoff') return card;
  return { ...card, handoff: { ...card.handoff, ...changes }, may: { ...NOTHING_MORE, ...may } };
}

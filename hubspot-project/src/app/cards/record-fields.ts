import type { CardView } from '@baton/contract';
import type { Feed } from '@baton/ui';

/** The server answers before HubSpot has what it writes; by then it has. */
const WRITTEN_AFTER_MS = 5_000;

/**
 * Has the record's fields read again, now and once more a little later, whenever the card brings another owner, status or
 * revision than before. What only might become so does not count. Answers how to stop it.
 */
export function keepRecordFieldsFresh(feed: Feed<CardView>, refresh: () => void): () => void {
  let known: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = feed.subscribe(() => {
    const shown = feed.current();
    if (shown.status !== 'ready' || shown.changing) return;
    const before = known;
    known = standing(shown.value);
    if (before === null || before === known) return;
    refresh();
    clearTimeout(timer);
    timer = setTimeout(refresh, WRITTEN_AFTER_MS);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}

/** What of the card also stands in the record's fields. */
function standing(card: CardView): string {
  if (card.kind === 'decision') return JSON.stringify([card.outcome, card.owner, card.decidedAt]);
  if (card.kind !== 'handoff') return '';
  const { handoffId, revision, status, owner } = card.handoff;
  return JSON.stringify([handoffId, revision, status, owner.name]);
}

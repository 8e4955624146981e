import type { HistoryEntry } from '@baton/contract';
import { cardTexts, labelOf, useFormats } from '@baton/ui';
import { Accordion, DescriptionList, DescriptionListItem } from '@hubspot/ui-extensions';

/** What nobody but Baton does. Of the rest it may not be said who did it. */
const BY_BATON = new Set(['offered', 'moved', 'held', 'nurtured', 'skipped']);

/** What happened so far, folded away. */
export function History({ entries, now }: { entries: readonly HistoryEntry[]; now: number }) {
  const formats = useFormats();
  if (entries.length === 0) return null;
  return (
    <Accordion testId="history" title={cardTexts.history} size="sm">
      <DescriptionList direction="column">
        {entries.map((entry, at) => (
          <DescriptionListItem key={at} label={formats.moment(entry.at, now)}>
            {historyLine(entry)}
          </DescriptionListItem>
        ))}
      </DescriptionList>
    </Accordion>
  );
}

function historyLine({ what, who, owner, label }: HistoryEntry): string {
  return cardTexts.historyLine([
    labelOf('history', what),
    owner === null ? '' : cardTexts.toOwner(owner),
    label === null ? '' : labelOf(what === 'wrong_owner' ? 'wrongOwner' : 'outcome', label),
    who === null ? (BY_BATON.has(what) ? cardTexts.byBaton : '') : cardTexts.byWho(who),
  ]);
}

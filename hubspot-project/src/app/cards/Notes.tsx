import type { ShownHandoff } from '@baton/contract';
import { cardTexts, labelOf, useFormats } from '@baton/ui';
import { Alert, Text } from '@hubspot/ui-extensions';

/** What happened to the handoff that its reader must know: closed and how, taken over, reported as wrong. */
export function Notes({ handoff, now }: { handoff: ShownHandoff; now: number }) {
  const formats = useFormats();
  const { wrongOwner, outcome, closedAt, owner } = handoff;
  return (
    <>
      {handoff.status === 'closed' && (
        <Text testId="closed" format={{ fontWeight: 'demibold' }}>
          {cardTexts.closedAs(
            labelOf('outcome', outcome ?? 'closed'),
            closedAt === null ? null : formats.moment(closedAt, now),
          )}
        </Text>
      )}
      {outcome === 'taken_over' && <Text>{cardTexts.takenOver(owner.name)}</Text>}
      {wrongOwner !== null && (
        <Alert testId="wrong-owner-reported" title={labelOf('history', 'wrong_owner')} variant="warning">
          {cardTexts.wrongOwnerReported(labelOf('wrongOwner', wrongOwner.reason), wrongOwner.who)}
        </Alert>
      )}
    </>
  );
}

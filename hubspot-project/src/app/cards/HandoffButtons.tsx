import { cardTexts, ChoiceModal, codesWithText, labelOf } from '@baton/ui';
import { Button, ButtonRow, LoadingButton } from '@hubspot/ui-extensions';
import type { CardProps } from './card-props.ts';

/** What came of it by itself is no answer of a person. */
const NOT_CHOSEN = new Set(['taken_over', 'deleted']);

const WRONG_OWNER = codesWithText('wrongOwner').map((value) => ({ value, label: labelOf('wrongOwner', value) }));
const OUTCOMES = codesWithText('outcome')
  .filter((value) => !NOT_CHOSEN.has(value))
  .map((value) => ({ value, label: labelOf('outcome', value) }));

/** What the viewer may do about the handoff; the next thing to do is the primary one. */
export function HandoffButtons({ card, busy, actions }: CardProps) {
  const { accept, done, wrongOwner } = card.may;
  if (!accept && !done && !wrongOwner) return null;
  return (
    <ButtonRow disableDropdown>
      {accept && (
        <LoadingButton testId="accept" variant="primary" loading={busy} onClick={() => void actions.accept()}>
          {cardTexts.accept}
        </LoadingButton>
      )}
      {done && (
        <Button
          testId="done"
          variant={accept ? 'secondary' : 'primary'}
          disabled={busy}
          overlay={
            <ChoiceModal
              id="done"
              title={cardTexts.doneTitle}
              intro={cardTexts.doneIntro}
              label={cardTexts.doneLabel}
              submit={cardTexts.doneSubmit}
              options={OUTCOMES}
              missing={cardTexts.choose}
              onSubmit={(outcome) => void actions.done(outcome)}
            />
          }
        >
          {cardTexts.done}
        </Button>
      )}
      {wrongOwner && (
        <Button
          testId="wrong-owner"
          variant="secondary"
          disabled={busy}
          overlay={
            <ChoiceModal
              id="wrong-owner"
              title={cardTexts.wrongOwnerTitle}
              intro={cardTexts.wrongOwnerIntro}
              label={cardTexts.wrongOwnerLabel}
              submit={cardTexts.wrongOwnerSubmit}
              options={WRONG_OWNER}
              missing={cardTexts.choose}
              onSubmit={(reason) => void actions.wrongOwner(reason)}
            />
          }
        >
          {cardTexts.wrongOwner}
        </Button>
      )}
    </ButtonRow>
  );
}

import { cardTexts, ChoiceModal, codesWithText, labelOf } from '@baton/ui';
import { Button, ButtonRow, LoadingButton } from '@hubspot/ui-extensions';
import type { ComponentProps } from 'react';
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
  const more = card.kind === 'handoff' ? card.more : [];
  if (!accept && !done && !wrongOwner) return null;
  return (
    <ButtonRow disableDropdown>
      {accept && (
        <LoadingButton testId="accept" variant="primary" loading={busy} onClick={() => void actions.accept()}>
          {cardTexts.accept}
        </LoadingButton>
      )}
      {done && (
        <Ask
          id="done"
          text={cardTexts.done}
          isFirst={!accept}
          busy={busy}
          title={cardTexts.doneTitle}
          intro={cardTexts.doneIntro}
          label={cardTexts.doneLabel}
          submit={cardTexts.doneSubmit}
          options={OUTCOMES}
          onSubmit={(outcome) => void actions.done(outcome)}
        />
      )}
      {wrongOwner && (
        <Ask
          id="wrong-owner"
          text={cardTexts.wrongOwner}
          busy={busy}
          title={cardTexts.wrongOwnerTitle}
          intro={cardTexts.wrongOwnerIntro}
          label={cardTexts.wrongOwnerLabel}
          submit={cardTexts.wrongOwnerSubmit}
          options={WRONG_OWNER}
          onSubmit={(reason) => void actions.wrongOwner(reason)}
        />
      )}
      {more.length > 0 && (
        <Ask
          id="more"
          text={cardTexts.more}
          busy={busy}
          title={cardTexts.moreTitle}
          intro={cardTexts.moreIntro}
          label={cardTexts.moreLabel}
          submit={cardTexts.moreSubmit}
          options={more}
          onSubmit={(choice) => void actions.more(choice)}
        />
      )}
    </ButtonRow>
  );
}

/** A button that asks for one of several things before it does something. */
function Ask(
  props: Omit<ComponentProps<typeof ChoiceModal>, 'missing'> & { text: string; busy: boolean; isFirst?: boolean },
) {
  const { text, busy, isFirst = false, ...modal } = props;
  return (
    <Button
      testId={modal.id}
      variant={isFirst ? 'primary' : 'secondary'}
      disabled={busy}
      overlay={<ChoiceModal {...modal} missing={cardTexts.choose} />}
    >
      {text}
    </Button>
  );
}

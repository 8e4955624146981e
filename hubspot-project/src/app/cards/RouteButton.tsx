import { cardTexts } from '@baton/ui';
import { ButtonRow, LoadingButton } from '@hubspot/ui-extensions';
import type { CardProps } from './card-props.ts';

/** Has Baton look at a contact that has no open handoff, for those who may ask for it. */
export function RouteButton({ card, busy, actions }: CardProps) {
  if (!card.may.route) return null;
  return (
    <ButtonRow disableDropdown>
      <LoadingButton testId="route" variant="primary" loading={busy} onClick={() => void actions.route()}>
        {cardTexts.route}
      </LoadingButton>
    </ButtonRow>
  );
}

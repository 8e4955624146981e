import { cardTexts, commonTexts } from '@baton/ui';
import { Alert, Flex } from '@hubspot/ui-extensions';
import type { CardProps } from './card-props.ts';
import { DecisionView } from './DecisionView.tsx';
import { HandoffView } from './HandoffView.tsx';
import { NoneView, WaitingView } from './Undecided.tsx';

/** The card for what is known of the contact. */
export function CardBody(props: CardProps) {
  const { card } = props;
  return (
    <Flex direction="column" gap="md">
      {card.mode === 'paused' && card.kind !== 'suspended' && (
        <Alert testId="paused" title={commonTexts.pausedTitle} variant="warning">
          {commonTexts.paused}
        </Alert>
      )}
      <Kind {...props} />
    </Flex>
  );
}

function Kind({ card, ...rest }: CardProps) {
  switch (card.kind) {
    case 'handoff':
      return <HandoffView card={card} {...rest} />;
    case 'decision':
      return <DecisionView card={card} {...rest} />;
    case 'waiting':
      return <WaitingView card={card} {...rest} />;
    case 'none':
      return <NoneView card={card} {...rest} />;
    case 'gone':
      return (
        <Alert testId="gone" title={cardTexts.goneTitle} variant="info">
          {cardTexts.gone[card.gone]}
        </Alert>
      );
    default:
      return (
        <Alert testId="suspended" title={commonTexts.suspendedTitle} variant="warning">
          {commonTexts.suspended}
        </Alert>
      );
  }
}

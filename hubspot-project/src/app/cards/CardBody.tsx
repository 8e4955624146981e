import type { CardView } from '@baton/contract';
import { cardTexts, useFormats } from '@baton/ui';
import { Alert, EmptyState, Flex, LoadingSpinner, Text } from '@hubspot/ui-extensions';
import { DecisionView } from './DecisionView.tsx';
import { HandoffView } from './HandoffView.tsx';
import { History } from './History.tsx';
import { RouteButton } from './RouteButton.tsx';
import type { HandoffActions } from './use-handoff.ts';

/** What every part of the card may need. */
export interface CardProps<C extends CardView = CardView> {
  card: C;
  /** How long ago the card was received. */
  elapsedMs: number;
  now: number;
  /** An action is on its way. */
  busy: boolean;
  actions: HandoffActions;
}

/** The card for what is known of the contact. */
export function CardBody(props: CardProps) {
  const { card } = props;
  return (
    <Flex direction="column" gap="md">
      {card.mode === 'paused' && card.kind !== 'suspended' && (
        <Alert testId="paused" title={cardTexts.pausedTitle} variant="warning">
          {cardTexts.paused}
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
      return <Waiting card={card} {...rest} />;
    case 'none':
      return (
        <Flex direction="column" gap="md" align="start">
          <EmptyState title={cardTexts.noneTitle} layout="vertical" imageName="leads" flush>
            <Text>{cardTexts.none}</Text>
          </EmptyState>
          <RouteButton card={card} {...rest} />
          <History entries={card.history} now={rest.now} />
        </Flex>
      );
    case 'gone':
      return (
        <Alert title={cardTexts.goneTitle} variant="info">
          {cardTexts.gone[card.gone]}
        </Alert>
      );
    case 'suspended':
      return (
        <Alert title={cardTexts.suspendedTitle} variant="warning">
          {cardTexts.suspended}
        </Alert>
      );
  }
}

function Waiting({ card, now, ...rest }: CardProps<Extract<CardView, { kind: 'waiting' }>>) {
  const formats = useFormats();
  return (
    <Flex direction="column" gap="md" align="start">
      {card.trouble === null ? (
        <LoadingSpinner label={cardTexts.waitingTitle} showLabel />
      ) : (
        <Alert testId="trouble" title={cardTexts.waitingTrouble} variant="warning">
          {card.trouble}
        </Alert>
      )}
      <Text variant="microcopy">{cardTexts.waiting(formats.moment(card.since, now))}</Text>
      <RouteButton card={card} now={now} {...rest} />
      <History entries={card.history} now={now} />
    </Flex>
  );
}

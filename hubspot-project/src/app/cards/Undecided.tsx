import type { CardView } from '@baton/contract';
import { cardTexts, labelOf, useFormats } from '@baton/ui';
import { Alert, EmptyState, Flex, LoadingSpinner, Text } from '@hubspot/ui-extensions';
import type { CardProps } from './CardBody.tsx';
import { History } from './History.tsx';
import { RouteButton } from './RouteButton.tsx';

/** Nobody asked anything yet. */
export function NoneView(props: CardProps<Extract<CardView, { kind: 'none' }>>) {
  return (
    <Flex direction="column" gap="md">
      <EmptyState title={cardTexts.noneTitle} layout="vertical" imageName="leads" reverseOrder flush>
        <Text>{cardTexts.none}</Text>
      </EmptyState>
      <RouteButton {...props} />
      <History entries={props.card.history} now={props.now} />
    </Flex>
  );
}

/** An enquiry that Baton has not decided about yet. */
export function WaitingView(props: CardProps<Extract<CardView, { kind: 'waiting' }>>) {
  const { card, now } = props;
  const formats = useFormats();
  return (
    <Flex direction="column" gap="md">
      {card.trouble === null ? (
        <LoadingSpinner label={cardTexts.waitingTitle} showLabel />
      ) : (
        <Alert testId="trouble" title={cardTexts.waitingTrouble} variant="warning">
          {cardTexts.putAside(labelOf('trouble', card.trouble))}
        </Alert>
      )}
      <Text variant="microcopy">{cardTexts.waitingSince(formats.moment(card.since, now))}</Text>
      {card.trouble === null && <Text variant="microcopy">{cardTexts.waiting}</Text>}
      <RouteButton {...props} />
      <History entries={card.history} now={now} />
    </Flex>
  );
}

import type { CardView } from '@baton/contract';
import { cardTexts, labelOf, useFormats } from '@baton/ui';
import { Alert, EmptyState, Flex, LoadingSpinner, Text } from '@hubspot/ui-extensions';
import type { CardProps } from './card-props.ts';
import { History } from './History.tsx';
import { waitsLong } from './pace.ts';
import { RouteButton } from './RouteButton.tsx';

type Waiting = Extract<CardView, { kind: 'waiting' }>;

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
export function WaitingView(props: CardProps<Waiting>) {
  const { card, elapsedMs, now } = props;
  const formats = useFormats();
  return (
    <Flex direction="column" gap="md">
      <Prospect card={card} elapsedMs={elapsedMs} />
      <Text variant="microcopy">{cardTexts.waitingSince(formats.moment(card.since, now))}</Text>
      <RouteButton {...props} />
      <History entries={card.history} now={now} />
    </Flex>
  );
}

/** What is to be expected, and when. */
function Prospect({ card, elapsedMs }: { card: Waiting; elapsedMs: number }) {
  if (card.trouble !== null) {
    return (
      <Alert testId="trouble" title={cardTexts.waitingTrouble} variant="warning">
        {cardTexts.putAside(labelOf('trouble', card.trouble))}
      </Alert>
    );
  }
  if (card.mode === 'paused') return <Text>{cardTexts.waitingPaused}</Text>;
  return (
    <>
      <LoadingSpinner label={cardTexts.waitingTitle} showLabel />
      <Text variant="microcopy">{waitsLong(card, elapsedMs) ? cardTexts.waitingLong : cardTexts.waiting}</Text>
    </>
  );
}

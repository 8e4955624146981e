import type { CardView } from '@baton/contract';
import { cardTexts, labelOf, useFormats, type Formats } from '@baton/ui';
import { Alert, Flex, Heading, StatusTag, Text } from '@hubspot/ui-extensions';
import type { CardProps } from './card-props.ts';
import { History } from './History.tsx';
import { RouteButton } from './RouteButton.tsx';
import { WhyDecision } from './Why.tsx';

type Decision = Extract<CardView, { kind: 'decision' }>;

const VARIANTS = { routed: 'info', held: 'warning', nurtured: 'default', skipped: 'default' } as const;

/** Decided, with no handoff to work on: on hold, left to nurture, skipped, or what would have been. */
export function DecisionView({ card, now, ...rest }: CardProps<Decision>) {
  const formats = useFormats();
  return (
    <Flex direction="column" gap="md">
      {card.observed && (
        <Alert testId="observed" title={cardTexts.observedTitle} variant="info">
          {cardTexts.observed}
        </Alert>
      )}
      <Flex direction="column" gap="xs">
        <StatusTag variant={VARIANTS[card.outcome]}>{labelOf('status', card.outcome)}</StatusTag>
        <Heading>{headline(card)}</Heading>
        {card.hold !== null && <Text>{holdText(card.hold, formats, now)}</Text>}
        {card.pool !== null && <Text variant="microcopy">{cardTexts.inPool(card.pool)}</Text>}
        <Text variant="microcopy">{cardTexts.decidedAt(formats.moment(card.decidedAt, now))}</Text>
      </Flex>
      <RouteButton card={card} now={now} {...rest} />
      {card.why !== null && <WhyDecision why={card.why} title={cardTexts.whyDecision} />}
      <History entries={card.history} now={now} />
    </Flex>
  );
}

function headline({ outcome, observed, owner }: Decision): string {
  if (outcome !== 'routed') return cardTexts[outcome];
  if (owner === null) return cardTexts.wouldHave;
  return observed ? cardTexts.wouldHaveGone(owner) : cardTexts.goesTo(owner);
}

function holdText({ reason, until }: NonNullable<Decision['hold']>, formats: Formats, now: number): string {
  const label = labelOf('hold', reason);
  return until === null ? cardTexts.heldOpen(label) : cardTexts.heldUntil(label, formats.moment(until, now));
}

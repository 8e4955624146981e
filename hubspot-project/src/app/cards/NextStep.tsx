import type { CardView } from '@baton/contract';
import { cardTexts, labelOf } from '@baton/ui';
import { Flex, Heading, Link, Text, Tile } from '@hubspot/ui-extensions';
import type { CardProps } from './card-props.ts';
import { HandoffButtons } from './HandoffButtons.tsx';
import { RouteButton } from './RouteButton.tsx';

/** What to do now, with the buttons for it; for a closed handoff that it may be routed anew. */
export function NextStep(props: CardProps<Extract<CardView, { kind: 'handoff' }>>) {
  const { details, status } = props.card.handoff;
  if (status === 'closed') return <RouteButton {...props} />;
  if (details === null) return <HandoffButtons {...props} />;
  const { nextStep, trigger, meeting } = details;
  return (
    <Tile testId="next-step">
      <Flex direction="column" gap="sm">
        <Text variant="microcopy">{cardTexts.nextStep}</Text>
        <Heading>{labelOf('nextAction', nextStep.action)}</Heading>
        <Text format={{ fontWeight: 'demibold' }}>{nextStep.sentence}</Text>
        <Text testId="trigger" variant="microcopy">
          {cardTexts.trigger(labelOf('trigger', trigger.label), trigger.detail)}
        </Text>
        {meeting !== undefined && (
          <Link testId="meeting" href={{ url: meeting.url, external: true }}>
            {meeting.text}
          </Link>
        )}
        <HandoffButtons {...props} />
      </Flex>
    </Tile>
  );
}

import type { HandoffDetails } from '@baton/contract';
import { cardTexts, labelOf, useFormats } from '@baton/ui';
import { Flex, List, StatusTag, Text } from '@hubspot/ui-extensions';
import { Facts } from './Facts.tsx';

const VARIANTS: Readonly<Record<string, 'success' | 'info' | 'warning' | 'default'>> = {
  qualified: 'success',
  partially_qualified: 'info',
  needs_confirmation: 'warning',
  disqualified: 'default',
};

/** How sure we are that this is a buyer, and what they want. */
export function Qualification({ details: { qualification } }: { details: HandoffDetails }) {
  const formats = useFormats();
  const { state, score, intent, urgency, stage, reasons } = qualification;
  const facts = [
    [cardTexts.score, formats.number(score)],
    [cardTexts.intent, labelOf('intent', intent)],
    [cardTexts.urgency, labelOf('urgency', urgency)],
    [cardTexts.stage, labelOf('stage', stage)],
  ] as const;
  return (
    <Flex direction="column" gap="sm">
      <Flex direction="row" gap="sm" align="center" wrap>
        <Text format={{ fontWeight: 'demibold' }}>{cardTexts.qualification}</Text>
        <StatusTag testId="qualification" variant={VARIANTS[state] ?? 'default'}>
          {labelOf('qualification', state)}
        </StatusTag>
      </Flex>
      <Facts facts={facts} />
      {reasons.length > 0 && (
        <List variant="unordered-styled">
          {reasons.map((reason, at) => (
            <Text key={at}>{reason}</Text>
          ))}
        </List>
      )}
    </Flex>
  );
}

import type { HandoffDetails } from '@baton/contract';
import { cardTexts, labelOf, useFormats } from '@baton/ui';
import { DescriptionList, DescriptionListItem, Flex, List, StatusTag, Text } from '@hubspot/ui-extensions';
import { useIsSidebar } from './use-is-sidebar.ts';

const VARIANTS: Readonly<Record<string, 'success' | 'info' | 'warning' | 'default'>> = {
  qualified: 'success',
  partially_qualified: 'info',
  needs_confirmation: 'warning',
  disqualified: 'default',
};

/** How sure we are that this is a buyer, and what they want. */
export function Qualification({ details: { qualification } }: { details: HandoffDetails }) {
  const formats = useFormats();
  const sidebar = useIsSidebar();
  const { state, score, intent, urgency, stage, reasons } = qualification;
  return (
    <Flex direction="column" gap="sm">
      <Flex direction="row" gap="xs" align="center" wrap>
        <Text format={{ fontWeight: 'demibold' }}>{cardTexts.qualification}</Text>
        <StatusTag testId="qualification" variant={VARIANTS[state] ?? 'default'}>
          {labelOf('qualification', state)}
        </StatusTag>
        {urgency === 'high' && <StatusTag variant="warning">{labelOf('urgency', urgency)}</StatusTag>}
      </Flex>
      <DescriptionList direction={sidebar ? 'column' : 'row'}>
        <DescriptionListItem label={cardTexts.score}>{formats.number(score)}</DescriptionListItem>
        <DescriptionListItem label={cardTexts.intent}>{labelOf('intent', intent)}</DescriptionListItem>
        <DescriptionListItem label={cardTexts.urgency}>{labelOf('urgency', urgency)}</DescriptionListItem>
        <DescriptionListItem label={cardTexts.stage}>{labelOf('stage', stage)}</DescriptionListItem>
      </DescriptionList>
      {reasons.length > 0 && (
        <List variant="unordered-styled">
          {reasons.map((reason) => (
            <Text key={reason}>{reason}</Text>
          ))}
        </List>
      )}
    </Flex>
  );
}

import type { HandoffDetails } from '@baton/contract';
import { cardTexts, commonTexts } from '@baton/ui';
import { DescriptionList, DescriptionListItem, Flex, Text } from '@hubspot/ui-extensions';
import { useIsSidebar } from './use-is-sidebar.ts';

type Context = HandoffDetails['buyerContext'];

/** Who this is and what they want, each claim with what it rests on, and how to reach them. */
export function BuyerContext({ details }: { details: HandoffDetails }) {
  const sidebar = useIsSidebar();
  const { sentences, company, role, size, reach } = details.buyerContext;
  const facts = [
    [cardTexts.company, company],
    [cardTexts.role, role],
    [cardTexts.size, size],
    [cardTexts.reach, reach],
    [cardTexts.source, details.source],
  ].filter(([, value]) => value !== '');
  return (
    <Flex direction="column" gap="sm">
      <Text format={{ fontWeight: 'demibold' }}>{cardTexts.buyer}</Text>
      {sentences.map((sentence) => (
        <Claim key={sentence.text} {...sentence} />
      ))}
      <DescriptionList direction={sidebar ? 'column' : 'row'}>
        {facts.map(([label = '', value]) => (
          <DescriptionListItem key={label} label={label}>
            {value}
          </DescriptionListItem>
        ))}
      </DescriptionList>
    </Flex>
  );
}

function Claim({ text, evidence }: Context['sentences'][number]) {
  return (
    <Text>
      {text}
      {evidence.map(({ kind, value }) => (
        <Text key={`${kind} ${value}`} inline format={{ italic: kind === 'quote' }}>
          {' '}
          {kind === 'quote' ? commonTexts.quote(value) : commonTexts.field(value)}
        </Text>
      ))}
    </Text>
  );
}

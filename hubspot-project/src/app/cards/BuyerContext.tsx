import type { HandoffDetails } from '@baton/contract';
import { cardTexts, commonTexts } from '@baton/ui';
import { Flex, Text } from '@hubspot/ui-extensions';
import { Facts } from './Facts.tsx';

type Context = HandoffDetails['buyerContext'];

/** Who this is and what they want, each claim with what it rests on, and how to reach them. */
export function BuyerContext({ details }: { details: HandoffDetails }) {
  const { sentences, company, role, size, reach } = details.buyerContext;
  const facts = [
    [cardTexts.company, company],
    [cardTexts.role, role],
    [cardTexts.size, size],
    [cardTexts.reach, reach],
    [cardTexts.source, details.source],
  ] as const;
  return (
    <Flex direction="column" gap="sm">
      <Text format={{ fontWeight: 'demibold' }}>{cardTexts.buyer}</Text>
      {sentences.map((sentence) => (
        <Claim key={sentence.text} {...sentence} />
      ))}
      <Facts facts={facts} />
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

import type { HandoffDetails } from '@baton/contract';
import { cardTexts, commonTexts, fieldName } from '@baton/ui';
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
      {sentences.map((sentence, at) => (
        <Claim key={at} {...sentence} />
      ))}
      <Facts facts={facts} />
    </Flex>
  );
}

/** What the sentence itself quotes is not quoted again; fields are named in small print. */
function Claim({ text, evidence }: Context['sentences'][number]) {
  const quotes = evidence.filter(({ kind, value }) => kind === 'quote' && !text.includes(commonTexts.quote(value)));
  const fields = evidence.filter(({ kind }) => kind === 'field').map(({ value }) => fieldName(value));
  return (
    <Flex direction="column" gap="flush">
      <Text>
        {text}
        {quotes.map(({ value }, at) => (
          <Text key={at} inline format={{ italic: true }}>
            {' '}
            {commonTexts.quote(value)}
          </Text>
        ))}
      </Text>
      {fields.length > 0 && <Text variant="microcopy">{commonTexts.knownFrom(commonTexts.list(fields))}</Text>}
    </Flex>
  );
}

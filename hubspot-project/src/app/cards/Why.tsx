import type { ShownWhy } from '@baton/contract';
import { cardTexts, useFormats } from '@baton/ui';
import { Accordion, Flex, List, Text } from '@hubspot/ui-extensions';

/** Why it was decided so, and, folded away, why not otherwise. */
export function WhyDecision({ why, title }: { why: ShownWhy; title: string }) {
  const formats = useFormats();
  return (
    <Flex direction="column" gap="sm">
      <Text format={{ fontWeight: 'demibold' }}>{title}</Text>
      <Text>{why.headline}</Text>
      {why.sentences.map((sentence, at) => (
        <Text key={at} variant="microcopy">
          {sentence}
        </Text>
      ))}
      {why.others.length > 0 && (
        <Accordion title={cardTexts.whyNotOthers} size="sm">
          <Flex direction="column" gap="sm">
            <List variant="unordered-styled">
              {why.others.map((other, at) => (
                <Text key={at}>{other}</Text>
              ))}
            </List>
            <Text variant="microcopy">{cardTexts.policyVersion(formats.number(why.policyVersion))}</Text>
          </Flex>
        </Accordion>
      )}
    </Flex>
  );
}

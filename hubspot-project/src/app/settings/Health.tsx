import type { Settings } from '@baton/contract';
import { settingsTexts, textOf } from '@baton/ui';
import { Flex, Heading, List, StatusTag, Text } from '@hubspot/ui-extensions';

const VARIANTS = { ok: 'success', attention: 'warning', broken: 'danger' } as const;

/** What was checked, how it stands, and what is missing. */
export function Health({ checks }: { checks: Settings['health'] }) {
  return (
    <Flex direction="column" gap="md">
      <Heading>{settingsTexts.healthTitle}</Heading>
      {checks.length === 0 && <Text>{settingsTexts.noHealth}</Text>}
      {checks.map((check, at) => (
        <Check key={at} {...check} />
      ))}
    </Flex>
  );
}

function Check({ check, state, sentence, details }: Settings['health'][number]) {
  return (
    <Flex direction="column" gap="xs">
      <Flex direction="row" gap="sm" align="center" wrap>
        <Text format={{ fontWeight: 'demibold' }}>{textOf(settingsTexts.check, check)}</Text>
        <StatusTag testId={`check-${check}`} variant={VARIANTS[state]}>
          {settingsTexts.health[state]}
        </StatusTag>
      </Flex>
      <Text>{sentence}</Text>
      {details.length > 0 && (
        <List variant="unordered-styled">
          {details.map((detail, at) => (
            <Text key={at}>{detail}</Text>
          ))}
        </List>
      )}
    </Flex>
  );
}

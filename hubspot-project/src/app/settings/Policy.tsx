import type { Settings } from '@baton/contract';
import { commonTexts, RowsTable, settingsTexts, useFormats } from '@baton/ui';
import { EmptyState, Flex, Heading, List, Text } from '@hubspot/ui-extensions';

type InForce = NonNullable<Settings['policy']>;

/** The policy in force, as people read it. */
export function Policy({ policy }: { policy: InForce | null }) {
  const formats = useFormats();
  if (policy === null) {
    return (
      <EmptyState title={settingsTexts.policyMissingTitle} layout="vertical" imageName="components" reverseOrder flush>
        <Text>{settingsTexts.policyMissing}</Text>
      </EmptyState>
    );
  }
  const defaultPool = policy.pools.find(({ name }) => name === policy.defaultPool)?.label ?? policy.defaultPool;
  return (
    <Flex direction="column" gap="md">
      <Flex direction="column" gap="xs">
        <Heading>{settingsTexts.policyTitle(formats.number(policy.version))}</Heading>
        <Text variant="microcopy">{settingsTexts.policySince(formats.date(policy.since), policy.by)}</Text>
        {policy.note !== '' && <Text>{policy.note}</Text>}
      </Flex>
      {policy.text.map((section, at) => (
        <Section key={at} {...section} />
      ))}
      <Heading>{settingsTexts.pools}</Heading>
      <Text>{settingsTexts.defaultPool(defaultPool)}</Text>
      <Pools pools={policy.pools} />
    </Flex>
  );
}

function Section({ title, lines }: InForce['text'][number]) {
  return (
    <Flex direction="column" gap="xs">
      <Text format={{ fontWeight: 'demibold' }}>{title}</Text>
      <List variant="unordered-styled">
        {lines.map((line, at) => (
          <Text key={at}>{line}</Text>
        ))}
      </List>
    </Flex>
  );
}

function Pools({ pools }: { pools: InForce['pools'] }) {
  return (
    <RowsTable
      testId="pools"
      columns={[settingsTexts.poolName, settingsTexts.poolPeople]}
      rows={pools.map(({ label, people }) => [
        label,
        people.length === 0 ? settingsTexts.nobody : commonTexts.list(people),
      ])}
      empty={settingsTexts.nobody}
    />
  );
}

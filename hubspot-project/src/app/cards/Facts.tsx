import { commonTexts } from '@baton/ui';
import { DescriptionList, DescriptionListItem, Flex, Text } from '@hubspot/ui-extensions';
import { useIsSidebar } from './use-is-sidebar.ts';

/** Short facts by name; empty ones are left out. Side by side where there is room, else a line each. */
export function Facts({ facts }: { facts: readonly (readonly [label: string, value: string])[] }) {
  const sidebar = useIsSidebar();
  const known = facts.filter(([, value]) => value !== '');
  if (sidebar) {
    return (
      <Flex direction="column" gap="flush">
        {known.map(([label, value]) => (
          <Text key={label}>{commonTexts.fact(label, value)}</Text>
        ))}
      </Flex>
    );
  }
  return (
    <DescriptionList direction="row">
      {known.map(([label, value]) => (
        <DescriptionListItem key={label} label={label}>
          {value}
        </DescriptionListItem>
      ))}
    </DescriptionList>
  );
}

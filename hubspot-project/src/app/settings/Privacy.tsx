import type { Settings } from '@baton/contract';
import { RowsTable, settingsTexts } from '@baton/ui';
import { Flex, Heading } from '@hubspot/ui-extensions';

/** What Baton keeps of people, how, and how long. */
export function Privacy({ rows }: { rows: Settings['privacy'] }) {
  return (
    <Flex direction="column" gap="md">
      <Heading>{settingsTexts.privacyTitle}</Heading>
      <RowsTable
        testId="privacy"
        columns={[settingsTexts.privacyWhat, settingsTexts.privacyHow, settingsTexts.privacyKept]}
        rows={rows.map(({ what, how, kept }) => [what, how, kept])}
        empty={settingsTexts.unknown}
      />
    </Flex>
  );
}

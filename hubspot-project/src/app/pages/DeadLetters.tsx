import type { Exceptions } from '@baton/contract';
import { labelOf, pagesTexts, RowsTable, useFormats } from '@baton/ui';
import { Button, ButtonRow, Flex, Heading, Text } from '@hubspot/ui-extensions';
import { LeadLink } from './LeadLink.tsx';

/** Leads put aside after too many failed tries, one by one or together to be tried again. */
export function DeadLetters(props: {
  exceptions: Exceptions;
  now: number;
  busy: boolean;
  /** Without ids: all of them. */
  release: (contactIds?: string[]) => void;
}) {
  const { exceptions, now, busy, release } = props;
  const { deadLetters, mayRelease } = exceptions;
  const { moment, number } = useFormats();
  const columns = [pagesTexts.lead, pagesTexts.error, pagesTexts.attempts, pagesTexts.since];
  return (
    <Flex direction="column" gap="sm">
      <Heading>{pagesTexts.deadTitle}</Heading>
      {deadLetters.length > 0 && <Text>{pagesTexts.deadIntro}</Text>}
      {deadLetters.length > 0 && !mayRelease && <Text variant="microcopy">{pagesTexts.mayNotRelease}</Text>}
      <RowsTable
        testId="dead-letters"
        columns={mayRelease ? [...columns, pagesTexts.action] : columns}
        rows={deadLetters.map((letter) => [
          <LeadLink key="lead" lead={letter} />,
          letter.error === null ? pagesTexts.none : labelOf('trouble', letter.error),
          number(letter.attempts),
          moment(letter.since, now),
          ...(mayRelease
            ? [
                <Button
                  key="action"
                  testId={`release-${letter.contactId}`}
                  variant="secondary"
                  size="xs"
                  disabled={busy}
                  onClick={() => release([letter.contactId])}
                >
                  {pagesTexts.tryAgain(letter.label)}
                </Button>,
              ]
            : []),
        ])}
        empty={pagesTexts.deadEmpty}
      />
      {mayRelease && deadLetters.length > 0 && (
        <ButtonRow disableDropdown>
          <Button testId="release-all" variant="primary" disabled={busy} onClick={() => release()}>
            {pagesTexts.tryAllAgain}
          </Button>
        </ButtonRow>
      )}
    </Flex>
  );
}

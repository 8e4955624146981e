import type { ShownCanary } from '@baton/contract';
import { policyTexts, RowsTable, useFormats } from '@baton/ui';
import { Button, ButtonRow, Flex, Heading, Text } from '@hubspot/ui-extensions';

type Share = ShownCanary['troubles'][number]['draft'];

/** How the leads of a draft that is tried fare beside the others, and what an admin may do about it. */
export function Canary({ canary, onEnd }: { canary: ShownCanary; onEnd: (action: 'stop' | 'promote') => void }) {
  const formats = useFormats();
  const { version, followers, since, ended, sentence, leads, troubles } = canary;
  const percentOf = (share: number) => formats.number(Math.round(100 * share));
  const shareOf = ({ count, low, high }: Share) =>
    policyTexts.canaryShare(formats.number(count), percentOf(low), percentOf(high));
  const { canaryColumns: columns } = policyTexts;
  const number = formats.number(version);
  const title = followers === null ? policyTexts.shadowTitle(number) : policyTexts.canaryTitle(number, followers);
  return (
    <Flex direction="column" gap="sm">
      <Heading>{title}</Heading>
      <Text variant="microcopy">
        {[
          policyTexts.canarySince(formats.date(since)),
          ...(ended === null ? [] : [policyTexts.canaryEnded(formats.date(ended))]),
          ...(sentence === null ? [] : [sentence]),
        ].join(' ')}
      </Text>
      {followers !== null && (
        <RowsTable
          testId="canary-figures"
          columns={[columns.trouble, columns.draft, columns.others, columns.bound]}
          rows={[
            [policyTexts.canaryLeads, formats.number(leads.draft), formats.number(leads.others), ''],
            ...troubles.map(({ label, draft, others, bound }) => [
              label,
              shareOf(draft),
              shareOf(others),
              policyTexts.percent(percentOf(bound)),
            ]),
          ]}
          empty=""
        />
      )}
      {ended === null && (
        <ButtonRow disableDropdown>
          <Button testId="promote-canary" variant="primary" onClick={() => onEnd('promote')}>
            {policyTexts.promoteCanary}
          </Button>
          <Button testId="stop-canary" variant="secondary" onClick={() => onEnd('stop')}>
            {policyTexts.stopCanary}
          </Button>
        </ButtonRow>
      )}
    </Flex>
  );
}

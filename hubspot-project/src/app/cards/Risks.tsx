import type { HandoffDetails } from '@baton/contract';
import { cardTexts, labelOf } from '@baton/ui';
import { Flex, StatusTag, Text } from '@hubspot/ui-extensions';

/** A wrong word here costs the customer, the law or the machine; the rest is good to know. */
const SEVERE = new Set(['angry_sentiment', 'personal_data_request', 'missing_consent', 'prompt_injection']);
const GOOD_NEWS = new Set(['enterprise_account', 'existing_customer']);

/** What to take care of. */
export function Risks({ risks: { flags, summary } }: { risks: HandoffDetails['risks'] }) {
  if (flags.length === 0) return null;
  return (
    <Flex direction="column" gap="xs">
      <Text format={{ fontWeight: 'demibold' }}>{cardTexts.risks}</Text>
      <Flex direction="row" gap="sm" wrap>
        {flags.map((flag, at) => (
          <StatusTag key={at} testId={`risk-${flag}`} variant={severity(flag)}>
            {labelOf('risk', flag)}
          </StatusTag>
        ))}
      </Flex>
      {hasQuote(summary) && <Text variant="microcopy">{summary}</Text>}
    </Flex>
  );
}

/** Without the lead's own words the summary only repeats the tags. */
function hasQuote(summary: string): boolean {
  return summary.includes('“');
}

function severity(flag: string) {
  if (SEVERE.has(flag)) return 'danger';
  return GOOD_NEWS.has(flag) ? 'info' : 'warning';
}

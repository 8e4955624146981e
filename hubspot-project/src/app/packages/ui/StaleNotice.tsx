import { Alert, Button, Flex, Text } from '@hubspot/ui-extensions';
import { commonTexts } from './texts/common.ts';
import { useFormats } from './use-formats.ts';

/** What stands below could not be refreshed: how old it is, why, and a way to try again. */
export function StaleNotice(props: { asOf: string; now: number; sentence: string; onRetry: () => void }) {
  const formats = useFormats();
  return (
    <Alert testId="stale" title={commonTexts.staleTitle} variant="warning">
      <Flex direction="column" gap="sm" align="start">
        <Text>{commonTexts.stale(formats.moment(props.asOf, props.now))}</Text>
        <Text variant="microcopy">{props.sentence}</Text>
        <Button testId="retry" variant="secondary" onClick={props.onRetry}>
          {commonTexts.tryAgain}
        </Button>
      </Flex>
    </Alert>
  );
}

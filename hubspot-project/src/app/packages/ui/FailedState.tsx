import { Button, ErrorState, Flex, Text } from '@hubspot/ui-extensions';
import { commonTexts } from './texts/common.ts';

/** Nothing could be loaded: why, and a way to try again. */
export function FailedState({ sentence, onRetry }: { sentence: string; onRetry: () => void }) {
  return (
    <ErrorState title={commonTexts.failedTitle}>
      <Flex direction="column" gap="sm" align="center">
        <Text>{sentence}</Text>
        <Button testId="retry" variant="secondary" onClick={onRetry}>
          {commonTexts.tryAgain}
        </Button>
      </Flex>
    </ErrorState>
  );
}

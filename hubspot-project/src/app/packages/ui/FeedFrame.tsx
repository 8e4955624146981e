import { Flex, LoadingSpinner } from '@hubspot/ui-extensions';
import type { ReactNode } from 'react';
import { FailedState } from './FailedState.tsx';
import type { Feed, Shown } from './feed.ts';
import { StaleNotice } from './StaleNotice.tsx';
import { commonTexts } from './texts/common.ts';

/** Shows a feed: while it loads, when it failed, when it is out of date, and else what `children` makes of its value. */
export function FeedFrame<T extends { asOf: string }>(props: {
  feed: Feed<T>;
  shown: Shown<T>;
  now: number;
  children: (shown: Extract<Shown<T>, { status: 'ready' }>) => ReactNode;
}) {
  const { feed, shown, now, children } = props;
  if (shown.status === 'loading') return <LoadingSpinner label={commonTexts.loading} layout="centered" showLabel />;
  if (shown.status === 'failed') return <FailedState sentence={shown.sentence} onRetry={() => void feed.retry()} />;
  return (
    <Flex direction="column" gap="md">
      {shown.trouble !== null && (
        <StaleNotice asOf={shown.value.asOf} now={now} sentence={shown.trouble} onRetry={() => void feed.retry()} />
      )}
      {children(shown)}
    </Flex>
  );
}

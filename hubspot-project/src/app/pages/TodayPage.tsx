import type { Today } from '@baton/contract';
import { FeedFrame, pagesApi, pagesTexts, useBaton, useFeed, useFormats, useNow } from '@baton/ui';
import { Flex, Heading, Statistics, StatisticsItem, Text } from '@hubspot/ui-extensions';
import { PageTitle } from '@hubspot/ui-extensions/pages';
import type { ReactNode } from 'react';
import { AwayTable, HandoffTable, WaitingTable, WrongOwnerTable } from './today-tables.tsx';
import { ModeNotice } from './ModeNotice.tsx';

const POLL_MS = 30_000;
const FIGURES = ['routedToday', 'waiting', 'held', 'open', 'late', 'away', 'wrongOwner7Days'] as const;

/** How it stands right now: figures, and the leads that somebody should look at. */
export function TodayPage() {
  const baton = useBaton(pagesApi);
  const { feed, shown } = useFeed(baton.readToday, () => POLL_MS);
  const now = useNow(POLL_MS);
  return (
    <>
      <PageTitle>{pagesTexts.today}</PageTitle>
      <FeedFrame feed={feed} shown={shown} now={now}>
        {({ value }) => <TodayBody today={value} now={now} />}
      </FeedFrame>
    </>
  );
}

function TodayBody({ today, now }: { today: Today; now: number }) {
  const formats = useFormats();
  return (
    <Flex direction="column" gap="lg">
      <ModeNotice mode={today.mode} suspended={today.suspended} />
      <Statistics>
        {FIGURES.map((name) => (
          <StatisticsItem
            key={name}
            id={name}
            label={pagesTexts.figures[name]}
            number={formats.number(today.figures[name])}
          />
        ))}
      </Statistics>
      <Text variant="microcopy">{pagesTexts.asOf(formats.moment(today.asOf, now))}</Text>
      <Part title={pagesTexts.lateTitle}>
        <HandoffTable testId="late" rows={today.late} empty={pagesTexts.lateEmpty} now={now} />
      </Part>
      <Part title={pagesTexts.dueSoonTitle}>
        <HandoffTable testId="due-soon" rows={today.dueSoon} empty={pagesTexts.dueSoonEmpty} now={now} />
      </Part>
      <Part title={pagesTexts.waitingTitle}>
        <WaitingTable rows={today.waiting} now={now} />
      </Part>
      <Part title={pagesTexts.awayTitle}>
        <AwayTable rows={today.away} now={now} />
      </Part>
      <Part title={pagesTexts.wrongOwnerTitle}>
        <WrongOwnerTable rows={today.wrongOwner} now={now} />
      </Part>
    </Flex>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Flex direction="column" gap="sm">
      <Heading>{title}</Heading>
      {children}
    </Flex>
  );
}

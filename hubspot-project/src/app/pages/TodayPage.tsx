import type { Today } from '@baton/contract';
import { FeedFrame, pagesApi, pagesTexts, steady, useBaton, useFeed, useFormats, useNow } from '@baton/ui';
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
  const { feed, shown } = useFeed(baton.readToday, steady(POLL_MS));
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
  const { figures } = today;
  return (
    <Flex direction="column" gap="lg">
      <ModeNotice mode={today.mode} suspended={today.suspended} />
      <Statistics>
        {FIGURES.map((name) => (
          <StatisticsItem
            key={name}
            id={name}
            label={pagesTexts.figures[name]}
            number={formats.number(figures[name])}
          />
        ))}
      </Statistics>
      <Text variant="microcopy">{pagesTexts.asOf(formats.moment(today.asOf, now))}</Text>
      <Part title={pagesTexts.lateTitle} shown={today.late.length} all={figures.late}>
        <HandoffTable testId="late" rows={today.late} empty={pagesTexts.lateEmpty} now={now} />
      </Part>
      <Part title={pagesTexts.dueSoonTitle} shown={today.dueSoon.length} all={figures.dueSoon}>
        <HandoffTable testId="due-soon" rows={today.dueSoon} empty={pagesTexts.dueSoonEmpty} now={now} />
      </Part>
      <Part title={pagesTexts.waitingTitle} shown={today.waiting.length} all={figures.waiting + figures.held}>
        <WaitingTable rows={today.waiting} now={now} />
      </Part>
      <Part title={pagesTexts.awayTitle} shown={today.away.length} all={figures.away}>
        <AwayTable rows={today.away} now={now} />
      </Part>
      <Part title={pagesTexts.wrongOwnerTitle} shown={today.wrongOwner.length} all={figures.wrongOwner7Days}>
        <WrongOwnerTable rows={today.wrongOwner} now={now} />
      </Part>
    </Flex>
  );
}

/** A list under its title. `all`: how many there are; where the list was cut, it says so. */
function Part(props: { title: string; shown: number; all: number; children: ReactNode }) {
  const { title, shown, all, children } = props;
  const { number } = useFormats();
  return (
    <Flex direction="column" gap="sm">
      <Heading>{title}</Heading>
      {shown < all && <Text variant="microcopy">{pagesTexts.shownOf(number(shown), number(all))}</Text>}
      {children}
    </Flex>
  );
}

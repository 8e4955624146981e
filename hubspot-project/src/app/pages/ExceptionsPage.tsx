import type { Exceptions } from '@baton/contract';
import {
  FeedFrame,
  mapAnswer,
  pagesApi,
  pagesTexts,
  RowsTable,
  steady,
  textOf,
  useBaton,
  useFeed,
  useFormats,
  useNow,
  useReport,
} from '@baton/ui';
import { Flex, Heading } from '@hubspot/ui-extensions';
import { PageBreadcrumbs, PageTitle } from '@hubspot/ui-extensions/pages';
import { DeadLetters } from './DeadLetters.tsx';

const POLL_MS = 30_000;

/** What an admin should look at, and the leads that were put aside. */
export function ExceptionsPage() {
  const baton = useBaton(pagesApi);
  const formats = useFormats();
  const report = useReport();
  const { feed, shown } = useFeed(baton.readExceptions, steady(POLL_MS));
  const now = useNow(POLL_MS);

  /** Without `contactIds` all of them. */
  async function release(contactIds?: string[]): Promise<void> {
    let released = 0;
    const answer = await feed.change(
      (exceptions) => without(exceptions, contactIds),
      async (hoped) =>
        mapAnswer(await baton.release(contactIds), (count) => {
          released = count;
          return hoped;
        }),
    );
    if (report(answer, pagesTexts.released(formats.number(released)))) await feed.reload();
  }

  return (
    <>
      <PageBreadcrumbs>
        <PageBreadcrumbs.PageLink to="/">{pagesTexts.today}</PageBreadcrumbs.PageLink>
        <PageBreadcrumbs.Current>{pagesTexts.exceptions}</PageBreadcrumbs.Current>
      </PageBreadcrumbs>
      <PageTitle>{pagesTexts.exceptions}</PageTitle>
      <FeedFrame feed={feed} shown={shown} now={now}>
        {({ value, changing }) => (
          <Flex direction="column" gap="lg">
            <OpenExceptions rows={value.open} now={now} />
            <DeadLetters exceptions={value} now={now} busy={changing} release={(ids) => void release(ids)} />
          </Flex>
        )}
      </FeedFrame>
    </>
  );
}

function OpenExceptions({ rows, now }: { rows: Exceptions['open']; now: number }) {
  const { moment, number } = useFormats();
  return (
    <Flex direction="column" gap="sm">
      <Heading>{pagesTexts.openTitle}</Heading>
      <RowsTable
        testId="open-exceptions"
        columns={[pagesTexts.kind, pagesTexts.sentence, pagesTexts.count, pagesTexts.first, pagesTexts.last]}
        rows={rows.map(({ kind, sentence, count, firstAt, lastAt }) => [
          textOf(pagesTexts.exception, kind),
          sentence,
          number(count),
          moment(firstAt, now),
          moment(lastAt, now),
        ])}
        empty={pagesTexts.openEmpty}
      />
    </Flex>
  );
}

function without(exceptions: Exceptions, contactIds: string[] | undefined): Exceptions {
  const deadLetters =
    contactIds === undefined ? [] : exceptions.deadLetters.filter(({ contactId }) => !contactIds.includes(contactId));
  return { ...exceptions, deadLetters };
}

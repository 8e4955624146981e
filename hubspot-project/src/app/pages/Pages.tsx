import { FeedFrame, pagesTexts, pagesApi, useBaton, useFeed, useNow } from '@baton/ui';
import { hubspot, Text } from '@hubspot/ui-extensions';
import { createPageRouter, PageRoutes } from '@hubspot/ui-extensions/pages';

const POLL_MS = 30_000;

function TodayPage() {
  const baton = useBaton(pagesApi);
  const { feed, shown } = useFeed(baton.readToday, () => POLL_MS);
  const now = useNow(POLL_MS);
  return (
    <FeedFrame feed={feed} shown={shown} now={now}>
      {() => <Text>{pagesTexts.title}</Text>}
    </FeedFrame>
  );
}

const PageRouter = createPageRouter(
  <PageRoutes>
    <PageRoutes.IndexRoute component={TodayPage} />
  </PageRoutes>,
);

hubspot.extend<'pages'>(() => <PageRouter />);

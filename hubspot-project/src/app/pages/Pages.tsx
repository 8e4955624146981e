import { pagesTexts } from '@baton/ui';
import { EmptyState, Flex, hubspot, Text } from '@hubspot/ui-extensions';
import { createPageRouter, PageHeader, PageRoutes } from '@hubspot/ui-extensions/pages';
import type { ReactNode } from 'react';
import { ExceptionsPage } from './ExceptionsPage.tsx';
import { TodayPage } from './TodayPage.tsx';

function Layout({ children }: { children?: ReactNode }) {
  return (
    <Flex direction="column" gap="md">
      <PageHeader>
        <PageHeader.SecondaryActions>
          <PageHeader.PageLink to="/">{pagesTexts.toToday}</PageHeader.PageLink>
          <PageHeader.PageLink to="/exceptions">{pagesTexts.toExceptions}</PageHeader.PageLink>
        </PageHeader.SecondaryActions>
      </PageHeader>
      {children}
    </Flex>
  );
}

function NotFoundPage() {
  return (
    <EmptyState title={pagesTexts.notFoundTitle} layout="vertical">
      <Text>{pagesTexts.notFound}</Text>
    </EmptyState>
  );
}

/** Baton's pages in HubSpot: today, and what needs a look. */
export const PageRouter = createPageRouter(
  <PageRoutes layoutComponent={Layout}>
    <PageRoutes.IndexRoute id="today" component={TodayPage} />
    <PageRoutes.Route id="exceptions" path="/exceptions" component={ExceptionsPage} />
    <PageRoutes.AnyRoute component={NotFoundPage} />
  </PageRoutes>,
);

hubspot.extend<'pages'>(() => <PageRouter />);

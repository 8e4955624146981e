import { FeedFrame, settingsApi, settingsTexts, steady, useBaton, useFeed, useNow } from '@baton/ui';
import { Alert, Flex, hubspot, Tab, Tabs } from '@hubspot/ui-extensions';
import { Channels } from './Channels.tsx';
import { Editors } from './Editors.tsx';
import { Health } from './Health.tsx';
import { Mode } from './Mode.tsx';
import { PeopleSet } from './PeopleSet.tsx';
import { PolicyTab } from './policy/PolicyTab.tsx';
import { Privacy } from './Privacy.tsx';
import type { SettingsProps } from './settings-props.ts';
import { useSettingsActions } from './use-settings-actions.ts';

const POLL_MS = 60_000;

hubspot.extend<'settings'>(() => <SettingsPage />);

/** Baton's settings: how it is, what it does, by which policy, who may change that, and what it keeps. */
export function SettingsPage() {
  const baton = useBaton(settingsApi);
  const { feed, shown } = useFeed(baton.readSettings, steady(POLL_MS));
  const now = useNow(POLL_MS);
  const actions = useSettingsActions(baton, feed);
  return (
    <FeedFrame feed={feed} shown={shown} now={now}>
      {({ value, changing }) => <SettingsTabs settings={value} busy={changing} actions={actions} />}
    </FeedFrame>
  );
}

function SettingsTabs(props: SettingsProps) {
  const { settings } = props;
  const { tabs } = settingsTexts;
  return (
    <Flex direction="column" gap="md">
      {!settings.mayEdit && (
        <Alert testId="read-only" title={settingsTexts.readOnlyTitle} variant="info">
          {settingsTexts.readOnly}
        </Alert>
      )}
      <Tabs defaultSelected="status">
        <Tab tabId="status" title={tabs.status}>
          <Flex direction="column" gap="lg">
            <Mode {...props} />
            <Health checks={settings.health} />
          </Flex>
        </Tab>
        <Tab tabId="policy" title={tabs.policy}>
          <PolicyTab {...props} />
        </Tab>
        <Tab tabId="people" title={tabs.people}>
          <Flex direction="column" gap="lg">
            <PeopleSet {...props} />
            <Editors {...props} />
          </Flex>
        </Tab>
        <Tab tabId="channels" title={tabs.channels}>
          <Channels {...props} />
        </Tab>
        <Tab tabId="privacy" title={tabs.privacy}>
          <Privacy rows={settings.privacy} />
        </Tab>
      </Tabs>
    </Flex>
  );
}

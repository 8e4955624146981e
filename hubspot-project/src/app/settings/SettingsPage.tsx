import { FeedFrame, labelOf, settingsApi, useBaton, useFeed, useNow } from '@baton/ui';
import { hubspot, Text } from '@hubspot/ui-extensions';

const POLL_MS = 60_000;

hubspot.extend<'settings'>(() => <SettingsPage />);

/** Baton's settings. */
export function SettingsPage() {
  const baton = useBaton(settingsApi);
  const { feed, shown } = useFeed(baton.readSettings, () => POLL_MS);
  const now = useNow(POLL_MS);
  return (
    <FeedFrame feed={feed} shown={shown} now={now}>
      {({ value }) => <Text>{labelOf('mode', value.mode)}</Text>}
    </FeedFrame>
  );
}

import { FeedFrame, useNow } from '@baton/ui';
import { hubspot, useExtensionContext } from '@hubspot/ui-extensions';
import { CardBody } from './CardBody.tsx';
import { useHandoff } from './use-handoff.ts';

/** The clock shows minutes, so it is never much behind. */
const TICK_MS = 10_000;

hubspot.extend<'crm.record.tab' | 'crm.record.sidebar'>(() => <HandoffCard />);

/** Who has this lead and until when, what to do next, and why. One code for the record's tab and its sidebar. */
export function HandoffCard() {
  const { crm } = useExtensionContext<'crm.record.tab'>();
  const contactId = String(crm.objectId);
  return <ContactHandoff key={contactId} contactId={contactId} />;
}

function ContactHandoff({ contactId }: { contactId: string }) {
  const { feed, shown, actions } = useHandoff(contactId);
  const now = useNow(TICK_MS);
  return (
    <FeedFrame feed={feed} shown={shown} now={now}>
      {({ value, receivedAt, changing }) => (
        <CardBody card={value} elapsedMs={Math.max(0, now - receivedAt)} now={now} busy={changing} actions={actions} />
      )}
    </FeedFrame>
  );
}

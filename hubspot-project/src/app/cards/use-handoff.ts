import type { ActionRequest, CardView, ShownHandoff } from '@baton/contract';
import { cardApi, cardTexts, newRequestId, useBaton, useFeed, useReport } from '@baton/ui';
import { useExtensionActions } from '@hubspot/ui-extensions';
import { useEffect, useRef } from 'react';
import { accepted, beingRouted, closed, wrongOwnerReported } from './meanwhile.ts';
import { pace } from './pace.ts';
import { keepRecordFieldsFresh } from './record-fields.ts';

/** Their change means that the handoff may have changed. */
const WATCHED_PROPERTIES = ['baton_status', 'baton_sla_state', 'hubspot_owner_id', 'lifecyclestage', 'hs_lead_status'];

/** What a person can do about the handoff; each answers when the server has. */
export interface HandoffActions {
  accept(): Promise<void>;
  wrongOwner(reason: string): Promise<void>;
  done(outcome: string): Promise<void>;
  more(choice: string): Promise<void>;
  route(): Promise<void>;
}

/** A contact's handoff, kept up to date, and what can be done about it. */
export function useHandoff(contactId: string) {
  const { onCrmPropertiesUpdate, refreshObjectProperties } = useExtensionActions<'crm.record.tab'>();
  const report = useReport();
  const baton = useBaton(cardApi);
  const { feed, shown } = useFeed(() => baton.readHandoff(contactId), pace);

  // once: there is no way to unsubscribe, and HubSpot may hand over new functions at any render
  const watching = useRef(false);
  useEffect(() => {
    if (watching.current) return;
    watching.current = true;
    onCrmPropertiesUpdate(WATCHED_PROPERTIES, () => void feed.reload());
  }, [feed, onCrmPropertiesUpdate]);

  const refreshFields = useRef(refreshObjectProperties);
  useEffect(() => {
    refreshFields.current = refreshObjectProperties;
  }, [refreshObjectProperties]);
  useEffect(() => keepRecordFieldsFresh(feed, () => refreshFields.current()), [feed]);

  async function act(request: ActionRequest, meanwhile: (card: CardView) => CardView, thanks: string): Promise<void> {
    report(await feed.change(meanwhile, () => baton.act(request)), thanks);
  }

  async function onHandoff(
    action:
      | { action: 'accept' }
      | { action: 'wrong_owner' | 'done'; reason: string }
      | { action: 'more'; choice: string },
    meanwhile: (card: CardView) => CardView,
    thanks: (handoff: ShownHandoff) => string,
  ): Promise<void> {
    if (shown.status !== 'ready' || shown.value.kind !== 'handoff') return;
    const { handoff } = shown.value;
    const { handoffId, revision } = handoff;
    await act({ ...action, handoffId, revision, requestId: newRequestId() }, meanwhile, thanks(handoff));
  }

  const actions: HandoffActions = {
    accept: () => onHandoff({ action: 'accept' }, accepted, acceptedText),
    wrongOwner: (reason) =>
      onHandoff(
        { action: 'wrong_owner', reason },
        (card) => wrongOwnerReported(card, reason, now()),
        () => cardTexts.wrongOwnerAlert,
      ),
    done: (reason) =>
      onHandoff(
        { action: 'done', reason },
        (card) => closed(card, reason, now()),
        () => cardTexts.doneAlert,
      ),
    more: (choice) =>
      onHandoff(
        { action: 'more', choice },
        (card) => card,
        () => cardTexts.moreAlert,
      ),
    route: () =>
      act(
        { action: 'route', contactId, requestId: newRequestId() },
        (card) => beingRouted(card, now()),
        cardTexts.routedAlert,
      ),
  };
  return { feed, shown, actions };
}

/** Whoever accepts for a colleague does not become the owner. */
function acceptedText({ owner }: ShownHandoff): string {
  return owner.isViewer ? cardTexts.acceptedAlert : cardTexts.acceptedForAlert(owner.name);
}

function now(): string {
  return new Date().toISOString();
}

import type { ActionRequest, CardView } from '@baton/contract';
import { cardApi, cardTexts, newRequestId, useBaton, useFeed, useReport } from '@baton/ui';
import { useExtensionActions } from '@hubspot/ui-extensions';
import { useEffect, useRef } from 'react';
import { accepted, closed, waiting, wrongOwnerReported } from './meanwhile.ts';

const POLL_MS = 60_000;
/** However soon the server says that something will change. */
const SOONEST_MS = 1_000;
/** Their change means that the handoff may have changed. */
const WATCHED_PROPERTIES = ['baton_status', 'baton_sla_state', 'hubspot_owner_id', 'lifecyclestage', 'hs_lead_status'];

/** What a person can do about the handoff; each answers when the server has. */
export interface HandoffActions {
  accept(): Promise<void>;
  wrongOwner(reason: string): Promise<void>;
  done(outcome: string): Promise<void>;
  route(): Promise<void>;
}

/** A contact's handoff, kept up to date, and what can be done about it. */
export function useHandoff(contactId: string) {
  const { onCrmPropertiesUpdate, refreshObjectProperties } = useExtensionActions<'crm.record.tab'>();
  const report = useReport();
  const baton = useBaton(cardApi);
  const { feed, shown } = useFeed(() => baton.readHandoff(contactId), pollDelay);

  // once: there is no way to unsubscribe, and HubSpot may hand over new functions at any render
  const watching = useRef(false);
  useEffect(() => {
    if (watching.current) return;
    watching.current = true;
    onCrmPropertiesUpdate(WATCHED_PROPERTIES, () => void feed.reload());
  }, [feed, onCrmPropertiesUpdate]);

  async function act(request: ActionRequest, meanwhile: (card: CardView) => CardView, thanks: string): Promise<void> {
    const answer = await feed.change(meanwhile, () => baton.act(request));
    if (report(answer, thanks)) refreshObjectProperties();
  }

  async function onHandoff(
    action: { action: 'accept' } | { action: 'wrong_owner' | 'done'; reason: string },
    meanwhile: (card: CardView) => CardView,
    thanks: string,
  ): Promise<void> {
    if (shown.status !== 'ready' || shown.value.kind !== 'handoff') return;
    const { handoffId, revision } = shown.value.handoff;
    await act({ ...action, handoffId, revision, requestId: newRequestId() }, meanwhile, thanks);
  }

  const actions: HandoffActions = {
    accept: () => onHandoff({ action: 'accept' }, accepted, cardTexts.acceptedAlert),
    wrongOwner: (reason) =>
      onHandoff(
        { action: 'wrong_owner', reason },
        (card) => wrongOwnerReported(card, reason, now()),
        cardTexts.wrongOwnerAlert,
      ),
    done: (reason) => onHandoff({ action: 'done', reason }, (card) => closed(card, reason, now()), cardTexts.doneAlert),
    route: () =>
      act(
        { action: 'route', contactId, requestId: newRequestId() },
        (card) => waiting(card, now()),
        cardTexts.routedAlert,
      ),
  };
  return { feed, shown, actions };
}

function pollDelay(card: CardView | null): number {
  const soon = card?.lookAgainMs ?? POLL_MS;
  return Math.min(POLL_MS, Math.max(SOONEST_MS, soon));
}

function now(): string {
  return new Date().toISOString();
}

import { assessed, compose } from '../handoff/fixtures.ts';
import type { HandoffMessage } from './message.ts';

export const PARTS = compose(assessed());

/** A message of the fixtures' lead. */
export function messageOf(rest: Partial<HandoffMessage> = {}): HandoffMessage {
  return {
    kind: 'offered',
    notificationId: '00000000-0000-4000-8000-000000000001',
    portalId: 42,
    handoffId: '00000000-0000-4000-8000-000000000002',
    contactId: '501',
    recordUrl: 'https://app.hubspot.com/contacts/42/record/0-1/501',
    parts: PARTS,
    ...rest,
  };
}

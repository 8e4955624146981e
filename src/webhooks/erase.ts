import { randomBytes } from 'node:crypto';
import type { PortalStore, Store } from '../store/store.ts';
import { receiveEvents } from './receive.ts';

/**
 * Forgets a contact as HubSpot's privacy deletion does, through the same door: the key under which its values are stored is
 * destroyed, its open handoff closed, what waits for it dropped. Nothing takes that back. What HubSpot knows stays there.
 * Answers false where Baton has never met the contact. Safe to repeat.
 */
export async function eraseContact(
  { store, appId }: { store: Store; appId: number },
  { portal, contactId }: { portal: PortalStore; contactId: string },
): Promise<boolean> {
  const { portalId } = portal;
  const { fates } = await receiveEvents({
    store,
    portalId,
    events: [
      {
        kind: 'contact_erased',
        contactId,
        portalId,
        key: randomBytes(16),
        source: 'BATON',
        sourceId: null,
        occurredAt: Date.now(),
      },
    ],
    appId,
  });
  return fates.kept > 0;
}

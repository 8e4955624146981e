import type { HubSpotPortal } from '../hubspot/client.ts';
import type { PortalStore } from '../store/store.ts';
import { lookAtDrifted } from '../store/tables/handoffs-drifted.ts';

/** So far back it is looked again: search lags. Milliseconds. */
const OVERLAP_MS = 60_000;

/**
 * Finds open handoffs whose contact has another owner in HubSpot than in the store, because HubSpot did not tell of a change:
 * each is looked at now, and that look, which reads the contact itself, decides what became of it. Looks at what was changed
 * since `sinceMs`. Answers how many there were. Throws when HubSpot cannot be read.
 */
export async function findDrift(
  { portal, hubspot }: { portal: PortalStore; hubspot: HubSpotPortal },
  { sinceMs, untilMs }: { sinceMs: number; untilMs: number },
): Promise<number> {
  const found = await hubspot.searchChangedOwners({ fromMs: sinceMs - OVERLAP_MS, untilMs });
  return portal.transaction((tx) => lookAtDrifted(tx, found, new Date(untilMs)));
}

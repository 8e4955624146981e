import type { Logger } from 'pino';
import type { HubSpot } from '../hubspot/client.ts';
import type { Metrics } from '../metrics.ts';
import type { PolicyInForce } from '../policy-in-force.ts';
import type { PortalTx, Store } from '../store/store.ts';
import { portalById } from '../store/tables/portals.ts';
import { settleTakeOversBy } from './settle-take-over.ts';
import { finishWrites } from './write.ts';

/** How many CRM writes one turn takes on. */
const TURN = 100;

/**
 * Finishes CRM writes that nobody is finishing: of deciders without a mailbox row, of processes that died, of answers that
 * never came. Rings again at the time of the next one. Only while the portal is live: in
 * the other modes nothing is written. Safe to run as often as one likes.
 */
export async function finishLeftWrites(
  deps: {
    store: Store;
    hubspot: HubSpot;
    policyInForce(tx: PortalTx, now: Date): Promise<PolicyInForce>;
    ringWrites(portalId: number, at?: Date): Promise<void>;
    metrics: Metrics;
    logger: Logger;
  },
  portalId: number,
): Promise<void> {
  const { store, metrics, logger } = deps;
  const portal = store.forPortal(portalId);
  const facts = await portal.transaction((tx) => portalById(tx));
  if (facts?.status !== 'active' || facts.mode !== 'live') return;
  const hubspot = deps.hubspot.forPortal(portalId, 'fresh');
  const settleTakeOver = settleTakeOversBy(deps.policyInForce);
  const report = await finishWrites(
    { portal, hubspot, processId: store.processId, settleTakeOver, logger, metrics },
    { limit: TURN },
  );
  if (report.retryAt !== null) await deps.ringWrites(portalId, report.retryAt);
}

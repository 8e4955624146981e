import type { Logger } from 'pino';
import type { Directory } from '../hubspot/lead.ts';
import type { ModeDeps } from '../install/modes.ts';
import type { Metrics } from '../metrics.ts';
import type { PolicyInForce } from '../policy-in-force.ts';
import type { PortalTx } from '../store/store.ts';

/** What the settings page and the app page are served with. */
export interface PageDeps extends ModeDeps {
  /** The account's people without asking HubSpot; null: never read. */
  recentDirectory(portalId: number): Promise<Directory | null>;
  policyInForce(tx: PortalTx, now: Date): Promise<PolicyInForce>;
  clientSecret: string;
  publicUrl: string;
  metrics: Pick<Metrics, 'count'>;
  logger: Logger;
}

import type { Logger } from 'pino';
import type { PortalStore } from '../store/store.ts';
import { renewWrites } from '../store/tables/crm-writes.ts';

/** A third of the lease, so that one missed renewal costs nothing. Milliseconds. */
const RENEW_MS = 10_000;

/** Keeps a lease on CRM writes alive while calls to HubSpot take long. A renewal that fails is only logged: the next may do. */
export function keepWriteLease(portal: PortalStore, leaseId: string, logger: Logger): { stop(): void } {
  const timer = setInterval(() => {
    portal
      .transaction((tx) => renewWrites(tx, leaseId))
      .catch((error: unknown) =>
        logger.warn({ portalId: portal.portalId, err: error }, 'a lease on writes was not renewed'),
      );
  }, RENEW_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

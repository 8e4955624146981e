import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { GrantRevoked } from '../errors.ts';
import type { HubSpotPortal } from '../hubspot/client.ts';
import type { Metrics } from '../metrics.ts';
import { traceOfDecision, withTraces } from '../trace.ts';
import type { PortalStore } from '../store/store.ts';
import { leasedWrites, leaseWrites, releaseWrites } from '../store/tables/crm-writes.ts';
import { commitEnds, commitRound, type SettleTakeOver } from './commit-writes.ts';
import type { FinishedWrite } from './finished-write.ts';
import { keepWriteLease } from './keep-write-lease.ts';
import { OpenWrites, type WriteReport } from './open-writes.ts';
import { prepareRound, sendRound } from './write-round.ts';

export type { WriteReport } from './open-writes.ts';

/** A full batch of HubSpot with its tasks; more writes than these wait for the next call. */
const DEFAULT_LIMIT = 200;

export interface WriteDeps {
  portal: PortalStore;
  hubspot: HubSpotPortal;
  processId: string;
  logger: Logger;
  metrics?: Pick<Metrics, 'count'>;
  settleTakeOver?: SettleTakeOver;
}

/**
 * Step 6: finishes CRM writes, in order per contact - those that carry `leaseId`, else up to `limit` that are due. Each
 * round takes the first open write of every contact: contacts in one call, tasks in another, and each write is stored as
 * `sent` before it goes out. So a task is created once, whatever happens in between: a write without an answer waits 30 s
 * and is looked for first. What HubSpot refuses or postpones never throws; it is in the report. Safe to repeat and to run
 * in several processes. Throws StoreUnavailable (all is taken up again later) and GrantRevoked (after storing what was done).
 */
export async function finishWrites(
  deps: WriteDeps,
  options: { leaseId?: string; limit?: number } = {},
): Promise<WriteReport> {
  const { portal, processId } = deps;
  const limit = options.limit ?? DEFAULT_LIMIT;
  const leaseId = options.leaseId ?? randomUUID();
  const writes = await portal.transaction((tx) =>
    options.leaseId === undefined ? leaseWrites(tx, { leaseId, processId, limit }) : leasedWrites(tx, leaseId),
  );
  const open = new OpenWrites(writes);
  if (writes.length === 0) return open.report();
  const full = options.leaseId === undefined && writes.length === limit;
  const traces = writes.flatMap(({ decisionId }) => (decisionId === null ? [] : [traceOfDecision(decisionId)]));
  return withTraces(traces, async () => {
    await finishOpen(deps, leaseId, open);
    return close(deps, { open, full });
  });
}

async function finishOpen({ portal, hubspot, logger, settleTakeOver }: WriteDeps, leaseId: string, open: OpenWrites) {
  const lease = keepWriteLease(portal, leaseId, logger);
  try {
    let ends: FinishedWrite[] = [];
    for (let round = open.nextRound(); round.length > 0; round = open.nextRound()) {
      const ready = await prepareRound(hubspot, round);
      const due = [...ends, ...ready.ended, ...open.abandoned()];
      const committed = await portal.transaction((tx) =>
        commitRound(tx, { leaseId, ends: due, ready, settle: settleTakeOver }),
      );
      open.takeOver(ready.takenOver, committed);
      const { sent } = committed;
      open.lost(ready.writeIds.filter((writeId) => !sent.has(writeId)));
      ends = await sendRound(hubspot, ready, sent);
      open.finish([...ready.ended, ...ends]);
    }
    const due = [...ends, ...open.abandoned()];
    const closing = await portal.transaction(async (tx) => {
      const late = await commitEnds(tx, { leaseId, ends: due });
      await releaseWrites(tx, leaseId);
      return late;
    });
    open.added(closing);
  } finally {
    lease.stop();
  }
}

function close(deps: WriteDeps, { open, full }: { open: OpenWrites; full: boolean }): WriteReport {
  const { portal, logger, metrics } = deps;
  for (const { write, end } of open.ends) {
    const name = end.end === 'later' && end.state === 'sent' ? 'unknown' : end.end;
    metrics?.count('crm_writes_total', { kind: write.kind, end: name });
    const { contactId, decisionId, writeId, kind } = write;
    const trace = decisionId === null ? undefined : traceOfDecision(decisionId);
    const about = { trace, portalId: portal.portalId, contactId, decisionId, writeId, kind, end: name };
    if (end.end === 'done' || end.end === 'superseded') logger.debug(about, 'a write is finished');
    else {
      logger.warn(
        { ...about, code: end.error },
        end.end === 'refused'
          ? 'a write was refused and given up'
          : 'a write is not finished and will be taken up again',
      );
    }
  }
  if (open.ends.some(({ end }) => end.end === 'later' && end.error === 'grant_revoked'))
    throw new GrantRevoked(portal.portalId);
  const report = open.report();
  return full && report.retryAt === null ? { ...report, retryAt: new Date() } : report;
}

import { sql } from 'kysely';
import type { Logger } from 'pino';
import { codeOf } from '../errors.ts';
import type { Metrics } from '../metrics.ts';
import type { Lane } from '../policy/taxonomy.ts';
import type { Store } from '../store/store.ts';
import { pruneWrites } from '../store/tables/crm-writes-prune.ts';
import { pruneNotifications } from '../store/tables/notifications.ts';
import { pruneCallbacks } from '../store/tables/workflow-callbacks.ts';
import { livingProcesses } from '../store/tables/processes.ts';
import { freeLeases } from '../store/tables/mailbox.ts';
import { deleteOldEventKeys } from '../store/tables/webhook-events.ts';
import type { Bells } from './bells.ts';
import { MAX_ATTEMPTS } from './retry-policy.ts';

/** That somebody was told is remembered for so long. */
const TOLD_KEPT_MS = 30 * 86_400_000;

/** That a workflow was answered is remembered for so long. */
const ANSWERED_KEPT_MS = 7 * 86_400_000;

/** Bells are usually heard within milliseconds; only what waits longer than this was lost. */
const OVERDUE_MS = 1_000;

export interface SweepReport {
  /** Portal lanes with leads that were due and that nobody was looking at. */
  lostBells: number;
  /** Leads whose lease had run out or whose process is dead. */
  freedLeases: number;
  /** Of these, leads put aside because their process died of them once too often. */
  dead: number;
  /** Portals with CRM writes that were due. */
  unfinishedWrites: number;
}

export interface SweepDeps {
  store: Store;
  bells: Bells;
  logger: Logger;
  metrics?: Pick<Metrics, 'count'>;
}

/** A portal whose leads may be routed now; the alias is `p`. */
const working = sql<boolean>`p.status = 'active' and p.mode <> 'paused'
  and (p.limited_until is null or p.limited_until <= now())`;

/**
 * Finds what no bell speaks of any more - the queue's store was wiped, a process died, a ring was lost - and rings for
 * it. Reads over all portals with the sweep's own role and writes only through each portal. Safe to run as often as one
 * likes and in several processes; one portal that fails does not keep the others from being swept.
 */
export async function sweep(deps: SweepDeps & { overdueMs?: number }): Promise<SweepReport> {
  const { store, bells, metrics } = deps;
  const overdue = sql`now() - make_interval(secs => ${(deps.overdueMs ?? OVERDUE_MS) / 1_000})`;
  const report: SweepReport = { lostBells: 0, freedLeases: 0, dead: 0, unfinishedWrites: 0 };

  // Ours is alive whatever the clock of a stalled heartbeat says.
  const alive = [...new Set([...(await livingProcesses(store.shared)), store.processId])];
  for (const portalId of await portalsWithStaleLeases(store, alive)) {
    await attempt(deps, portalId, async () => {
      const freed = await store
        .forPortal(portalId)
        .transaction((tx) => freeLeases(tx, { alive, maxAttempts: MAX_ATTEMPTS }));
      report.freedLeases += freed.freed;
      report.dead += freed.dead;
    });
  }

  const { rows: lanes } = await sql<{ portal_id: number; lane: Lane }>`
    select p.portal_id, l.lane
    from portals p cross join (values ('fresh'), ('bulk')) as l(lane)
    where ${working} and exists (
      select 1 from mailbox m
      where m.portal_id = p.portal_id and m.lane = l.lane and m.state <> 'dead' and m.not_before <= ${overdue}
        and (m.lease_id is null or m.locked_until < now()))`.execute(store.sweep);
  for (const { portal_id: portalId, lane } of lanes) {
    await attempt(deps, portalId, () => bells.ring(portalId, lane));
  }
  report.lostBells = lanes.length;

  const { rows: writers } = await sql<{ portal_id: number }>`
    select p.portal_id from portals p
    where ${working} and p.portal_id in (
      select w.portal_id from crm_writes w
      where w.state in ('todo', 'sent') and w.not_before <= ${overdue}
        and (w.locked_until is null or w.locked_until < now()))`.execute(store.sweep);
  for (const { portal_id: portalId } of writers) await attempt(deps, portalId, () => bells.ringWrites(portalId));
  report.unfinishedWrites = writers.length;

  metrics?.count('sweep_findings_total', { finding: 'lost_bell' }, report.lostBells);
  metrics?.count('sweep_findings_total', { finding: 'expired_lease' }, report.freedLeases);
  metrics?.count('sweep_findings_total', { finding: 'unfinished_write' }, report.unfinishedWrites);
  metrics?.count('dead_letters_total', { code: 'process_died' }, report.dead);
  return report;
}

/** Hourly housekeeping: forgets event keys that HubSpot cannot repeat any more, CRM writes long finished, and processes long gone. */
export async function upkeep(deps: SweepDeps): Promise<{ eventKeys: number; processes: number }> {
  const { store } = deps;
  const portals = await store.sweep.selectFrom('portals').select('portal_id').execute();
  let eventKeys = 0;
  for (const { portal_id: portalId } of portals) {
    await attempt(deps, portalId, async () => {
      eventKeys += await store.forPortal(portalId).transaction(deleteOldEventKeys);
      await pruneWrites(store.forPortal(portalId));
      await store.forPortal(portalId).transaction((tx) => pruneNotifications(tx, new Date(Date.now() - TOLD_KEPT_MS)));
      await store.forPortal(portalId).transaction((tx) => pruneCallbacks(tx, new Date(Date.now() - ANSWERED_KEPT_MS)));
    });
  }
  const { numAffectedRows = 0n } =
    await sql`delete from processes where heartbeat_at < now() - interval '1 day'`.execute(store.shared);
  return { eventKeys, processes: Number(numAffectedRows) };
}

async function portalsWithStaleLeases(store: Store, alive: readonly string[]): Promise<number[]> {
  const { rows } = await sql<{ portal_id: number }>`
    select distinct portal_id from mailbox
    where lease_id is not null and (locked_until < now() or lease_process <> all(${alive}::uuid[]))
    union
    select distinct portal_id from crm_writes
    where state in ('todo', 'sent') and lease_id is not null and lease_process <> all(${alive}::uuid[])`.execute(
    store.sweep,
  );
  return rows.map((row) => row.portal_id);
}

async function attempt(deps: SweepDeps, portalId: number, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (err) {
    deps.logger.warn({ err, code: codeOf(err), portalId }, 'the sweep could not help this portal; it tries again soon');
  }
}

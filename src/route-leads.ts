import { randomUUID } from 'node:crypto';
import { assessInPortal } from './agents/assess-in-portal.ts';
import { decideAndCommit, ledgerOf, type ReadyLead } from './decide-and-commit.ts';
import { noteDecided } from './handoff/note-decided.ts';
import { settleTakeOversBy } from './handoff/settle-take-over.ts';
import { finishWrites } from './handoff/write.ts';
import type { HubSpot } from './hubspot/client.ts';
import type { Directory } from './hubspot/lead.ts';
import { keepLease, takeLeads } from './mailbox/leases.ts';
import { recallLeads, sortFound } from './mailbox/recall.ts';
import { nextDue, settleLeads } from './mailbox/settle.ts';
import type { Settlement, TakenLead } from './mailbox/types.ts';
import { armsInForce, readsOf, type ReadPolicy } from './policy-in-force.ts';
import { LANES, type Lane } from './policy/taxonomy.ts';
import { putBack, type PutBackDeps } from './put-back.ts';
import { settlementOf } from './settlements.ts';
import { inSpan } from './spans.ts';
import type { LedgerName } from './store/schema.ts';
import type { PortalStore, Store } from './store/store.ts';
import { traceOf, withTraces } from './trace.ts';
import { portalById, type PortalFacts } from './store/tables/portals.ts';

/**
 * THE STORY. What becomes of the leads of one portal that wait in one lane, up to 100 at a time (fresh: 20), in this order:
 *
 *   1 take    lease rows of the mailbox                                    mailbox/leases.ts
 *   2 read    contacts, companies, who is free                             hubspot/client.ts, install/directory.ts
 *   3 assess  agents in dependency order, side by side                     agents/orchestrate.ts
 *   4 decide  } one short transaction under the portal's balance lock      decide-and-commit.ts, policy/decide.ts
 *   5 commit  } decisions, receipts, ledger, handoffs, CRM writes to do
 *   6 write   owner and properties in batch, then tasks, exactly once      handoff/write.ts
 *   7 settle  delete or free the rows, ring again for what still waits     mailbox/settle.ts
 *
 * A crash repeats from the last committed step: 1-4 may run twice, 5 happens exactly once (the row is stamped with its
 * decision), 6 hangs on rows of its own. A drain never fails because of a lead or of an answer of HubSpot: what cannot
 * go on now is put back with a time, and a later bell is set.
 */
export const BATCH: Readonly<Record<Lane, number>> = { fresh: 20, bulk: 100 };

/** Contacts, companies, contact update, tasks: what a fresh batch costs of HubSpot's budget. */
const CALLS_PER_BATCH = 4;

/** CRM writes that stopped with an error are taken up again after this long. Milliseconds. */
const WRITE_AGAIN_MS = 2_000;

export interface RouteDeps extends PutBackDeps {
  store: Store;
  hubspot: HubSpot;
  directory(portalId: number): Promise<Directory>;
  policyInForce: ReadPolicy;
  /** How many times faster than the wall's the clocks of handoffs run. */
  clockSpeed: number;
  bells: {
    ring(portalId: number, lane: Lane): Promise<void>;
    ringLater(portalId: number, lane: Lane, at: Date): Promise<void>;
    ringWrites(portalId: number, at?: Date): Promise<void>;
  };
}

export async function routeLeads(deps: RouteDeps, { portalId, lane }: { portalId: number; lane: Lane }): Promise<void> {
  const portal = deps.store.forPortal(portalId);
  const facts = await portal.transaction((tx) => portalById(tx));
  const ledger = ledgerOf(facts);
  if (facts !== null && ledger !== null) await drain(deps, { portal, facts, ledger, lane });
}

async function drain(
  deps: RouteDeps,
  { portal, facts, ledger, lane }: { portal: PortalStore; facts: PortalFacts; ledger: LedgerName; lane: Lane },
): Promise<void> {
  const { store, bells } = deps;
  const { portalId } = portal;
  const ended = (end: string) => deps.metrics.count('drains_total', { lane, end });
  if (facts.limitedUntil !== null && facts.limitedUntil > new Date()) {
    ended('limited');
    return bells.ringLater(portalId, lane, facts.limitedUntil);
  }

  if (lane === 'fresh') {
    const rest = await deps.hubspot.paceMs(portalId, CALLS_PER_BATCH);
    if (rest > 0) {
      ended('paced');
      return bells.ringLater(portalId, lane, new Date(Date.now() + rest));
    }
  }

  const hubspot = deps.hubspot.forPortal(portalId, lane);
  const write = (o: { leaseId?: string; limit?: number }) =>
    finishWrites(
      {
        portal,
        hubspot,
        processId: store.processId,
        settleTakeOver: settleTakeOversBy(deps.policyInForce),
        logger: deps.logger,
        metrics: deps.metrics,
      },
      o,
    );
  if (ledger === 'live') {
    const left = await write({ limit: BATCH.bulk });
    if (left.retryAt !== null) await bells.ringWrites(portalId, left.retryAt);
  }

  const taken = await timed('take', () => takeLeads(portal, { lane, limit: BATCH[lane], processId: store.processId }));
  ended(taken.length === 0 ? 'empty' : 'routed');
  if (taken.length === 0) return ringNext();
  const lease = keepLease(
    portal,
    taken.map((lead) => lead.leaseId),
  );
  try {
    const { lanes } = await settleLeads(portal, await routeOrPutBack(taken));
    for (const other of lanes) if (other !== lane) await bells.ring(portalId, other);
  } finally {
    lease.stop();
  }
  return ringNext();

  async function route(leads: readonly TakenLead[]): Promise<Settlement[]> {
    const ids = leads.map((lead) => lead.contactId);
    const reads = readsOf(await portal.transaction((tx) => armsInForce(tx, new Date(), deps.policyInForce)));
    const [raws, directory, recalled] = await timed('read', () =>
      Promise.all([
        hubspot.readLeads(ids, { also: reads, ...(aCompanyChanged(leads) ? { maxCompanyAgeMs: 0 } : {}) }),
        deps.directory(portalId),
        recallLeads(portal, leads),
      ]),
    );
    const sorted = await sortFound(portal, { leads, raws, recalled, installedAt: facts.installedAt });
    // The winner of a merge may wait in the other lane.
    if (sorted.movedToWinner) for (const other of LANES) await bells.ring(portalId, other);
    const assessments = await timed('assess', () =>
      assessInPortal(portal, { raws: sorted.found.map(({ raw }) => raw), directory }),
    );
    const ready = sorted.found.flatMap((found): ReadyLead[] => {
      const assessment = assessments.get(found.raw.contactId);
      return assessment === undefined ? [] : [{ ...found, assessment, lane: found.taken.lane }];
    });
    const writeLease = { leaseId: randomUUID(), processId: store.processId };
    const ends = await timed('decide', () =>
      decideAndCommit({
        portal,
        facts,
        ledger,
        policyInForce: deps.policyInForce,
        propertiesRead: reads,
        leads: ready,
        directory,
        decidedBy: 'drain',
        now: new Date(),
        writeLease,
        clockSpeed: deps.clockSpeed,
      }),
    );
    const unfinished = await timed('write', () => writeNow(writeLease.leaseId));
    for (const [index, end] of ends.entries()) {
      if (end.end !== 'decided') {
        deps.logger.debug({ portalId, lane, contactId: end.contactId, end: end.end }, 'a lead got no new decision');
        continue;
      }
      deps.metrics.count('decisions_total', { outcome: end.verdict.outcome, ledger });
      const waited = Date.now() - (ready[index]?.taken?.waitingSinceMs ?? Date.now());
      deps.metrics.observe('lead_latency_seconds', waited / 1_000, { lane });
      noteDecided(deps.logger, {
        portalId,
        contactId: end.contactId,
        decisionId: end.decisionId,
        outcome: end.verdict.outcome,
        ledger,
        decidedBy: 'drain',
        ms: waited,
        isWritten: unfinished?.has(end.contactId) === false,
      });
    }
    return [...sorted.settled, ...ends.flatMap((end, index) => settlementOf(ready[index], end, ledger))];
  }

  /**
   * From the commit on nothing may put a lead back: what cannot be written now has rows and bells of its own. Answers the
   * contacts with something left to write; null: nobody knows.
   */
  async function writeNow(leaseId: string): Promise<ReadonlySet<string> | null> {
    let retryAt: Date | null = null;
    let unfinished: ReadonlySet<string> | null = null;
    try {
      ({ retryAt, unfinished } = await write({ leaseId }));
    } catch (error) {
      deps.logger.warn({ portalId, lane, err: error }, 'CRM writes were left for later');
      retryAt = new Date(Date.now() + WRITE_AGAIN_MS);
    }
    try {
      if (retryAt !== null) await bells.ringWrites(portalId, retryAt);
    } catch (error) {
      deps.logger.warn({ portalId, lane, err: error }, 'a bell was not heard; the sweep rings it');
    }
    return unfinished;
  }

  /** Together if possible; if a lead brings the batch down, each by itself, so that it fails alone. */
  async function routeOrPutBack(leads: readonly TakenLead[]): Promise<Settlement[]> {
    try {
      return await withTraces(
        leads.map((lead) => traceOf({ portalId, ...lead })),
        () => route(leads),
      );
    } catch (error) {
      const { countsAsAttempt } = deps.nextTry({ error, attempts: 0, now: new Date(), chance: 0 });
      if (leads.length === 1 || !countsAsAttempt) return putBack(deps, { portal, lane, leads, error });
      const settlements: Settlement[] = [];
      for (const lead of leads) settlements.push(...(await routeOrPutBack([lead])));
      return settlements;
    }
  }

  async function ringNext(): Promise<void> {
    const due = await nextDue(portal, lane);
    if (due === null) return;
    if (due.getTime() <= Date.now()) await bells.ring(portalId, lane);
    else await bells.ringLater(portalId, lane, due);
  }

  async function timed<T>(stage: string, work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    try {
      return await inSpan(`route ${stage}`, { 'baton.portal_id': portalId, 'baton.lane': lane }, work);
    } finally {
      const ms = performance.now() - started;
      deps.metrics.observe('route_stage_seconds', ms / 1_000, { stage, lane });
      deps.logger.debug({ portalId, lane, stage, ms: Math.round(ms) }, 'a stage is over');
    }
  }
}

function aCompanyChanged(leads: readonly TakenLead[]): boolean {
  return leads.some((lead) => lead.reasons.some((reason) => reason.kind === 'company'));
}

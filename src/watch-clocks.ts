import { randomUUID } from 'node:crypto';
import { assessInPortal } from './agents/assess-in-portal.ts';
import { decideAndCommit, ledgerOf, type ReadyLead } from './decide-and-commit.ts';
import { codeOf, retryOf } from './errors.ts';
import { graceUntil } from './handoff/clock/arm.ts';
import { judge } from './handoff/clock/judge.ts';
import { readDue, type SeenHandoff } from './handoff/clock/read-due.ts';
import { commitLooks, type KeptLook } from './handoff/clock/store-looks.ts';
import { noteDecided } from './handoff/note-decided.ts';
import { settleTakeOversBy } from './handoff/settle-take-over.ts';
import { finishWrites } from './handoff/write.ts';
import type { HubSpot } from './hubspot/client.ts';
import type { Directory } from './hubspot/lead.ts';
import { zonesOf } from './notifications/enqueue.ts';
import { addReasons } from './mailbox/reasons.ts';
import type { Metrics } from './metrics.ts';
import { armsInForce, readsOf, type ReadPolicy } from './policy-in-force.ts';
import type { Lane } from './policy/taxonomy.ts';
import type { Logger } from 'pino';
import type { PortalStore, PortalTx, Store } from './store/store.ts';
import { lockBalance } from './store/tables/balances.ts';
import { contactsById } from './store/tables/contacts.ts';
import { raiseException, resolveException } from './store/tables/exceptions.ts';
import { dueHandoffs, storeLooks, type DueHandoff } from './store/tables/handoff-clocks.ts';
import { appendHandoffEvents } from './store/tables/handoff-events.ts';
import { portalById, type PortalFacts } from './store/tables/portals.ts';

/** What HubSpot shows of so many contacts with their history comes in one call. */
const BATCH = 50;
/** Where HubSpot could not be read, or an answer is still on its way, it is looked again after so long. Milliseconds. */
const AGAIN_MS = 15_000;
/** What cannot be looked at for a reason that does not pass by itself. Milliseconds. */
const BROKEN_MS = 900_000;
const BROKEN =
  'Baton cannot look at this handoff: nobody is reminded and it goes to nobody else. Please see that somebody acts on it, and tell whoever runs Baton.';

export interface WatchDeps {
  store: Store;
  hubspot: HubSpot;
  directory(portalId: number): Promise<Directory>;
  policyInForce: ReadPolicy;
  bells: {
    ring(portalId: number, lane: Lane): Promise<void>;
    ringWrites(portalId: number, at?: Date): Promise<void>;
    ringClocks(portalId: number): Promise<void>;
  };
  /** How many times faster than the wall's the clocks of handoffs run. */
  clockSpeed: number;
  metrics: Metrics;
  logger: Logger;
}

/**
 * WHAT COMES AFTER THE STORY. A handoff lives until a person has acted. When the time of one has come to be looked at:
 *
 *   1 due     open handoffs that are to be looked at, of one portal        store/tables/handoff-clocks.ts
 *   2 read    what people did meanwhile, as HubSpot shows it now           handoff/clock/read-due.ts
 *   3 judge   acted, remind, lapse, some time more, or wait                handoff/clock/judge.ts
 *   4 commit  what lapsed is decided anew, by the same decider             decide-and-commit.ts
 *   5         all else is noted, with what becomes visible of it           handoff/clock/store-looks.ts
 *   6 write   owner, properties and tasks follow                           handoff/write.ts
 *
 * When to look stands in Postgres; a bell only says that the time of some has come. A crash repeats from the beginning:
 * until 4 and 5 are committed everything is still due. Where HubSpot cannot be read nothing is done: the step waits, and
 * the history says so.
 */
export async function watchClocks(deps: WatchDeps, portalId: number): Promise<void> {
  const portal = deps.store.forPortal(portalId);
  const facts = await portal.transaction((tx) => portalById(tx));
  if (facts === null || ledgerOf(facts) !== 'live') return;
  if (facts.limitedUntil !== null && facts.limitedUntil > new Date()) return;
  const due = await portal.transaction((tx) => dueHandoffs(tx, { now: new Date(), limit: BATCH }));
  if (due.length === 0) return;
  try {
    await look(deps, { portal, facts, due });
  } catch (error) {
    if (retryOf(error).helps) throw error;
    // One of them cannot be looked at: the others are not to wait for it.
    for (const one of due) await lookAtOne(deps, { portal, facts, one });
  }
  if (due.length === BATCH) await deps.bells.ringClocks(portalId);
}

/** Puts off the handoff that nobody can look at, and says so to an admin. */
async function lookAtOne(
  deps: WatchDeps,
  { portal, facts, one }: { portal: PortalStore; facts: PortalFacts; one: DueHandoff },
): Promise<void> {
  try {
    await look(deps, { portal, facts, due: [one] });
  } catch (error) {
    if (retryOf(error).helps) throw error;
    const { handoffId, contactId: subject, revision } = one;
    deps.logger.error({ portalId: portal.portalId, handoffId, code: codeOf(error), err: error }, 'a clock is broken');
    await portal.transaction(async (tx) => {
      await lockBalance(tx, 'live');
      await storeLooks(tx, [{ handoffId, revision, lookAt: new Date(Date.now() + BROKEN_MS) }]);
      await raiseException(tx, { kind: 'clock_failed', subject, sentence: BROKEN });
    });
  }
}

async function look(
  deps: WatchDeps,
  { portal, facts, due }: { portal: PortalStore; facts: PortalFacts; due: readonly DueHandoff[] },
): Promise<void> {
  const { policyInForce, metrics, logger } = deps;
  const { portalId } = portal;
  const arms = await portal.transaction((tx) => armsInForce(tx, new Date(), policyInForce));
  const reads = readsOf(arms);
  const hubspot = deps.hubspot.forPortal(portalId, 'fresh');
  let read: Awaited<ReturnType<typeof readDue>> & { directory: Directory };
  try {
    read = { ...(await readDue(hubspot, due, reads)), directory: await deps.directory(portalId) };
  } catch (error) {
    logger.warn(
      { portalId, handoffs: due.length, code: codeOf(error), err: error },
      'clocks wait: HubSpot cannot be read',
    );
    return delay(portal, due);
  }
  const now = new Date();
  const judged = read.seen.map((seen) => ({ seen, look: judge(seen.handoff, seen.action, now) }));
  // A person's choice of another owner ends the handoff, whatever its clock says.
  const deciding = judged.filter(({ seen, look: { look: what } }) => what === 'lapse' || isElsewhere(seen));
  const kept = judged.flatMap(({ seen, look: one }): KeptLook[] => {
    if (one.look === 'lapse') return [];
    const { handoff, taskIsGone } = seen;
    const owner = read.directory.people.find((person) => person.ownerId === handoff.ownerId) ?? null;
    const clock = { policy: arms.live.compiled, owner, portalZone: facts.timeZone, now, speed: deps.clockSpeed };
    return [{ handoff, look: one, taskIsGone, graceUntil: graceUntil(clock) }];
  });

  const writeLease = { leaseId: randomUUID(), processId: deps.store.processId };
  const ready = await readyLeads(portal, { deciding, directory: read.directory });
  const ends = await decideAndCommit({
    portal,
    facts,
    ledger: 'live',
    policyInForce,
    propertiesRead: reads,
    leads: ready,
    directory: read.directory,
    decidedBy: 'sla',
    now,
    writeLease,
    clockSpeed: deps.clockSpeed,
  });
  const { directory } = read;
  const terms = { policy: arms.live.compiled, directory, portal: { ...facts, portalId }, now };
  const { toWrite } = await portal.transaction(async (tx) => {
    await lockBalance(tx, 'live');
    await forget(tx, read.gone, now);
    await lookAgain(
      tx,
      deciding.map(({ seen }) => seen.handoff),
      now,
    );
    await resolveException(tx, { kind: 'clocks_delayed', subject: 'hubspot' });
    return commitLooks(tx, kept, { terms, zones: zonesOf(read.directory.people, facts.timeZone) });
  });
  if (read.gone.length > 0) await deps.bells.ring(portalId, 'fresh');
  if (read.unknown.length > 0) await delay(portal, read.unknown);
  for (const { handoff, look: one } of kept) {
    if (one.look !== 'acted') continue;
    const took = (one.action.at.getTime() - handoff.ownerSince.getTime()) / 1_000;
    metrics.observe('human_latency_seconds', Math.max(0, took), { action: one.action.kind });
  }
  for (const { seen } of judged) {
    metrics.observe('clock_late_seconds', (now.getTime() - seen.handoff.lookAt.getTime()) / 1_000);
  }
  for (const end of ends) metrics.count('clock_ends_total', { end: end.end });
  const unfinished = await write();
  for (const end of ends) {
    if (end.end !== 'decided') continue;
    const { contactId, decisionId, verdict } = end;
    const dueAt = deciding.find(({ seen }) => seen.handoff.contactId === contactId)?.seen.handoff.lookAt ?? now;
    noteDecided(logger, {
      portalId,
      contactId,
      decisionId,
      outcome: verdict.outcome,
      ledger: 'live',
      decidedBy: 'sla',
      ms: Date.now() - dueAt.getTime(),
      isWritten: !unfinished.has(contactId),
    });
  }
  if (toWrite) await deps.bells.ringWrites(portalId);

  async function write(): Promise<ReadonlySet<string>> {
    if (ready.length === 0) return new Set();
    const { retryAt, unfinished: left } = await finishWrites(
      {
        portal,
        hubspot,
        processId: deps.store.processId,
        settleTakeOver: settleTakeOversBy(policyInForce),
        logger,
        metrics,
      },
      { leaseId: writeLease.leaseId },
    );
    if (retryAt !== null) await deps.bells.ringWrites(portalId, retryAt);
    return left;
  }
}

function isElsewhere({ handoff, raw }: SeenHandoff): boolean {
  return (raw.properties['hubspot_owner_id'] || null) !== handoff.ownerId;
}

/** Handoffs as the decider takes them: read, assessed, with what is remembered of the enquiry that they are about. */
async function readyLeads(
  portal: PortalStore,
  { deciding, directory }: { deciding: readonly { seen: SeenHandoff; look: { look: string } }[]; directory: Directory },
): Promise<ReadyLead[]> {
  if (deciding.length === 0) return [];
  const raws = deciding.map(({ seen }) => seen.raw);
  const [assessments, contacts] = await Promise.all([
    assessInPortal(portal, { raws, directory }),
    portal.transaction((tx) =>
      contactsById(
        tx,
        raws.map((raw) => raw.contactId),
      ),
    ),
  ]);
  return deciding.flatMap(({ seen: { handoff, raw }, look: { look: what } }): ReadyLead[] => {
    const assessment = assessments.get(raw.contactId);
    const remembered = contacts.get(raw.contactId);
    if (assessment === undefined || remembered === undefined) return [];
    const lapses = what === 'lapse';
    const enquiry = {
      kind: lapses ? ('change' as const) : ('nothing' as const),
      source: remembered.latestSource ?? 'UNKNOWN',
      sourceId: null,
      occurredAtMs: handoff.openedAt.getTime(),
    };
    const seenHandoff = { handoffId: handoff.handoffId, revision: handoff.revision };
    const enquiryHash = remembered.enquiryHash ?? '';
    return [{ raw, assessment, enquiry, enquiryHash, lane: 'fresh', taken: null, seenHandoff, lapses }];
  });
}

/** HubSpot has them no more under their ids: the drain finds out what became of them. */
async function forget(tx: PortalTx, gone: readonly DueHandoff[], now: Date): Promise<void> {
  const reason = { kind: 'change', what: 'gone', source: 'BATON', sourceId: null, occurredAt: now.getTime() } as const;
  await addReasons(
    tx,
    gone.map(({ contactId }) => ({ contactId, lane: 'fresh', reasons: [reason] })),
  );
  await lookAgain(tx, gone, now);
}

/** Whatever has changed since it was read has a time of its own. */
async function lookAgain(tx: PortalTx, due: readonly DueHandoff[], now: Date): Promise<void> {
  const lookAt = new Date(now.getTime() + AGAIN_MS);
  await storeLooks(
    tx,
    due.map(({ handoffId, revision }) => ({ handoffId, revision, lookAt })),
  );
}

/** Nothing is done blindly: the step waits, and the handoff's history says since when. */
async function delay(portal: PortalStore, due: readonly DueHandoff[]): Promise<void> {
  const now = new Date();
  const lookAt = new Date(now.getTime() + AGAIN_MS);
  await portal.transaction(async (tx) => {
    await lockBalance(tx, 'live');
    const stored = await storeLooks(
      tx,
      due.map(({ handoffId, revision, delayedSince, lookAt: since }) => ({
        handoffId,
        revision,
        lookAt,
        delayedSince: delayedSince ?? since,
      })),
    );
    const first = due.filter(({ handoffId, delayedSince }) => delayedSince === null && stored.has(handoffId));
    await appendHandoffEvents(
      tx,
      first.map(({ handoffId, contactId, ownerId }) => ({ kind: 'delayed', handoffId, contactId, ownerId, at: now })),
    );
    if (first.length > 0) await raiseException(tx, { kind: 'clocks_delayed', subject: 'hubspot', sentence: DELAYED });
  });
}

const DELAYED =
  'HubSpot cannot be read, so Baton does not know who has acted: reminders and reroutes wait until it can be read again.';

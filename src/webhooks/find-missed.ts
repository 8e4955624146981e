import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { codeOf } from '../errors.ts';
import type { HubSpot } from '../hubspot/client.ts';
import type { FoundEnquiry } from '../hubspot/enquiries.ts';
import type { Metrics } from '../metrics.ts';
import type { Lane } from '../policy/taxonomy.ts';
import { traceOf } from '../trace.ts';
import type { Store } from '../store/store.ts';
import { noteSearched, portalsToSearch, searchedUntil, unseenEnquiries } from '../store/tables/missed-enquiries.ts';
import type { HubSpotEvent } from './events.ts';
import { findDrift } from './find-drift.ts';
import { receiveEvents } from './receive.ts';

/** A portal is searched this often. Milliseconds. */
const EVERY_MS = 15_000;
/** What is younger than this may still come by itself, and HubSpot's search may not know it yet. Milliseconds. */
const SETTLE_MS = 10_000;
/** So far back it is looked again: search lags, now and then by minutes. Milliseconds. */
const OVERLAP_MS = 300_000;
/** Less time than this is not halved any more. Milliseconds. */
const SHORTEST_MS = 1_000;
/** So many portals at a time; the others have their turn a moment later. */
const PORTALS = 20;

export interface MissedDeps {
  store: Store;
  hubspot: HubSpot;
  appId: number;
  bells: { ring(portalId: number, lane: Lane): Promise<void>; ringClocks(portalId: number): Promise<void> };
  metrics?: Pick<Metrics, 'count'>;
  logger: Logger;
}

/**
 * Finds enquiries of which HubSpot never told us, by search, and takes them in through the same door as webhooks: one search
 * call a portal for up to 200 enquiries, and another one for owners that were changed (find-drift.ts). What was missed while
 * HubSpot could not be searched is found later. Safe to run as often as one likes and in several processes. Answers how
 * many enquiries were missed.
 */
export async function findMissed(deps: MissedDeps, now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - EVERY_MS - SETTLE_MS);
  const portalIds = await portalsToSearch(deps.store.sweep, { before, limit: PORTALS });
  // Side by side: a portal whose HubSpot does not answer keeps none of the others waiting.
  const missed = await Promise.all(
    portalIds.map(async (portalId) => {
      try {
        return await findMissedIn(deps, { portalId, now });
      } catch (err) {
        const { logger } = deps;
        logger.warn({ err, code: codeOf(err), portalId }, 'HubSpot could not be searched; it is tried again soon');
        return 0;
      }
    }),
  );
  return missed.reduce((sum, count) => sum + count, 0);
}

async function findMissedIn(
  { store, hubspot, appId, bells, metrics, logger }: MissedDeps,
  { portalId, now }: { portalId: number; now: Date },
): Promise<number> {
  const portal = store.forPortal(portalId);
  const since = await portal.transaction(searchedUntil);
  if (since === null) return 0;
  const searched = hubspot.forPortal(portalId, 'bulk');
  const fromMs = since.getTime() - OVERLAP_MS;
  let untilMs = now.getTime() - SETTLE_MS;
  let found = await searched.searchEnquiries({ fromMs, untilMs });
  while (found === null && untilMs - fromMs > SHORTEST_MS) {
    untilMs = Math.floor(fromMs + (untilMs - fromMs) / 2);
    found = await searched.searchEnquiries({ fromMs, untilMs });
  }
  const asked = found ?? [];
  const unseen = await portal.transaction((tx) => unseenEnquiries(tx, asked));
  const events = asked.filter((_, place) => unseen.has(place)).map((one) => eventOf(one, portalId));
  const { fates, lanes, leads } = await receiveEvents({ store, portalId, events, appId });
  for (const lane of lanes) await bells.ring(portalId, lane);
  const drifted = await findDrift({ portal, hubspot: searched }, { sinceMs: since.getTime(), untilMs });
  if (drifted > 0) await bells.ringClocks(portalId);
  // Only now: what was found is stored.
  await portal.transaction((tx) => noteSearched(tx, new Date(untilMs)));
  metrics?.count('sweep_findings_total', { finding: 'missed_enquiry' }, fates.kept);
  metrics?.count('sweep_findings_total', { finding: 'drift' }, drifted);
  if (fates.kept + drifted > 0) {
    const trace = leads.map((lead) => traceOf({ portalId, ...lead }));
    const untold = { enquiries: fates.kept, owners: drifted };
    logger.warn({ trace, portalId, ...untold }, 'HubSpot had not told of what has changed there');
  }
  return fates.kept;
}

/** As HubSpot would have told it; one that was found before does nothing. */
function eventOf({ contactId, what, value, source, sourceId, atMs }: FoundEnquiry, portalId: number): HubSpotEvent {
  const key = createHash('sha256').update(`found:${contactId}:${what}:${value}`).digest().subarray(0, 16);
  const facts = { portalId, key, source, sourceId, occurredAt: atMs };
  return what === 'creation'
    ? { ...facts, kind: 'contact_created', contactId }
    : { ...facts, kind: 'contact_changed', contactId, property: what, value };
}

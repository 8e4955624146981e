import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { codeOf, retryOf } from '../errors.ts';
import type { HubSpotPortal } from '../hubspot/client.ts';
import { peopleInForce } from '../people-in-force.ts';
import { overridesInForce } from '../store/tables/person-overrides.ts';
import { DID_NOT_ACT } from '../handoff/records.ts';
import { handOn } from '../handoff/hand-on.ts';
import type { Directory } from '../hubspot/lead.ts';
import type { Lane } from '../policy/taxonomy.ts';
import type { Store } from '../store/store.ts';
import type { ReadPolicy } from '../policy-in-force.ts';
import { storedDirectory, storeDirectory } from '../store/tables/directories.ts';
import { policyHead } from '../store/tables/policies.ts';
import { noteDeparted } from './departed.ts';

/** Younger than this it is used as it is. */
const FRESH_MS = 30_000;
/** Younger than this it is used once more while a new one is read. */
const STALE_MS = 60_000;
/** Older than this it says nothing any more about who is a super admin (3.18). */
const RIGHTS_MS = 300_000;
/** While HubSpot cannot be read, an older one serves up to this age: better than routing nothing. */
const LAST_RESORT_MS = 15 * 60_000;

export interface Directories {
  /** Who may own leads and who is there, at most a minute old while HubSpot answers. */
  directory(portalId: number): Promise<Directory>;
  /**
   * The newest that is known without waiting for HubSpot, for pages that people look at; an old one is read anew behind
   * it. `patienceMs`: wait so long for a new one where rights hang on it and the known one is too old for that. null: it was
   * never read.
   */
  recent(portalId: number, options?: { patienceMs: number }): Promise<Directory | null>;
  /** Reads it now, and stores it. */
  refresh(portalId: number): Promise<Directory>;
}

/** The portal's people, kept in memory and in the store, so that a process that just started need not ask HubSpot. */
export function createDirectory(deps: {
  store: Store;
  hubspot: { forPortal(portalId: number, lane: Lane): Pick<HubSpotPortal, 'readDirectory'> };
  policyInForce: ReadPolicy;
  logger: Logger;
}): Directories {
  const { store, hubspot, policyInForce, logger } = deps;
  const memory = new Map<number, Directory>();
  const readings = new Map<number, Promise<Directory>>();

  function refresh(portalId: number): Promise<Directory> {
    const running = readings.get(portalId);
    if (running !== undefined) return running;
    const reading = read(portalId).finally(() => readings.delete(portalId));
    readings.set(portalId, reading);
    return reading;
  }

  async function read(portalId: number): Promise<Directory> {
    const before = await known(portalId);
    const directory = await hubspot.forPortal(portalId, 'fresh').readDirectory(before);
    await store.forPortal(portalId).transaction((tx) => storeDirectory(tx, directory));
    memory.set(portalId, directory);
    await followUp(portalId, directory);
    return directory;
  }

  /** What follows from who is there. Never rejects: leads pass over whoever has left in any case. */
  async function followUp(portalId: number, directory: Directory): Promise<void> {
    try {
      await store.forPortal(portalId).transaction(async (tx) => {
        const now = new Date();
        const head = await policyHead(tx, now);
        const policy = head === null ? null : (await policyInForce(tx, now, head)).compiled;
        const document = policy?.document ?? null;
        await noteDeparted(tx, directory, document);
        // On leave is also whom an admin has set away.
        const overrides = (await overridesInForce(tx, now)).filter(({ note }) => note !== DID_NOT_ACT);
        await handOn(tx, {
          directory: await peopleInForce(directory, { policy, overrides, now }),
          policy: document,
          now,
        });
      });
    } catch (error) {
      logger.warn({ portalId, code: codeOf(error) }, 'What follows from who is there could not be done');
    }
  }

  /** The newest that is known without asking HubSpot; another process may have stored a newer one. */
  async function known(portalId: number): Promise<Directory | null> {
    const own = memory.get(portalId);
    if (own !== undefined && ageOf(own) < FRESH_MS) return own;
    const stored = await store.forPortal(portalId).transaction((tx) => storedDirectory(tx));
    const newest =
      stored !== null && (own === undefined || stored.fetchedAtMs > own.fetchedAtMs) ? stored : (own ?? null);
    if (newest !== null) memory.set(portalId, newest);
    return newest;
  }

  /** Never rejects; null: HubSpot could not be read. */
  async function refreshBehind(portalId: number): Promise<Directory | null> {
    try {
      return await refresh(portalId);
    } catch (error) {
      logger.warn({ portalId, code: codeOf(error) }, "Reading an account's people failed");
      return null;
    }
  }

  return {
    refresh,
    async recent(portalId, { patienceMs } = { patienceMs: 0 }) {
      const best = await known(portalId);
      if (best !== null && ageOf(best) < STALE_MS) return best;
      const reading = refreshBehind(portalId);
      if (patienceMs === 0 || (best !== null && ageOf(best) < RIGHTS_MS)) return best;
      return (await Promise.race([reading, delay(patienceMs, null, { ref: false })])) ?? best;
    },
    async directory(portalId) {
      const best = await known(portalId);
      if (best === null) return refresh(portalId);
      const age = ageOf(best);
      if (age < FRESH_MS) return best;
      const reading = refresh(portalId).catch((error: unknown) => {
        if (age > LAST_RESORT_MS || !retryOf(error).helps) throw error;
        logger.warn({ portalId, code: codeOf(error) }, 'The people of an account could not be read; older ones serve');
        return best;
      });
      if (age >= STALE_MS) return reading;
      reading.catch((error: unknown) =>
        logger.warn({ portalId, code: codeOf(error) }, "Reading an account's people failed"),
      );
      return best;
    },
  };
}

function ageOf(directory: Directory): number {
  return Date.now() - directory.fetchedAtMs;
}

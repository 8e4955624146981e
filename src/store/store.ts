import { randomUUID } from 'node:crypto';
import { Kysely, type Transaction } from 'kysely';
import type { Logger } from 'pino';
import { poolDialect } from './driver.ts';
import { newKey, type KeyRing } from './encryption.ts';
import { UnknownPortal } from './errors.ts';
import { openPool } from './pool.ts';
import type { Database } from './schema.ts';
import { heartbeat, HEARTBEAT_MS, removeProcesses } from './tables/processes.ts';

/** A transaction that sees and writes the rows of one portal only. */
export interface PortalTx {
  readonly portalId: number;
  readonly db: Transaction<Database>;
  /**
   * The portal's data key; read at most once per transaction, or not at all where the caller has read its columns of
   * `portals` anyway. Throws UnknownPortal, DecryptionFailed.
   */
  portalKey(read?: WrappedPortalKey): Promise<Buffer>;
}

/** A portal's key as `portals` holds it. */
export interface WrappedPortalKey {
  portal_key: Buffer;
  portal_key_id: string;
}

export interface PortalStore {
  readonly portalId: number;
  /**
   * Runs `work` in one READ COMMITTED transaction, committed when it resolves, rolled back when it throws. A conflict with
   * another transaction (deadlock) is thrown as it is: the caller knows whether to repeat. Throws StoreUnavailable.
   */
  transaction<T>(work: (tx: PortalTx) => Promise<T>): Promise<T>;
}

export interface Store {
  /** Of this process: the name under which it holds leases. */
  readonly processId: string;
  /** The only way to a portal's rows. */
  forPortal(portalId: number): PortalStore;
  /** The tables that belong to no portal. */
  readonly shared: Kysely<Pick<Database, 'oauth_states' | 'processes'>>;
  /** Ids, lanes, states and times of all portals; read only (row-security.ts says which columns). */
  readonly sweep: Kysely<Database>;
  readonly keys: KeyRing;
  /** Makes the portal's row with a key of its own, unless it is there. Safe to repeat. */
  createPortal(portalId: number): Promise<{ created: boolean }>;
  /** Safe to repeat. */
  close(): Promise<void>;
}

/** The place of a portal's wrapped key, as `aad`. */
export function portalKeyPlace(portalId: number): string {
  return `portal-key:${portalId}`;
}

/**
 * Connects to a migrated database and reports this process as alive until `close`. `role`: all, web or worker.
 * Throws StoreUnavailable.
 */
export async function openStore(options: {
  databaseUrl: string;
  keys: KeyRing;
  role: string;
  poolSize?: number;
  logger?: Logger;
}): Promise<Store> {
  const { databaseUrl, keys, role, poolSize = 10, logger } = options;
  const appPool = openPool({ databaseUrl, role: 'baton_app', size: poolSize, logger });
  const sweepPool = openPool({ databaseUrl, role: 'baton_sweep', size: 2, logger });
  const shared = new Kysely<Database>({ dialect: poolDialect({ pool: appPool, begin: 'begin' }) });
  const sweep = new Kysely<Database>({ dialect: poolDialect({ pool: sweepPool, begin: 'begin read only' }) });
  const processId = randomUUID();

  const endPools = async () => {
    await Promise.allSettled([appPool.end(), sweepPool.end()]);
  };
  try {
    await heartbeat(shared, { processId, role });
  } catch (error) {
    await endPools();
    throw error;
  }
  const beat = setInterval(() => {
    heartbeat(shared, { processId, role }).catch((error: unknown) =>
      logger?.warn({ err: error }, 'a heartbeat was not stored'),
    );
  }, HEARTBEAT_MS);
  beat.unref();

  function forPortal(portalId: number): PortalStore {
    if (!Number.isSafeInteger(portalId) || portalId <= 0) throw new UnknownPortal(portalId);
    const begin = `begin isolation level read committed; select set_config('baton.portal_id', '${portalId}', true)`;
    const db = new Kysely<Database>({ dialect: poolDialect({ pool: appPool, begin }) });
    return {
      portalId,
      transaction: (work) => db.transaction().execute((transaction) => work(portalTx({ portalId, transaction, keys }))),
    };
  }

  async function createPortal(portalId: number): Promise<{ created: boolean }> {
    const { keyId, sealed } = keys.encrypt(newKey(), portalKeyPlace(portalId));
    const result = await forPortal(portalId).transaction((tx) =>
      tx.db
        .insertInto('portals')
        .values({ portal_id: portalId, portal_key: sealed, portal_key_id: keyId })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst(),
    );
    return { created: result.numInsertedOrUpdatedRows === 1n };
  }

  let closing: Promise<void> | undefined;
  async function close(): Promise<void> {
    clearInterval(beat);
    // Best effort: a row that stays is swept once its heartbeat is old.
    await removeProcesses(shared, [processId]).catch(() => {});
    await endPools();
  }

  return { processId, forPortal, shared, sweep, keys, createPortal, close: () => (closing ??= close()) };
}

function portalTx(options: { portalId: number; transaction: Transaction<Database>; keys: KeyRing }): PortalTx {
  const { portalId, transaction, keys } = options;
  let key: Promise<Buffer> | undefined;
  async function readKey(read?: WrappedPortalKey): Promise<Buffer> {
    const row =
      read ?? (await transaction.selectFrom('portals').select(['portal_key', 'portal_key_id']).executeTakeFirst());
    if (row === undefined) throw new UnknownPortal(portalId);
    return keys.decrypt(row.portal_key_id, row.portal_key, portalKeyPlace(portalId));
  }
  return { portalId, db: transaction, portalKey: (read) => (key ??= readKey(read)) };
}

import { join } from 'node:path';
import { realpath } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { BatonError } from '../../errors.ts';
import { codeOfPg } from '../errors.ts';
import { findNative, prepareBinaries } from './binaries.ts';
import { adminClient, ensureCluster, ensureRunning, stopServer, SUPERUSER, type Cluster } from './cluster.ts';
import { makeDir, prepareHome } from './home.ts';
import { withLock } from './lock.ts';
import { serverUser, ToolFailed } from './run.ts';

/** Owns the database and may create Baton's roles, and is no superuser: what is true of a company's server is true here. */
const OWNER = 'baton';
/** How long connections that were just closed may take to vanish from the server's list. Milliseconds. */
const LEAVING_MS = 1_000;

export interface EmbeddedPostgres {
  /** For DATABASE_URL: an ordinary user who owns the database. */
  url: string;
  /** The cluster's superuser, for tests and repairs. */
  adminUrl: string;
  /** False: it was running already, perhaps left behind by a process that was killed. */
  started: boolean;
  /** Stops the server whoever uses it. Safe to repeat. */
  stop(): Promise<void>;
  /** Stops the server unless another process still has a connection; the last one turns off the light. */
  release(): Promise<{ stopped: boolean }>;
}

/**
 * Starts a real Postgres that keeps its data below `dir` and listens on a free port of 127.0.0.1 only, or finds it running.
 * Several processes may do so at once. The server outlives us if we are killed; the next start finds it again. `native`: where its
 * programs are; `elsewhere`: see prepareHome. Throws EmbeddedPostgresMissing, or a BatonError that says what is wrong.
 */
export async function startEmbeddedPostgres(options: {
  dir: string;
  logger?: Logger;
  native?: string;
  elsewhere?: readonly string[];
}): Promise<EmbeddedPostgres> {
  const { logger, elsewhere, native = findNative() } = options;
  try {
    return await startIn({ dir: options.dir, logger, native, elsewhere });
  } catch (error) {
    throw explain(error, options.dir);
  }
}

async function startIn(options: {
  dir: string;
  native: string;
  logger?: Logger;
  elsewhere?: readonly string[];
}): Promise<EmbeddedPostgres> {
  const { native, logger, elsewhere } = options;
  const user = serverUser();
  await makeDir(options.dir, user);
  const dir = await realpath(options.dir);
  const locked = <T>(work: () => Promise<T>) => withLock(join(dir, 'lock'), work);

  return locked(async () => {
    const home = await prepareHome({ dir, user, elsewhere, logger });
    const cluster: Cluster = { home, user, binaries: await prepareBinaries({ native, home, user }) };
    const password = await ensureCluster(cluster);
    const { port, started } = await ensureRunning(cluster, password);
    await ensureDatabase({ port, password });
    logger?.info({ port, home }, started ? 'started the built-in Postgres' : 'found the built-in Postgres running');
    return {
      url: `postgres://${OWNER}:${password}@127.0.0.1:${port}/${OWNER}`,
      adminUrl: `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`,
      started,
      stop: () => locked(() => stopServer(cluster)),
      release: () =>
        locked(async () => {
          const stopped = await isUnused({ port, password });
          if (stopped) await stopServer(cluster);
          return { stopped };
        }),
    };
  });
}

/** What a person can do about a failure that is not one of ours yet. */
function explain(error: unknown, dir: string): unknown {
  if (error instanceof BatonError || !(error instanceof Error)) return error;
  const code = codeOfPg(error);
  if (error instanceof ToolFailed || ('syscall' in error && String(error.syscall).startsWith('spawn'))) {
    return new BatonError({
      code: 'embedded_postgres_not_started',
      sentence: `The built-in Postgres cannot be set up in ${dir}: ${error.message} Mend that, or set DATABASE_URL.`,
      cause: error,
    });
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new BatonError({
      code: 'embedded_postgres_not_writable',
      sentence: `The built-in Postgres may not write to ${dir}, perhaps because another user started it there before. Run Baton as that user, choose another BATON_DATA_DIR, or set DATABASE_URL.`,
      cause: error,
    });
  }
  return error;
}

/** Makes user and database; safe to repeat after a crash in between. */
async function ensureDatabase(server: { port: number; password: string }): Promise<void> {
  const client = adminClient(server);
  try {
    await client.connect();
    const { rowCount: users } = await client.query('select from pg_roles where rolname = $1', [OWNER]);
    if (users === 0) {
      await client.query(`create role ${OWNER} login createrole password ${client.escapeLiteral(server.password)}`);
    }
    const { rowCount: databases } = await client.query('select from pg_database where datname = $1', [OWNER]);
    if (databases === 0) await client.query(`create database ${OWNER} owner ${OWNER}`);
  } finally {
    await client.end().catch(() => {});
  }
}

/** False as well when the server cannot be asked for want of room: then it is in use indeed. */
async function isUnused(server: { port: number; password: string }): Promise<boolean> {
  const client = adminClient(server);
  try {
    await client.connect();
    const deadline = Date.now() + LEAVING_MS;
    for (;;) {
      const { rows } = await client.query<{ others: number }>(
        `select count(*)::int as others from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
      );
      if (rows[0]?.others === 0) return true;
      if (Date.now() > deadline) return false;
      await delay(50);
    }
  } catch (error) {
    if (codeOfPg(error) === 'ECONNREFUSED') return true; // it has stopped already
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

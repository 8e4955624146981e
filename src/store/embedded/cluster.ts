import { randomBytes } from 'node:crypto';
import { appendFile, chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { BatonError } from '../../errors.ts';
import { codeOfPg, storeError, StoreUnavailable } from '../errors.ts';
import type { Binaries } from './binaries.ts';
import { readIfThere } from './home.ts';
import { isServerOf } from './processes.ts';
import { runTool, ToolFailed, type ServerUser } from './run.ts';

/** A database cluster in a folder of ours: `data`, `password` and `postgres.log` below `home`. */
export interface Cluster {
  home: string;
  user: ServerUser | null;
  binaries: Binaries;
}

/** The one who made the cluster; only the launcher connects as this user. */
export const SUPERUSER = 'postgres';

const START_WITHIN_MS = 60_000;
/** A start that fails for one of these may succeed a moment later: a killed server's helpers are still leaving, or the port was taken meanwhile. */
const PASSING = /pre-existing shared memory|Address already in use|could not bind|could not create any TCP/;
const LOG_LIMIT_BYTES = 10_000_000;

export function dataOf(cluster: Cluster): string {
  return join(cluster.home, 'data');
}

/** Makes the cluster unless it is there; a half-made one is thrown away. Returns its password. */
export async function ensureCluster(cluster: Cluster): Promise<string> {
  const { home, user, binaries } = cluster;
  const passwordFile = join(home, 'password');
  const password = await readIfThere(passwordFile);
  if (await isThere(join(dataOf(cluster), 'PG_VERSION'))) {
    if (password !== null) return password;
    throw new BatonError({
      code: 'embedded_postgres_password_lost',
      sentence: `${passwordFile} is missing, so the built-in Postgres beside it cannot be opened. Restore the file, or delete ${home} to start empty.`,
    });
  }
  const fresh = randomBytes(24).toString('base64url');
  const unfinished = join(home, 'data.unfinished');
  const handedOver = join(home, 'password.unfinished');
  await rm(unfinished, { recursive: true, force: true });
  await rm(handedOver, { force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(passwordFile, fresh, { mode: 0o600 });
  await writeFile(handedOver, fresh, { mode: 0o600 });
  if (user !== null) await Promise.all([unfinished, handedOver].map((path) => chown(path, user.uid, user.gid)));
  const args = [
    '-D',
    unfinished,
    '-U',
    SUPERUSER,
    '-A',
    'scram-sha-256',
    '--pwfile',
    handedOver,
    '--encoding=UTF8',
    '--locale=C',
  ];
  await runTool({ path: binaries.initdb, args, cwd: home, user });
  await rm(handedOver);
  await appendFile(join(unfinished, 'postgresql.conf'), `include 'baton.conf'\n`);
  await rename(unfinished, dataOf(cluster));
  return fresh;
}

/** Finds the server running, whoever started it, or starts it. Returns its port once it answers. */
export async function ensureRunning(cluster: Cluster, password: string): Promise<{ port: number; started: boolean }> {
  const deadline = Date.now() + START_WITHIN_MS;
  let started = false;
  let failures = 0;
  for (;;) {
    const running = await runningServer(cluster);
    try {
      if (running === null) {
        await start(cluster);
        started = true;
        continue;
      }
      await ask({ port: running.port, password });
      return { port: running.port, started };
    } catch (error) {
      failures += error instanceof ToolFailed && !PASSING.test(error.output) ? 1 : 0;
      const hopeless = failures === 3 || !(error instanceof ToolFailed || error instanceof StoreUnavailable);
      if (hopeless || Date.now() > deadline) {
        throw new BatonError({
          code: 'embedded_postgres_not_started',
          sentence: `The built-in Postgres does not start. Its log is ${join(cluster.home, 'postgres.log')}. Set DATABASE_URL to use another server.`,
          cause: error,
        });
      }
    }
    await delay(100);
  }
}

/** Stops the server, cutting its connections, and waits until it has stopped. Safe to repeat. */
export async function stopServer(cluster: Cluster): Promise<void> {
  if ((await runningServer(cluster)) === null) return;
  const args = ['stop', '-D', dataOf(cluster), '-m', 'fast', '-w', '-t', '60', '-s'];
  try {
    await runTool({ path: cluster.binaries.pg_ctl, args, cwd: cluster.home, user: cluster.user });
  } catch (error) {
    if ((await runningServer(cluster)) !== null) throw error;
  }
}

/** Pid and port from the pid file, if the server it speaks of lives. Port 0: it is only just starting. */
export async function runningServer(cluster: Cluster): Promise<{ pid: number; port: number } | null> {
  const lines = (await readIfThere(join(dataOf(cluster), 'postmaster.pid')))?.split('\n') ?? [];
  const pid = Number.parseInt(lines[0] ?? '', 10);
  if (!(pid > 0) || !(await isServerOf(dataOf(cluster), pid))) return null;
  return { pid, port: Number.parseInt(lines[3] ?? '', 10) || 0 };
}

async function start(cluster: Cluster): Promise<void> {
  const { home, user, binaries } = cluster;
  const data = dataOf(cluster);
  // Nobody lives behind it (we have just looked), but Postgres itself would refuse if its number were in use or a zombie's.
  await rm(join(data, 'postmaster.pid'), { force: true });
  const config = join(data, 'baton.conf');
  const log = join(home, 'postgres.log');
  const logged = await sizeOf(log);
  await writeFile(config, settings(await freePort()), { mode: 0o600 });
  await writeFile(log, '', { flag: logged > LOG_LIMIT_BYTES ? 'w' : 'a', mode: 0o600 });
  if (user !== null) await Promise.all([config, log].map((path) => chown(path, user.uid, user.gid)));
  try {
    const args = ['start', '-D', data, '-l', log, '-w', '-t', '60', '-s'];
    await runTool({ path: binaries.pg_ctl, args, cwd: home, user, quiet: true });
  } catch (error) {
    const said = (await readFile(log)).subarray(logged > LOG_LIMIT_BYTES ? 0 : logged).toString();
    throw error instanceof ToolFailed ? new ToolFailed('pg_ctl', 1, said) : error;
  }
}

/** The log must not hold statements or values: they may be a contact's. */
function settings(port: number): string {
  return `# Written by Baton at every start.
listen_addresses = '127.0.0.1'
port = ${port}
unix_socket_directories = ''
max_connections = 100
synchronous_commit = on
timezone = 'UTC'
log_timezone = 'UTC'
log_min_messages = log
log_min_error_statement = panic
log_checkpoints = off
`;
}

async function ask({ port, password }: { port: number; password: string }): Promise<void> {
  if (port === 0) throw new StoreUnavailable(new Error('The server has not chosen its port yet.'));
  const client = adminClient({ port, password });
  try {
    await client.connect();
  } catch (error) {
    throw storeError(error);
  } finally {
    await client.end().catch(() => {});
  }
}

export function adminClient({ port, password }: { port: number; password: string }): Client {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: SUPERUSER,
    password,
    database: 'postgres',
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => {});
  return client;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

async function isThere(path: string): Promise<boolean> {
  return (await sizeOf(path)) > 0;
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (codeOfPg(error) === 'ENOENT') return 0;
    throw error;
  }
}

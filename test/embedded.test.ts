import { spawn, type ChildProcess } from 'node:child_process';
import {
  chmod,
  chown,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { resolveDatabase } from '../src/store/database-url.ts';
import { EmbeddedPostgresMissing, findNative } from '../src/store/embedded/binaries.ts';
import { withLock } from '../src/store/embedded/lock.ts';
import { isAlive } from '../src/store/embedded/processes.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../src/store/embedded/start.ts';

const asRoot = process.getuid?.() === 0;
const NOBODY = 65_534;

let folder = '';
let dir = '';
const servers: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), `baton-test-${process.pid}-`)));
  await chmod(folder, 0o711);
  dir = join(folder, 'postgres');
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  await rm(folder, { recursive: true, force: true });
});

async function start(options: Partial<Parameters<typeof startEmbeddedPostgres>[0]> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dir, elsewhere: [folder], ...options });
  servers.push(server);
  return server;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' });
    return rows.flat();
  } finally {
    await client.end();
  }
}

/** Another process starts the server in `dir`; resolves when it says how that went. */
async function startInChild(uid?: number): Promise<{ started: boolean; url: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/support/start-postgres.ts', dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  children.push(child);
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (data: Buffer) => resolve(data.toString()));
    child.once('exit', (code) => reject(new Error(`the process ended with ${code}`)));
  });
  return z.object({ started: z.boolean(), url: z.string() }).parse(JSON.parse(line));
}

async function pidOf(home = dir): Promise<number> {
  return Number.parseInt(await readFile(join(home, 'data', 'postmaster.pid'), 'utf8'), 10);
}

/** A copy of the tools as npm leaves them when it runs no install scripts: without the links between libraries. */
async function bareTools(): Promise<string> {
  const copy = join(folder, 'modules', 'package');
  await cp(join(findNative(), '..', 'package.json'), join(copy, 'package.json'));
  await cp(findNative(), join(copy, 'native'), { recursive: true, verbatimSymlinks: true });
  const links = z
    .array(z.object({ target: z.string() }))
    .parse(JSON.parse(await readFile(join(copy, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')));
  await Promise.all(links.map(({ target }) => rm(join(copy, target), { force: true })));
  return join(copy, 'native');
}

describe('the built-in Postgres', () => {
  test('starts on loopback only, with durable commits, as an ordinary user of everything', async () => {
    const server = await start();
    expect(server.started).toBe(true);
    expect(
      await query(
        server.adminUrl,
        `select current_setting('listen_addresses'), current_setting('unix_socket_directories'), current_setting('synchronous_commit'), current_setting('fsync')`,
      ),
    ).toEqual(['127.0.0.1', '', 'on', 'on']);
    expect(
      await query(
        server.url,
        `select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = current_user`,
      ),
    ).toEqual([false, false, true]);
    expect((await stat(join(dir, 'password'))).mode & 0o777).toBe(0o600);
    expect(await readdir(dir)).not.toContain('password.unfinished');
    if (asRoot) expect((await stat(join(dir, 'data'))).uid).toBe(NOBODY);
    const wrong = new URL(server.url);
    wrong.password = 'guessed';
    await expect(query(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/);
  });

  test('keeps its data over a stop, and a second start finds it running', async () => {
    const first = await start();
    await query(first.url, 'create table kept as select 7 as n');
    await first.stop();
    await first.stop();
    const second = await start();
    const third = await start();
    expect([second.started, third.started]).toEqual([true, false]);
    expect(await query(third.url, 'select n from kept')).toEqual([7]);
  });

  test('is stopped by the last one who lets it go', async () => {
    const server = await resolveDatabase({ dataDir: folder });
    const other = new Client({ connectionString: server.url });
    await other.connect();
    await server.stop();
    const pid = await pidOf();
    expect(isAlive(pid)).toBe(true);
    await other.end();
    await server.stop();
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  });

  test('a database of yours is taken as it is', async () => {
    const given = await resolveDatabase({ databaseUrl: 'postgres://you@elsewhere/db', dataDir: folder });
    await given.stop();
    expect(given).toMatchObject({ url: 'postgres://you@elsewhere/db', embedded: false });
    expect(await readdir(folder)).toEqual([]);
  });

  test('three processes start it at once: one starts it, the others find it', async () => {
    const fresh = await Promise.all([startInChild(), startInChild(), startInChild()]);
    expect(fresh.map(({ started }) => started).sort()).toEqual([false, false, true]);
    expect(new Set(fresh.map(({ url }) => url)).size).toBe(1);
    await (await start()).stop();
    const stopped = await Promise.all([start(), start(), start()]);
    expect(stopped.map(({ started }) => started).sort()).toEqual([false, false, true]);
  });

  test('outlives the process that started it, and the next one adopts it', async () => {
    const { url } = await startInChild();
    await query(url, 'create table kept as select 7 as n');
    const gone = new Promise((resolve) => children[0]?.once('exit', resolve));
    children[0]?.kill('SIGKILL');
    await gone;
    const server = await start();
    expect(server.started).toBe(false);
    expect(await query(server.url, 'select n from kept')).toEqual([7]);
  });

  test('starts again after its postmaster was killed, with all that was committed', async () => {
    const first = await start();
    await query(first.url, 'create table kept as select 7 as n');
    process.kill(await pidOf(), 'SIGKILL');
    const second = await start();
    expect(second.started).toBe(true);
    expect(await query(second.url, 'select n from kept')).toEqual([7]);
  });

  test('is not fooled by a pid file whose number belongs to another process now', async () => {
    const first = await start();
    const pidFile = await readFile(join(dir, 'data', 'postmaster.pid'), 'utf8');
    await first.stop();
    await writeFile(join(dir, 'data', 'postmaster.pid'), pidFile.replace(/^\d+/, String(process.pid)));
    expect((await start()).started).toBe(true);
  });

  test('starts over when it was interrupted while making the cluster', async () => {
    await mkdir(join(dir, 'data.unfinished'), { recursive: true });
    await chmod(dir, 0o711);
    await writeFile(join(dir, 'data.unfinished', 'PG_VERSION'), '18\n');
    await writeFile(join(dir, 'password'), 'of a cluster that was never finished');
    expect(await query((await start()).url, 'select 1')).toEqual([1]);
  });

  test('says so when its password file is lost, and destroys nothing', async () => {
    await (await start()).stop();
    await rm(join(dir, 'password'));
    await expect(start()).rejects.toMatchObject({ code: 'embedded_postgres_password_lost' });
    expect(await readdir(join(dir, 'data'))).toContain('PG_VERSION');
  });

  test('names the log when the server does not start', async () => {
    await (await start()).stop();
    await writeFile(join(dir, 'data', 'postgresql.auto.conf'), 'no_such_setting = 1\n');
    await expect(start()).rejects.toMatchObject({
      code: 'embedded_postgres_not_started',
      sentence: expect.stringContaining(join(dir, 'postgres.log')),
    });
  });

  test('runs from a package whose install script never ran', async () => {
    const server = await start({ native: await bareTools() });
    expect(await query(server.url, 'select 1')).toEqual([1]);
  });

  test('a machine without a package of its own is told to set DATABASE_URL', () => {
    const elsewhere = { platform: 'sunos', arch: 'sparc' };
    expect(() => findNative(elsewhere)).toThrow(EmbeddedPostgresMissing);
    expect(() => findNative(elsewhere)).toThrow(/DATABASE_URL/);
  });
});

describe.runIf(asRoot)('the built-in Postgres as root', () => {
  test('below a folder that nobody else may enter it keeps its data elsewhere, and says so', async () => {
    const secret = join(folder, 'root');
    await mkdir(secret, { mode: 0o700 });
    dir = join(secret, 'postgres');
    const lines: string[] = [];
    const logger = pino({ level: 'warn' }, { write: (line: string) => lines.push(line) });
    const first = await start({ logger });
    await query(first.url, 'create table kept as select 7 as n');
    const home = await readFile(join(dir, 'location'), 'utf8');
    expect(home.startsWith(join(folder, 'baton-postgres-'))).toBe(true);
    expect(lines.join()).toContain(home);
    await first.stop();

    const second = await start();
    expect(await query(second.url, 'select n from kept')).toEqual([7]);
    await second.stop();
    await chmod(home, 0o777);
    await expect(start()).rejects.toMatchObject({ code: 'embedded_postgres_not_ours' });
  });

  test('says so when there is no folder to go to', async () => {
    const secret = join(folder, 'root');
    await mkdir(secret, { mode: 0o700 });
    dir = join(secret, 'postgres');
    await expect(start({ elsewhere: [secret, join(folder, 'missing')] })).rejects.toMatchObject({
      code: 'embedded_postgres_unreachable',
      sentence: expect.stringContaining('BATON_DATA_DIR'),
    });
  });

  test('runs from a copy when node_modules lies below a folder that nobody else may enter', async () => {
    const native = await bareTools();
    await chmod(join(folder, 'modules'), 0o700);
    const server = await start({ native });
    expect(await query(server.url, 'select 1')).toEqual([1]);
    expect(await readFile(`/proc/${await pidOf()}/cmdline`, 'utf8')).toContain(join(dir, 'postgres-'));
  });

  test('another user is told that the folder is not theirs', async () => {
    await (await start()).stop();
    const stderr: string[] = [];
    const child = spawn(process.execPath, ['--import', 'tsx', 'test/support/start-postgres.ts', dir], {
      stdio: ['ignore', 'ignore', 'pipe'],
      uid: NOBODY,
      gid: NOBODY,
    });
    children.push(child);
    child.stderr.on('data', (data: Buffer) => stderr.push(data.toString()));
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(1);
    expect(stderr.join('')).toContain('embedded_postgres_not_writable');
  });

  test('an ordinary user runs it as themselves', async () => {
    await mkdir(dir);
    await chown(dir, NOBODY, NOBODY);
    const { started, url } = await startInChild(NOBODY);
    expect(started).toBe(true);
    expect(await query(url, 'select 1')).toEqual([1]);
    expect((await stat(join(dir, 'password'))).uid).toBe(NOBODY);
    process.kill(await pidOf(), 'SIGINT');
    await expect.poll(() => readdir(join(dir, 'data')), { timeout: 10_000 }).not.toContain('postmaster.pid');
  });
});

describe('the lock round the start', () => {
  const dead = 4_194_305; // above the highest pid there can be

  test('lets one in at a time', async () => {
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 12 }, () =>
        withLock(join(folder, 'lock'), async () => {
          most = Math.max(most, ++inside);
          await new Promise(setImmediate);
          inside -= 1;
        }),
      ),
    );
    expect(most).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  test('is given back when the work fails', async () => {
    await expect(withLock(join(folder, 'lock'), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await readdir(folder)).toEqual([]);
  });

  test('of a dead process is taken over, by one of many', async () => {
    await writeFile(join(folder, 'lock'), `${dead} 6b1c`);
    let inside = 0;
    await Promise.all(
      Array.from({ length: 8 }, () =>
        withLock(join(folder, 'lock'), async () => {
          expect(++inside).toBe(1);
          await new Promise(setImmediate);
          inside -= 1;
        }),
      ),
    );
    expect(await readdir(folder)).toEqual([]);
  });

  test('that nobody has touched for long is taken over, whoever has its pid now', async () => {
    const lock = join(folder, 'lock');
    await writeFile(lock, `${process.pid} 6b1c`);
    await utimes(lock, new Date(0), new Date(0));
    expect(await withLock(lock, async () => 'in')).toBe('in');
  });

  test('of a living process is respected', async () => {
    const lock = join(folder, 'lock');
    await writeFile(lock, `${process.pid} 6b1c`);
    let entered = false;
    const waiting = withLock(lock, async () => (entered = true));
    for (let turn = 0; turn < 50; turn += 1) await stat(lock);
    expect(entered).toBe(false);
    await rm(lock);
    expect(await waiting).toBe(true);
  });
});

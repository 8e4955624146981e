import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { resolveDatabase } from '../src/store/database-url.ts';
import { EmbeddedPostgresMissing, findNative } from '../src/store/embedded/binaries.ts';
import { isAlive } from '../src/store/embedded/processes.ts';
import { asRoot, NOBODY, openEmbeddedScene, query, type EmbeddedScene } from './embedded-scene.ts';

let scene: EmbeddedScene;

/** These share a cluster: each finds it stopped and leaves it whole. */
describe('the built-in Postgres', () => {
  beforeAll(async () => {
    scene = await openEmbeddedScene();
  });
  afterEach(() => scene.stop());
  afterAll(() => scene.close());

  test('starts on loopback only, with durable commits, as an ordinary user of everything', async () => {
    const server = await scene.start();
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
    expect((await stat(join(scene.dir, 'password'))).mode & 0o777).toBe(0o600);
    expect(await readdir(scene.dir)).not.toContain('password.unfinished');
    if (asRoot) expect((await stat(join(scene.dir, 'data'))).uid).toBe(NOBODY);
    const wrong = new URL(server.url);
    wrong.password = 'guessed';
    await expect(query(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/);
  });

  test('keeps its data over a stop, and a second start finds it running', async () => {
    const first = await scene.start();
    await query(first.url, 'create table kept_over_stop as select 7 as n');
    await first.stop();
    await first.stop();
    const second = await scene.start();
    const third = await scene.start();
    expect([second.started, third.started]).toEqual([true, false]);
    expect(await query(third.url, 'select n from kept_over_stop')).toEqual([7]);
  });

  test('is stopped by the last one who lets it go', async () => {
    const server = await resolveDatabase({ dataDir: scene.folder });
    const other = new Client({ connectionString: server.url });
    await other.connect();
    await server.stop();
    const pid = await scene.pid();
    expect(isAlive(pid)).toBe(true);
    await other.end();
    await server.stop();
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  });

  test('outlives the process that started it, and the next one adopts it', async () => {
    const first = await scene.startInChild();
    await query(first.url, 'create table left_behind as select 7 as n');
    await first.kill();
    const server = await scene.start();
    expect(server.started).toBe(false);
    expect(await query(server.url, 'select n from left_behind')).toEqual([7]);
  });

  test('starts again after its postmaster was killed, with all that was committed', async () => {
    const first = await scene.start();
    await query(first.url, 'create table kept_over_kill as select 7 as n');
    process.kill(await scene.pid(), 'SIGKILL');
    const second = await scene.start();
    expect(second.started).toBe(true);
    expect(await query(second.url, 'select n from kept_over_kill')).toEqual([7]);
  });

  test('is not fooled by a pid file whose number belongs to another process now', async () => {
    const first = await scene.start();
    const pidFile = await readFile(join(scene.dir, 'data', 'postmaster.pid'), 'utf8');
    await first.stop();
    await writeFile(join(scene.dir, 'data', 'postmaster.pid'), pidFile.replace(/^\d+/, String(process.pid)));
    expect((await scene.start()).started).toBe(true);
  });
});

describe('the built-in Postgres in a new folder', () => {
  beforeEach(async () => {
    scene = await openEmbeddedScene();
  });
  afterEach(() => scene.close());

  test('three processes start it at once: one starts it, the others find it', async () => {
    const fresh = await Promise.all([scene.startInChild(), scene.startInChild(), scene.startInChild()]);
    expect(fresh.map(({ started }) => started).sort()).toEqual([false, false, true]);
    expect(new Set(fresh.map(({ url }) => url)).size).toBe(1);
    await (await scene.start()).stop();
    const stopped = await Promise.all([scene.start(), scene.start(), scene.start()]);
    expect(stopped.map(({ started }) => started).sort()).toEqual([false, false, true]);
  });

  test('starts over when it was interrupted while making the cluster', async () => {
    await mkdir(join(scene.dir, 'data.unfinished'), { recursive: true });
    await chmod(scene.dir, 0o711);
    await writeFile(join(scene.dir, 'data.unfinished', 'PG_VERSION'), '18\n');
    await writeFile(join(scene.dir, 'password'), 'of a cluster that was never finished');
    expect(await query((await scene.start()).url, 'select 1')).toEqual([1]);
  });

  test('says so when its password file is lost, and destroys nothing', async () => {
    await (await scene.start()).stop();
    await rm(join(scene.dir, 'password'));
    await expect(scene.start()).rejects.toMatchObject({ code: 'embedded_postgres_password_lost' });
    expect(await readdir(join(scene.dir, 'data'))).toContain('PG_VERSION');
  });

  test('names the log when the server does not start', async () => {
    await (await scene.start()).stop();
    await writeFile(join(scene.dir, 'data', 'postgresql.auto.conf'), 'no_such_setting = 1\n');
    await expect(scene.start()).rejects.toMatchObject({
      code: 'embedded_postgres_not_started',
      sentence: expect.stringContaining(join(scene.dir, 'postgres.log')),
    });
  });

  test('a database of yours is taken as it is', async () => {
    const given = await resolveDatabase({ databaseUrl: 'postgres://you@elsewhere/db', dataDir: scene.folder });
    await given.stop();
    expect(given).toMatchObject({ url: 'postgres://you@elsewhere/db', embedded: false });
    expect(await readdir(scene.folder)).toEqual([]);
  });

  test('a machine without a package of its own is told to set DATABASE_URL', () => {
    const elsewhere = { platform: 'sunos', arch: 'sparc' };
    expect(() => findNative(elsewhere)).toThrow(EmbeddedPostgresMissing);
    expect(() => findNative(elsewhere)).toThrow(/DATABASE_URL/);
  });
});

import { chmod, chown, mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asRoot, NOBODY, openEmbeddedScene, query, type EmbeddedScene } from './embedded-scene.ts';

/** Whose the folders are, and whether the server may enter them, differs from machine to machine. */
let scene: EmbeddedScene;
beforeEach(async () => {
  scene = await openEmbeddedScene();
});
afterEach(() => scene.close());

test('the built-in Postgres runs from a package whose install script never ran', async () => {
  const server = await scene.start({ native: await scene.bareTools() });
  expect(await query(server.url, 'select 1')).toEqual([1]);
});

describe.runIf(asRoot)('the built-in Postgres as root', () => {
  test('below a folder that nobody else may enter it keeps its data elsewhere, and says so', async () => {
    const secret = join(scene.folder, 'root');
    await mkdir(secret, { mode: 0o700 });
    const dir = join(secret, 'postgres');
    const lines: string[] = [];
    const logger = pino({ level: 'warn' }, { write: (line: string) => lines.push(line) });
    const first = await scene.start({ dir, logger });
    await query(first.url, 'create table kept as select 7 as n');
    const home = await readFile(join(dir, 'location'), 'utf8');
    expect(home.startsWith(join(scene.folder, 'baton-postgres-'))).toBe(true);
    expect(lines.join()).toContain(home);
    await first.stop();

    const second = await scene.start({ dir });
    expect(await query(second.url, 'select n from kept')).toEqual([7]);
    await second.stop();
    await chmod(home, 0o777);
    await expect(scene.start({ dir })).rejects.toMatchObject({ code: 'embedded_postgres_not_ours' });
  });

  test('says so when there is no folder to go to', async () => {
    const secret = join(scene.folder, 'root');
    await mkdir(secret, { mode: 0o700 });
    const dir = join(secret, 'postgres');
    await expect(scene.start({ dir, elsewhere: [secret, join(scene.folder, 'missing')] })).rejects.toMatchObject({
      code: 'embedded_postgres_unreachable',
      sentence: expect.stringContaining('BATON_DATA_DIR'),
    });
  });

  test('runs from a copy when node_modules lies below a folder that nobody else may enter', async () => {
    const native = await scene.bareTools();
    await chmod(join(scene.folder, 'modules'), 0o700);
    const server = await scene.start({ native });
    expect(await query(server.url, 'select 1')).toEqual([1]);
    expect(await readFile(`/proc/${await scene.pid()}/cmdline`, 'utf8')).toContain(join(scene.dir, 'postgres-'));
  });

  test('another user is told that the folder is not theirs', async () => {
    await (await scene.start()).stop();
    const { code, said } = await scene.failInChild(NOBODY);
    expect(code).toBe(1);
    expect(said).toContain('embedded_postgres_not_writable');
  });

  test('an ordinary user runs it as themselves', async () => {
    await mkdir(scene.dir);
    await chown(scene.dir, NOBODY, NOBODY);
    const { started, url } = await scene.startInChild(NOBODY);
    expect(started).toBe(true);
    expect(await query(url, 'select 1')).toEqual([1]);
    expect((await stat(join(scene.dir, 'password'))).uid).toBe(NOBODY);
    process.kill(await scene.pid(), 'SIGINT');
    await expect.poll(() => readdir(join(scene.dir, 'data')), { timeout: 10_000 }).not.toContain('postmaster.pid');
  });
});

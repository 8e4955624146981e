import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, cp, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { z } from 'zod';
import { findNative } from '../src/store/embedded/binaries.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../src/store/embedded/start.ts';

export const asRoot = process.getuid?.() === 0;
/** The user as whom a server runs that root starts. */
export const NOBODY = 65_534;

const START = ['--import', 'tsx', 'test/support/start-postgres.ts'];

export type EmbeddedScene = Awaited<ReturnType<typeof openEmbeddedScene>>;

/** An empty folder in which built-in servers are started, by this process or others. */
export async function openEmbeddedScene() {
  const folder = await realpath(await mkdtemp(join(tmpdir(), `baton-test-${process.pid}-`)));
  await chmod(folder, 0o711);
  const dir = join(folder, 'postgres');
  const servers: EmbeddedPostgres[] = [];
  const children: ChildProcess[] = [];

  async function start(options: Partial<Parameters<typeof startEmbeddedPostgres>[0]> = {}): Promise<EmbeddedPostgres> {
    const server = await startEmbeddedPostgres({ dir, elsewhere: [folder], ...options });
    servers.push(server);
    return server;
  }

  /** Another process starts the server in `dir`; resolves when it says how that went. */
  async function startInChild(uid?: number): Promise<{ started: boolean; url: string; kill(): Promise<void> }> {
    const child = spawn(process.execPath, [...START, dir], {
      stdio: ['ignore', 'pipe', 'inherit'],
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    children.push(child);
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const line = await new Promise<string>((resolve, reject) => {
      child.stdout.once('data', (data: Buffer) => resolve(data.toString()));
      child.once('exit', (code) => reject(new Error(`the process ended with ${code}`)));
    });
    return {
      ...z.object({ started: z.boolean(), url: z.string() }).parse(JSON.parse(line)),
      kill() {
        child.kill('SIGKILL');
        return ended;
      },
    };
  }

  /** Another process cannot start the server in `dir`: its exit code and what it said. */
  async function failInChild(uid: number): Promise<{ code: unknown; said: string }> {
    const child = spawn(process.execPath, [...START, dir], { stdio: ['ignore', 'ignore', 'pipe'], uid, gid: uid });
    children.push(child);
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    const code = await new Promise((resolve) => child.once('close', resolve));
    return { code, said };
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

  /** Ends every process that was started here; what is stored stays. */
  async function stop(): Promise<void> {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await Promise.all(servers.splice(0).map((server) => server.stop()));
  }

  return {
    folder,
    dir,
    start,
    startInChild,
    failInChild,
    bareTools,
    pid: async () => Number.parseInt(await readFile(join(dir, 'data', 'postmaster.pid'), 'utf8'), 10),
    stop,
    async close(): Promise<void> {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** All values of all rows, in order. */
export async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query({ text: sql, rowMode: 'array' });
    return rows.flat();
  } finally {
    await client.end();
  }
}

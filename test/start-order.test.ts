import { programOf } from '../demo/program.ts';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, connect, type Server, type Socket } from 'node:net';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createAppProcess, type AppProcess } from '../demo/app-process.ts';
import { freePort } from '../demo/local-stack.ts';
import { testDatabase } from './support/postgres.ts';
import { redisServer, startRedis } from './support/redis.ts';
import { run, PROJECT } from './support/run.ts';

/** What is started first does not matter: the real process against a Postgres and a Redis that come later. */
vi.setConfig({ testTimeout: 120_000 });

const opened: (() => unknown)[] = [];
afterEach(async () => {
  while (opened.length > 0) await opened.pop()?.();
});

interface Started {
  app: AppProcess;
  url: string;
  /** Of the start; rejects when the process ended before it was ready. */
  ready: Promise<void>;
  log(): string;
}

async function startApp(env: Record<string, string>): Promise<Started> {
  const folder = mkdtempSync(path.join(tmpdir(), 'baton-start-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const logFile = path.join(folder, 'app.log');
  const app = createAppProcess({ url, logFile, env: { ...environment(port), ...env } });
  const ready = app.start();
  ready.catch(() => {});
  opened.push(
    () => rmSync(folder, { recursive: true, force: true }),
    () => app.stop(),
  );
  return { app, url, ready, log: () => readFileSync(logFile, 'utf8') };
}

function environment(port: number): Record<string, string> {
  return {
    PORT: `${port}`,
    BATON_PUBLIC_URL: '',
    BATON_ROLE: 'all',
    BATON_OPS_TOKEN: '',
    BATON_ENCRYPTION_KEYS: `test:${randomBytes(32).toString('base64')}`,
    HUBSPOT_CLIENT_ID: 'client',
    HUBSPOT_CLIENT_SECRET: 'secret',
    HUBSPOT_APP_ID: '1001',
    HUBSPOT_API_URL: 'http://127.0.0.1:9',
    DATABASE_URL: '',
    REDIS_URL: '',
    LOG_LEVEL: 'info',
  };
}

/** A port at which nobody answers until `open`: from then on whoever connects reaches `target`. */
async function laterAt(target: string): Promise<{ url: string; open(): Promise<void> }> {
  const to = new URL(target);
  const port = await freePort();
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    return socket;
  };
  const server: Server = createServer((near) => {
    const far = keep(connect(Number(to.port), to.hostname));
    keep(near).pipe(far).pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  opened.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const url = new URL(target);
  url.port = `${port}`;
  return {
    url: url.href,
    async open() {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
  };
}

const linesWith = (log: string, text: string) => log.split('\n').filter((line) => line.includes(text));

describe('a start before its stores are there', () => {
  it('waits for Postgres, says so once, and goes on', async () => {
    const database = await testDatabase({ empty: true });
    opened.push(() => database.close());
    const postgres = await laterAt(database.databaseUrl);
    const { url, ready, log } = await startApp({ DATABASE_URL: postgres.url });
    await vi.waitFor(async () => expect((await fetch(`${url}/healthz`)).status).toBe(200), { timeout: 60_000 });
    const waiting = await fetch(`${url}/readyz`);
    expect(waiting.status).toBe(503);
    expect(await waiting.json()).toMatchObject({
      ok: false,
      checks: expect.arrayContaining([
        expect.objectContaining({
          name: 'store',
          ok: false,
          sentence: expect.stringContaining('Postgres at 127.0.0.1'),
        }),
      ]),
    });
    expect((await fetch(`${url}/webhooks/hubspot`, { method: 'POST', body: '[]' })).status).toBe(503);
    await postgres.open();
    await ready;
    expect((await fetch(`${url}/webhooks/hubspot`, { method: 'POST', body: '[]' })).status).toBe(401);
    expect(linesWith(log(), 'cannot be reached: Baton waits')).toHaveLength(1);
    expect(linesWith(log(), 'answers: Baton goes on')).toHaveLength(1);
  });

  it.skipIf(redisServer === null)('waits for Redis too', async () => {
    const database = await testDatabase();
    const redis = await startRedis();
    opened.push(
      () => database.close(),
      () => redis.stop(),
    );
    const later = await laterAt(redis.url);
    const { url, ready, log } = await startApp({ DATABASE_URL: database.databaseUrl, REDIS_URL: later.url });
    await vi.waitFor(async () => expect((await fetch(`${url}/healthz`)).status).toBe(200), { timeout: 60_000 });
    expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({
      ok: false,
      checks: [{ name: 'start' }, { name: 'store', ok: true }, { name: 'queue', ok: false }],
    });
    await later.open();
    await ready;
    expect(linesWith(log(), 'Redis at 127.0.0.1')).toHaveLength(2);
  });

  it('ends at once on a signal while it waits', async () => {
    const postgres = await laterAt('postgres://baton:baton@127.0.0.1:1/baton');
    const { app, url, ready } = await startApp({ DATABASE_URL: postgres.url });
    await vi.waitFor(async () => expect((await fetch(`${url}/healthz`)).status).toBe(200), { timeout: 60_000 });
    await app.kill('SIGTERM');
    await expect(ready).rejects.toThrow('ended before it was ready');
    expect(app.logTail()).not.toContain('stopped with an error');
  });
});

const start = (env: Record<string, string>) =>
  run(process.execPath, programOf('src/main.ts'), { cwd: PROJECT, env: { ...environment(0), ...env } });

describe('a start that waiting cannot help', () => {
  it('ends with a sentence when Postgres refuses the password, or has no such database', async () => {
    const database = await testDatabase();
    opened.push(() => database.close());
    const wrong = new URL(database.databaseUrl);
    wrong.password = 'not-this-one';
    const refused = await start({ DATABASE_URL: wrong.href });
    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('refuses the password of the user "baton"'),
    });
    expect(refused.stderr).not.toContain('not-this-one');
    const nowhere = new URL(database.databaseUrl);
    nowhere.pathname = '/no_such_database';
    const missing = await start({ DATABASE_URL: nowhere.href });
    expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('has no database "no_such_database"') });
  });

  it.skipIf(redisServer === null)('ends with a sentence when Redis refuses us', async () => {
    const database = await testDatabase();
    const redis = await startRedis();
    opened.push(
      () => database.close(),
      () => redis.stop(),
    );
    const wrong = redis.url.replace('redis://', 'redis://somebody:not-this-one@');
    const refused = await start({ DATABASE_URL: database.databaseUrl, REDIS_URL: wrong });
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('does not let Baton in') });
    expect(refused.stderr).not.toContain('not-this-one');
  });
});

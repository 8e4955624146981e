import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import express from 'express';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { buildApp, type App } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { addReasons } from '../src/mailbox/reasons.ts';
import { createMetrics } from '../src/metrics.ts';
import { opsRoutes } from '../src/ops-routes.ts';
import { openQueues } from '../src/queue/queues.ts';
import { readinessChecks } from '../src/readiness.ts';
import { openStore } from '../src/store/store.ts';
import { asAdmin, testDatabase, type TestDatabase } from './support/postgres.ts';

const TOKEN = 'for-the-operator';
const TABLE = /^# TYPE baton_decisions_total counter$/m;

describe('what the app tells its operator', () => {
  let database: TestDatabase;
  let app: App;
  let url = '';
  beforeAll(async () => {
    database = await testDatabase();
    const config = readConfig({
      PORT: '0',
      BATON_ROLE: 'web',
      BATON_ENCRYPTION_KEYS: `test:${randomBytes(32).toString('base64')}`,
      BATON_OPS_TOKEN: TOKEN,
      HUBSPOT_CLIENT_ID: 'client',
      HUBSPOT_CLIENT_SECRET: 'secret',
      HUBSPOT_APP_ID: '1001',
      DATABASE_URL: database.databaseUrl,
    });
    app = await buildApp(config, pino({ level: 'silent' }));
    url = `http://127.0.0.1:${(await app.start()).port}`;
  });
  afterEach(() => openStoreAgain());
  afterAll(async () => {
    await app?.close();
    await database?.close();
  });

  /** Ends every connection to the app's database and lets nobody in: the store is away for everybody but the test. */
  async function takeStoreAway(): Promise<void> {
    const name = new URL(database.databaseUrl).pathname.slice(1);
    await asAdmin(async (client) => {
      await client.query(`alter database ${name} allow_connections false`);
      await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    });
  }
  async function openStoreAgain(): Promise<void> {
    const name = new URL(database.databaseUrl).pathname.slice(1);
    await asAdmin((client) => client.query(`alter database ${name} allow_connections true`));
  }
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(url + path, { headers, redirect: 'manual' });
  const asOperator = { authorization: `Bearer ${TOKEN}` };

  it('is alive and can take work; the details are for the operator', async () => {
    expect(await (await get('/healthz')).json()).toEqual({ ok: true });
    const open = await get('/readyz');
    expect([open.status, await open.json()]).toEqual([200, { ok: true }]);
    expect(await (await get('/readyz', asOperator)).json()).toEqual({
      ok: true,
      checks: [
        { name: 'store', ok: true },
        { name: 'queue', ok: true },
        { name: 'version', ok: true },
        // nothing but a web process is on this database
        expect.objectContaining({ name: 'workers', ok: false, ready: true }),
      ],
    });
  });

  it('stays alive but takes no work while the store is away, and takes it again once it is back', async () => {
    await takeStoreAway();
    const away = await get('/readyz', asOperator);
    expect(away.status).toBe(503);
    expect(await away.json()).toMatchObject({
      ok: false,
      checks: expect.arrayContaining([
        expect.objectContaining({
          name: 'store',
          ok: false,
          sentence: expect.stringContaining('Postgres does not answer'),
          todo: expect.stringContaining('DATABASE_URL'),
        }),
      ]),
    });
    expect(await (await get('/readyz')).json()).toEqual({ ok: false });
    expect((await get('/healthz')).status).toBe(200);
    await openStoreAgain();
    await vi.waitFor(async () => expect((await get('/readyz')).status).toBe(200), { timeout: 10_000 });
  });

  const checkNamed = async (name: string) => {
    const response = await get('/readyz', asOperator);
    expect(response.status).toBe(200);
    const { checks } = z.object({ checks: z.array(z.looseObject({ name: z.string() })) }).parse(await response.json());
    return checks.find((check) => check.name === name);
  };

  it('tells what somebody should look at although it can take work', async () => {
    expect(await checkNamed('workers')).toMatchObject({ ok: false, sentence: expect.stringContaining('No worker') });
    const worker = await openStore({ databaseUrl: database.databaseUrl, keys: database.keys, role: 'worker' });
    expect(await checkNamed('workers')).toEqual({ name: 'workers', ok: true });
    await worker.close();

    const newer = `insert into baton_migrations (name, checksum) values ('9999_of_tomorrow.sql', 'x')`;
    await asAdmin((client) => client.query(newer), database.databaseUrl);
    expect(await checkNamed('version')).toMatchObject({
      ok: false,
      ready: true,
      sentence: expect.stringContaining('9999_of_tomorrow.sql'),
    });
  });

  it('shows its figures to whoever has the token, from wherever', async () => {
    for (const authorization of ['', 'Bearer wrong', `Bearer ${TOKEN}x`, TOKEN]) {
      const refused = await get('/metrics', { authorization });
      expect(refused.status).toBe(401);
      expect(await refused.text()).not.toContain('baton_');
    }
    const shown = await get('/metrics', { ...asOperator, 'x-forwarded-for': '203.0.113.7' });
    expect([shown.status, await shown.text()]).toEqual([200, expect.stringMatching(TABLE)]);
  });

  const figure = async (name: string) => {
    const shown = await (await get('/metrics', asOperator)).text();
    const line = shown.split('\n').find((one) => one.startsWith(`baton_${name} `));
    return line === undefined ? null : Number(line.split(' ')[1]);
  };

  it('reads what waits when it is asked, and has no figure for it while the store is away', async () => {
    const store = await openStore({ databaseUrl: database.databaseUrl, keys: database.keys, role: 'web' });
    await store.createPortal(77);
    await store.forPortal(77).transaction(async (tx) => {
      const reasons = [
        { kind: 'by_hand' as const, what: 'card', occurredAt: Date.now(), source: 'card', sourceId: '' },
      ];
      await addReasons(tx, [
        { contactId: '1', lane: 'fresh', reasons },
        { contactId: '2', lane: 'bulk', reasons },
        { contactId: '3', lane: 'bulk', reasons },
      ]);
      await tx.db
        .updateTable('mailbox')
        .set({ not_before: sql<Date>`now() - interval '100 seconds'` })
        .where('contact_id', '=', '1')
        .execute();
      await tx.db.updateTable('mailbox').set({ state: 'dead' }).where('contact_id', '=', '3').execute();
    });
    await store.close();
    // what was read is kept for a second
    await vi.waitFor(async () => expect(await figure('leads_waiting{lane="bulk"}')).toBe(1), { timeout: 10_000 });
    expect(await figure('leads_waiting{lane="fresh"}')).toBe(1);
    expect(await figure('leads_waiting_oldest_seconds{lane="fresh"}')).toBeGreaterThanOrEqual(100);
    expect(await figure('dead_letters')).toBe(1);
    expect(await figure('crm_writes_open')).toBe(0);
    await takeStoreAway();
    await vi.waitFor(async () => expect(await figure('dead_letters')).toBeNull(), { timeout: 20_000 });
    expect(await figure('leads_waiting{lane="fresh"}')).toBeNull();
  });

  it('says nothing about its insides, neither where there is nothing nor when something broke', async () => {
    const nothing = await get('/nothing/here');
    expect(nothing.status).toBe(404);
    expect(await nothing.json()).toMatchObject({ error: { code: 'not_found' } });
    expect(nothing.headers.get('x-powered-by')).toBeNull();
    expect(nothing.headers.get('x-content-type-options')).toBe('nosniff');

    await takeStoreAway();
    const broken = await get('/oauth/install');
    expect(broken.status).toBe(500);
    const sentence = 'Something went wrong on our side. Please try again.';
    expect(await broken.json()).toEqual({ error: { code: 'internal', sentence } });
  });
});

const nothing = async () => {};

describe('a worker whose schedules are gone', () => {
  it('says that its sweep is late', async () => {
    const database = await testDatabase();
    const store = await database.store();
    const queues = await openQueues({ databaseUrl: database.databaseUrl, logger: pino({ level: 'silent' }) });
    try {
      const checks = readinessChecks({ store, queues, role: 'worker' });
      const schedule = checks.find(({ name }) => name === 'schedule');
      expect(await schedule?.check()).toMatchObject({ ready: true, sentence: expect.stringContaining('sweep') });
      await queues.start({
        route: nothing,
        writes: nothing,
        notifications: nothing,
        clocks: nothing,
        due: nothing,
        sweep: nothing,
        missed: nothing,
        upkeep: nothing,
      });
      expect(await schedule?.check()).toBeNull();
    } finally {
      await queues.close();
      await database.close();
    }
  });
});

describe('without a token', () => {
  let server: Server;
  let port = 0;
  beforeAll(async () => {
    const routes = opsRoutes({ metrics: createMetrics(), checks: [], opsToken: null });
    server = createServer(express().use(routes)).listen(0);
    await once(server, 'listening');
    const address = server.address();
    port = address === null || typeof address === 'string' ? 0 : address.port;
  });
  afterAll(() => {
    server?.closeAllConnections();
    server?.close();
  });

  it('the figures are for this machine', async () => {
    const response = await fetch(`http://127.0.0.1:${port}/metrics`);
    expect([response.status, await response.text()]).toEqual([200, expect.stringMatching(TABLE)]);
  });

  it('and not for whom a proxy on this machine passes on', async () => {
    const response = await fetch(`http://127.0.0.1:${port}/metrics`, { headers: { 'x-forwarded-for': '127.0.0.1' } });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { code: 'not_allowed' } });
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`, { headers: { 'x-forwarded-for': '127.0.0.1' } });
    expect(await ready.json()).toEqual({ ok: true });
  });
});

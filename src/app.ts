import { createServer } from 'node:http';
import { Redis } from 'ioredis';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { finishLeftWrites } from './handoff/left-writes.ts';
import { createHttpApp } from './http-app.ts';
import { createPostgresBudget } from './hubspot/budget-postgres.ts';
import { createRedisBudget } from './hubspot/budget-redis.ts';
import { createHubSpot } from './hubspot/client.ts';
import { createHubSpotOAuth } from './hubspot/oauth.ts';
import { createCatalogues } from './install/catalogue.ts';
import { createDirectory } from './install/directory.ts';
import { ensurePolicies, ensurePolicy } from './install/ensure-policy.ts';
import { noteCoverOfAll } from './install/note-cover.ts';
import { purgeDue } from './install/suspend.ts';
import { createTokens } from './install/tokens.ts';
import { createMetrics } from './metrics.ts';
import { createPolicies } from './policy-in-force.ts';
import { openQueues } from './queue/queues.ts';
import { nextTry } from './queue/retry-policy.ts';
import { sweep, upkeep } from './queue/sweep.ts';
import { routeLeads } from './route-leads.ts';
import { resolveDatabase } from './store/database-url.ts';
import { parseKeyRing } from './store/encryption.ts';
import { migrate } from './store/migrate.ts';
import { openStore } from './store/store.ts';

export interface App {
  /** Starts listening and working, as the role says. */
  start(): Promise<{ port: number }>;
  /** Stops taking work, finishes the current batch, then releases everything in the reverse order of opening. */
  close(): Promise<void>;
}

/** Composition root: the only place that constructs pools, clients, queues and workers. */
export async function buildApp(config: Config, logger: Logger): Promise<App> {
  const opened: { name: string; close(): Promise<unknown> }[] = [];
  const open = <T>(name: string, thing: T, close: () => Promise<unknown>): T => {
    opened.push({ name, close });
    return thing;
  };
  const closeAll = () => closeInReverse(opened, logger);
  try {
    return await compose();
  } catch (error) {
    await closeAll().catch(() => {});
    throw error;
  }

  async function compose(): Promise<App> {
    const keys = parseKeyRing(config.encryptionKeys);
    const metrics = createMetrics();
    const publicUrl = config.publicUrl ?? `http://127.0.0.1:${config.port}`;

    const database = await resolveDatabase({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, logger });
    open('database', database, () => database.stop());
    const databaseUrl = database.url;
    await migrate({ databaseUrl });
    const store = await openStore({ databaseUrl, keys, role: config.role, logger });
    open('store', store, () => store.close());
    const queues = await openQueues({ redisUrl: config.redisUrl ?? undefined, databaseUrl, logger });
    open('queues', queues, () => queues.close());
    const { bells } = queues;

    const budget =
      config.redisUrl === null
        ? createPostgresBudget({ transaction: (portalId) => store.forPortal(portalId).transaction })
        : createRedisBudget({ redis: openRedis(config.redisUrl) });
    open('budget', budget, () => budget.close());
    const hubspotOAuth = createHubSpotOAuth(config.hubspot);
    const tokens = createTokens({ store, hubspotOAuth, logger, metrics });
    const hubspot = createHubSpot({
      apiUrl: config.hubspot.apiUrl,
      accessToken: tokens.accessToken,
      budget,
      logger,
      metrics,
    });
    const catalogue = createCatalogues({ store, hubspot });
    const policyInForce = createPolicies();
    const directories = createDirectory({ store, hubspot, policyInForce, logger });
    const route = {
      store,
      hubspot,
      directory: directories.directory,
      policyInForce,
      bells,
      nextTry,
      ensurePolicy: (portalId: number) => ensurePolicy({ store, directory: directories.directory }, portalId),
      metrics,
      logger,
    };
    const checks = [
      { name: 'store', check: async () => void (await sql`select 1`.execute(store.shared)) },
      { name: 'queue', check: () => queues.ping() },
    ];
    const http = createServer(
      createHttpApp({
        config,
        publicUrl,
        store,
        bells,
        hubspot,
        hubspotOAuth,
        tokens,
        directories,
        catalogue,
        policyInForce,
        checks,
        metrics,
        logger,
      }),
    );
    return { start, close: closeAll };

    async function start(): Promise<{ port: number }> {
      if (config.role !== 'web') {
        await queues.start({
          route: (portalId, lane) => routeLeads(route, { portalId, lane }),
          writes: (portalId) => finishLeftWrites({ ...route, ringWrites: bells.ringWrites }, portalId),
          sweep: async () => void (await sweep({ store, bells, metrics, logger })),
          upkeep: async () => {
            await upkeep({ store, bells, metrics, logger });
            await tokens.refreshDue();
            await ensurePolicies({ store, directory: directories.directory, logger });
            await noteCoverOfAll({ store, directory: directories.directory, policyInForce, logger });
            await purgeDue(store);
          },
        });
      }
      await new Promise<void>((resolve, reject) => {
        http.once('error', reject);
        http.listen(config.port, () => resolve());
      });
      open('http', http, () => closeServer());
      const address = http.address();
      const port = address === null || typeof address === 'string' ? config.port : address.port;
      logger.info(
        { port, role: config.role, queue: config.redisUrl === null ? 'postgres' : 'redis' },
        'Baton is ready',
      );
      return { port };
    }

    function closeServer(): Promise<void> {
      return new Promise((resolve) => {
        http.close(() => resolve());
        http.closeIdleConnections();
      });
    }

    function openRedis(url: string): Redis {
      const redis = new Redis(url);
      redis.on('error', (error) =>
        logger.warn({ err: error }, 'the connection to Redis has a problem; ioredis reconnects'),
      );
      return open('redis', redis, () => redis.quit());
    }
  }
}

/** Goes on if one release fails, and reports the first failure at the end. */
async function closeInReverse(opened: { name: string; close(): Promise<unknown> }[], logger: Logger): Promise<void> {
  const failures: unknown[] = [];
  for (let item = opened.pop(); item !== undefined; item = opened.pop()) {
    try {
      await item.close();
    } catch (error) {
      logger.error({ err: error, closing: item.name }, 'could not be closed cleanly');
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

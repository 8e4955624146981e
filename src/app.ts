import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { backlogGauges } from './backlog.ts';
import type { Config } from './config.ts';
import { findMissed } from './webhooks/find-missed.ts';
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
import { ringDue } from './queue/ring-due.ts';
import { openQueues } from './queue/queues.ts';
import { nextTry } from './queue/retry-policy.ts';
import { sweep, upkeep } from './queue/sweep.ts';
import { readinessChecks } from './readiness.ts';
import { routeLeads } from './route-leads.ts';
import { completeCallbacks } from './workflow-actions/complete-callbacks.ts';
import { watchClocks } from './watch-clocks.ts';
import { deliverNotifications } from './notifications/deliver.ts';
import { createMailer } from './notifications/senders/email.ts';
import { parseAllowList } from './outbound/allow-list.ts';
import { createGuardedPost } from './outbound/guarded-post.ts';
import { prepareStart } from './start/stores.ts';
import { startTelemetry } from './start/telemetry.ts';
import { resolveDatabase } from './store/database-url.ts';
import { parseKeyRing } from './store/encryption.ts';
import { openStore } from './store/store.ts';

const SLACK_API = 'https://slack.com/api';

export interface App {
  /** Starts listening and working, as the role says. */
  start(): Promise<{ port: number }>;
  /** Stops taking work, finishes the current batch, then releases everything in the reverse order of opening. */
  close(): Promise<void>;
}

/**
 * Composition root: the only place that constructs pools, clients, queues and workers. Waits for Postgres and Redis if they
 * are not there yet; `signal` ends the waiting, and then it throws the signal's reason.
 */
export async function buildApp(config: Config, logger: Logger, options: { signal?: AbortSignal } = {}): Promise<App> {
  const { signal = new AbortController().signal } = options;
  const opened: { name: string; close(): Promise<unknown> }[] = [];
  const open = <T>(name: string, thing: T, close: () => Promise<unknown>): T => {
    opened.push({ name, close });
    return thing;
  };
  const closeAll = () => closeInReverse(opened, logger);
  const { port, opsToken } = config;
  const { door, waitForStores } = prepareStart({ port, opsToken, logger, signal });
  try {
    return await compose();
  } catch (error) {
    await door.close();
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
    await waitForStores({ databaseUrl, redisUrl: config.redisUrl });
    const store = await openStore({ databaseUrl, keys, role: config.role, logger });
    open('store', store, () => store.close());
    const telemetry = config.otlpEndpoint === null ? null : await startTelemetry(config.otlpEndpoint);
    if (telemetry !== null) open('telemetry', telemetry, () => telemetry.close());
    const queues = await openQueues({
      redisUrl: config.redisUrl ?? undefined,
      databaseUrl,
      telemetry: telemetry?.queue,
      logger,
    });
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
      clockSpeed: config.clockSpeed,
      nextTry,
      ensurePolicy: (portalId: number) => ensurePolicy({ store, directory: directories.directory }, portalId),
      metrics,
      logger,
    };
    const mailer = config.smtp === null ? null : createMailer(config.smtp);
    if (mailer !== null) open('mail', mailer, async () => mailer.close());
    const senders = {
      post: createGuardedPost({ allow: parseAllowList(config.outboundAllow) }),
      mail: mailer?.send ?? null,
      slackApiUrl: SLACK_API,
    };
    const tell = async (portalId: number): Promise<void> => {
      const { sent, failed, moot, nextAt } = await deliverNotifications({ store, senders, logger }, portalId);
      // What is due and could not be taken waits for something else; the schedule comes back to it.
      if (sent + failed + moot > 0 && nextAt !== null && nextAt <= new Date()) await bells.ringNotifications(portalId);
    };
    backlogGauges({ store, metrics });
    const checks = readinessChecks({ store, queues, role: config.role });

    const http = createHttpApp({
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
      senders,
      checks,
      metrics,
      logger,
    });
    // Opened last, so that it is closed first.
    open('http', door, () => door.close());
    return { start, close: closeAll };

    async function start(): Promise<{ port: number }> {
      if (config.role !== 'web') {
        await queues.start({
          route: (portalId, lane) => routeLeads(route, { portalId, lane }),
          writes: (portalId) => finishLeftWrites({ ...route, ringWrites: bells.ringWrites }, portalId),
          notifications: (portalId) => tell(portalId),
          clocks: async (portalId) => {
            try {
              await watchClocks(route, portalId);
            } finally {
              await completeCallbacks({ store, hubspot, logger }, portalId);
            }
          },
          due: async () => void (await ringDue({ store, bells })),
          sweep: async () => void (await sweep({ store, bells, metrics, logger })),
          missed: async () =>
            void (await findMissed({ store, hubspot, appId: config.hubspot.appId, bells, metrics, logger })),
          upkeep: async () => {
            await upkeep({ store, bells, metrics, logger });
            await tokens.refreshDue();
            await ensurePolicies({ store, directory: directories.directory, logger });
            await noteCoverOfAll({ store, directory: directories.directory, policyInForce, logger });
            await purgeDue(store);
          },
        });
      }
      door.serve(http);
      const listening = await door.listen();
      logger.info(
        { port: listening, role: config.role, queue: config.redisUrl === null ? 'postgres' : 'redis' },
        'Baton is ready',
      );
      return { port: listening };
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

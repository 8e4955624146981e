import type { Logger } from 'pino';
import type { Finding, ReadinessCheck } from '../ops-routes.ts';
import { redisAnswers } from '../queue/redis-answers.ts';
import { migrate } from '../store/migrate.ts';
import { createFrontDoor, type FrontDoor } from './front-door.ts';
import { waitFor } from './wait-for.ts';

type StoreName = 'store' | 'queue';

/** The door of a process that may have to wait for its stores, and the waiting itself. */
export interface Start {
  door: FrontDoor;
  /**
   * Brings the database up to date as soon as it answers, then waits for Redis if there is one: it does not matter what is
   * started first. Throws BadConfiguration at once, and the reason of `signal`.
   */
  waitForStores(o: { databaseUrl: string; redisUrl: string | null }): Promise<void>;
}

/** While it waits the door is open: it says what is missing, and HubSpot to come again. */
export function prepareStart(options: {
  port: number;
  opsToken: string | null;
  logger: Logger;
  signal: AbortSignal;
}): Start {
  const { port, opsToken, logger, signal } = options;
  const missing = new Map<StoreName, Finding>();
  const checkOf = (name: StoreName): ReadinessCheck => ({ name, check: async () => missing.get(name) ?? null });
  const door = createFrontDoor({ port, opsToken, checks: [checkOf('store'), checkOf('queue')] });

  async function wait(o: { store: StoreName; name: string; variable: string; attempt: () => Promise<unknown> }) {
    const { store, name, variable, attempt } = o;
    await waitFor({
      name,
      attempt,
      logger,
      signal,
      async onWait({ code }) {
        missing.set(store, {
          ready: false,
          sentence: `${name} cannot be reached (${code}); Baton waits for it.`,
          todo: `Start it, or correct ${variable}. Baton goes on by itself within 5 seconds.`,
        });
        await door.listen();
      },
    });
    missing.delete(store);
  }

  return {
    door,
    async waitForStores({ databaseUrl, redisUrl }) {
      const postgres = `Postgres at ${new URL(databaseUrl).host}`;
      const attempt = () => migrate({ databaseUrl });
      await wait({ store: 'store', name: postgres, variable: 'DATABASE_URL', attempt });
      if (redisUrl === null) return;
      const redis = `Redis at ${new URL(redisUrl).host}`;
      await wait({ store: 'queue', name: redis, variable: 'REDIS_URL', attempt: () => redisAnswers(redisUrl) });
    },
  };
}

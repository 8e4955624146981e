import type { SeedRequest } from '../../emulator/control-api.ts';
import type { EmulatorClient } from '../../demo/emulator-client.ts';
import { goLive, installApp } from '../../demo/install-app.ts';
import { startLocalStack, type LocalStack } from '../../demo/local-stack.ts';

/** The real app in a process of its own, against the emulator: what a story's test acts on. */
export interface Story {
  emulator: { url: string; control: EmulatorClient };
  appUrl: string;
  /** Ends the app and waits until it is gone; emulator and database go on. */
  killApp(signal: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same data and waits until it can take work. */
  restartApp(): Promise<void>;
  /** Seeds the portal, installs through the OAuth pages and, unless `mode` says otherwise, goes live. */
  openPortal(
    portal: SeedRequest['portals'][number],
    options: { userId: number; mode?: 'observe' | 'live' },
  ): Promise<void>;
  /** The end of the app's log, for the message of a failed test. */
  logTail(): string;
  /** Ends everything and removes what was stored. Safe to repeat. */
  stop(): Promise<void>;
}

/**
 * Starts emulator and app. `queue` says what carries the bells: with `redis` a `redisUrl` is needed. Without a
 * `databaseUrl` the app brings its own Postgres.
 */
export async function startStory(
  options: { queue: 'postgres' | 'redis'; databaseUrl?: string; redisUrl?: string } & Pick<
    NonNullable<Parameters<typeof startLocalStack>[0]>,
    'rateLimit' | 'latencyMs' | 'env'
  >,
): Promise<Story> {
  const { queue, redisUrl, ...rest } = options;
  if (queue === 'redis' && redisUrl === undefined) throw new Error('a story on the Redis queue needs a redisUrl');
  const stack: LocalStack = await startLocalStack({ ...rest, ...(queue === 'redis' ? { redisUrl } : {}) });
  const { control, appUrl } = stack;
  return {
    emulator: { url: stack.emulatorUrl, control },
    appUrl,
    killApp: (signal) => stack.app.kill(signal),
    restartApp: () => stack.app.start(),
    openPortal: async (portal, { userId, mode = 'live' }) => {
      await control.seed({ portals: [portal] });
      await installApp({ appUrl, portalId: portal.portalId, userId });
      if (mode === 'live') await goLive({ control, portalId: portal.portalId, userId });
    },
    logTail: () => stack.app.logTail(),
    stop: () => stack.stop(),
  };
}

import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { appEnvironment, madeUpApp } from '../demo/app-environment.ts';
import { createAppProcess, type AppProcess } from '../demo/app-process.ts';
import { freePort } from '../demo/local-stack.ts';
import { controlClient, type ControlClient } from '../emulator/client.ts';
import { startEmulator } from '../emulator/server.ts';
import { openChannel, type Channel } from './channel.ts';
import { postgresServer, type PostgresServer } from './postgres-server.ts';
import { findRedisServer, redisServer, type RedisServer } from './redis-server.ts';
import { openRelay } from './relay.ts';

/** One process of the app, with what it takes to play with its clock. */
export interface Member {
  role: 'web' | 'worker';
  app: AppProcess;
  /** Its clock reads this when it is told to look (chaos/clock.mjs). */
  clockFile: string;
}

/** A whole installation as a company would run it, and the HubSpot it talks to, with everything that can break at hand. */
export interface ChaosWorld {
  control: ControlClient;
  /** Where HubSpot finds the app: a load balancer before the web processes. */
  appUrl: string;
  postgres: PostgresServer;
  /** The network between the app and Postgres. */
  network: { break(): void; mend(): void };
  /** Starts Postgres, or finds it running, and leads the app there. */
  startPostgres(): Promise<void>;
  /** The app's database as the superuser sees it, past the network. */
  adminUrl(): string;
  redis: RedisServer | null;
  members: readonly Member[];
  channel: Channel;
  stop(): Promise<void>;
}

const PROCESSES = ['web', 'web', 'worker', 'worker'] as const;

/**
 * Starts Postgres, Redis where it is asked for, an emulated HubSpot, and two web and two worker processes behind a load
 * balancer. `ownDisk`: the data of Postgres lies on a small disk of its own, if that can be had. Throws with nothing running.
 */
export async function openWorld(o: { queue: 'postgres' | 'redis'; ownDisk: boolean }): Promise<ChaosWorld> {
  const folder = mkdtempSync(path.join(tmpdir(), 'baton-chaos-'));
  // Postgres runs as somebody else where we are root, and has to get through to its data.
  chmodSync(folder, 0o711);
  const opened: (() => Promise<unknown>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (let close = opened.pop(); close !== undefined; close = opened.pop()) await close().catch(() => undefined);
  };
  try {
    const postgres = postgresServer({ folder, ownDisk: o.ownDisk });
    opened.push(() => postgres.stop());
    const relay = await openRelay();
    opened.push(() => relay.close());
    let running = await postgres.start();
    relay.lead([running.port]);
    const databaseUrl = urlAt(running.url, { port: relay.port });
    const network = {
      break() {
        relay.lead([]);
        relay.cut();
      },
      mend: () => relay.lead([running.port]),
    };

    const redis = o.queue === 'redis' ? await openRedis(folder) : null;
    if (redis !== null) opened.push(() => redis.kill());
    const channel = await openChannel();
    opened.push(() => channel.close());

    const balancer = await openRelay();
    opened.push(() => balancer.close());
    const appUrl = `http://127.0.0.1:${balancer.port}`;
    const credentials = madeUpApp();
    const emulator = await startEmulator({ port: 0, appUrl, ...credentials });
    opened.push(() => emulator.close());

    const env = appEnvironment({
      credentials,
      publicUrl: appUrl,
      hubspotUrl: emulator.url,
      dataDir: path.join(folder, 'data'),
      databaseUrl,
      redisUrl: redis?.url,
    });
    const members: Member[] = [];
    const webPorts: number[] = [];
    for (const [place, role] of PROCESSES.entries()) {
      const port = await freePort();
      if (role === 'web') webPorts.push(port);
      const clockFile = path.join(folder, `clock-${place}`);
      const app = createAppProcess({
        url: `http://127.0.0.1:${port}`,
        logFile: path.join(folder, `${role}-${place}.log`),
        env: {
          ...env,
          PORT: String(port),
          BATON_ROLE: role,
          BATON_OUTBOUND_ALLOW: `127.0.0.1:${channel.port}`,
          CHAOS_CLOCK_FILE: clockFile,
          NODE_OPTIONS: `--import ${fileURLToPath(new URL('clock.mjs', import.meta.url))}`,
        },
      });
      opened.push(() => app.stop());
      members.push({ role, app, clockFile });
    }
    balancer.lead(webPorts);
    await Promise.all(members.map(({ app }) => app.start()));
    return {
      control: controlClient(emulator.url),
      appUrl,
      postgres,
      network,
      async startPostgres() {
        running = await postgres.start();
        network.mend();
      },
      adminUrl: () => urlAt(running.adminUrl, { path: new URL(running.url).pathname }),
      redis,
      members,
      channel,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openRedis(folder: string): Promise<RedisServer> {
  const program = findRedisServer();
  if (program === null) throw new Error('redis-server is not installed (Debian: apt install redis-server)');
  const dir = path.join(folder, 'redis');
  mkdirSync(dir);
  const server = redisServer({ program, dir, port: await freePort(), keeps: true });
  await server.start();
  return server;
}

function urlAt(url: string, { port, path: pathname }: { port?: number; path?: string }): string {
  const changed = new URL(url);
  if (port !== undefined) changed.port = String(port);
  if (pathname !== undefined) changed.pathname = pathname;
  return changed.href;
}

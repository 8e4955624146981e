import { randomInt } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { controlClient, type ControlClient } from '../emulator/client.ts';
import { startEmulator } from '../emulator/server.ts';
import { appEnvironment, madeUpApp, type AppCredentials } from './app-environment.ts';
import { createAppProcess, type AppProcess } from './app-process.ts';
import { postmasterIn, signal } from './postmaster.ts';

/** The emulated HubSpot and the real app, talking to each other over HTTP on this machine. */
export interface LocalStack {
  emulatorUrl: string;
  appUrl: string;
  control: ControlClient;
  app: AppProcess;
  /** Ends app and emulator and removes what they stored, the app's own Postgres included. Safe to repeat. */
  stop(): Promise<void>;
}

/**
 * Starts the emulator and then the app against it. Without a `databaseUrl` the
 * app brings its own Postgres in a new folder. Throws, with nothing left running, when one of them does not start.
 */
export async function startLocalStack(
  options: {
    databaseUrl?: string;
    redisUrl?: string;
    rateLimit?: boolean;
    latencyMs?: number;
    /** What HubSpot knows the app by; made up when left out. */
    credentials?: AppCredentials;
    env?: Record<string, string>;
  } = {},
): Promise<LocalStack> {
  const folder = mkdtempSync(path.join(tmpdir(), 'baton-'));
  // run by root, Postgres is another user and has to get through to its own data
  chmodSync(folder, 0o711);
  const appUrl = `http://127.0.0.1:${await freePort()}`;
  const { credentials = madeUpApp(), rateLimit, latencyMs } = options;
  const emulator = await startEmulator({ port: 0, appUrl, ...credentials, rateLimit, latencyMs });
  const dataDir = path.join(folder, 'data');
  const app = createAppProcess({
    url: appUrl,
    logFile: path.join(folder, 'app.log'),
    env: {
      ...appEnvironment({ ...options, credentials, publicUrl: appUrl, hubspotUrl: emulator.url, dataDir }),
      PORT: new URL(appUrl).port,
      ...options.env,
    },
  });
  const stop = async () => {
    await app.stop();
    await stopPostgresIn(dataDir);
    await emulator.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await app.start();
  } catch (error) {
    await stop();
    throw error;
  }
  return { emulatorUrl: emulator.url, appUrl, control: controlClient(emulator.url), app, stop };
}

/**
 * A port that nobody listens on right now, below those that the system hands out by itself: between this look and the
 * app's start a database or a client must not be given the same one.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 50; tries += 1) {
    const port = randomInt(20_000, 30_000);
    if (await isFree(port)) return port;
  }
  throw new Error('no free port between 20000 and 30000');
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    return true;
  } catch {
    return false;
  } finally {
    probe.close();
  }
}

/** An app that was killed leaves its Postgres running for the next start; here nobody comes after it. */
async function stopPostgresIn(dataDir: string): Promise<void> {
  const pid = postmasterIn(dataDir);
  if (pid === null || !signal(pid, 'SIGINT')) return;
  const giveUpAt = Date.now() + 10_000;
  while (signal(pid, 0)) {
    if (Date.now() > giveUpAt) return void signal(pid, 'SIGQUIT');
    await delay(20);
  }
}

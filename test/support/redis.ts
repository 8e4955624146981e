import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';

export interface TestRedis {
  url: string;
  /** Empties it, as a Redis without a disk is after a restart. */
  wipe(): Promise<void>;
  stop(): Promise<void>;
}

/** The system's redis-server, or null where there is none; says so once, because tests are then skipped. */
export const redisServer: string | null = findRedis();

/** A Redis of this test file alone, on a free port, with nothing on disk that outlives it. */
export async function startRedis(): Promise<TestRedis> {
  if (redisServer === null) throw new Error('redis-server is not installed');
  const dir = await mkdtemp(join(tmpdir(), 'baton-redis-'));
  const port = await freePort();
  const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', dir, '--save', '', '--appendonly', 'no'];
  const server = spawn(redisServer, options, { stdio: 'ignore' });
  const stopped = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const url = `redis://127.0.0.1:${port}`;
  const stop = async () => {
    server.kill('SIGKILL');
    await stopped;
    await rm(dir, { recursive: true, force: true });
  };
  try {
    await answering(url);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    stop,
    async wipe() {
      const client = new Redis(url);
      await client.flushall();
      client.disconnect();
    },
  };
}

function findRedis(): string | null {
  const found = spawnSync('sh', ['-c', 'command -v redis-server || ls /usr/bin/redis-server'], { encoding: 'utf8' });
  const path = found.stdout.trim().split('\n')[0] ?? '';
  try {
    accessSync(path, constants.X_OK);
    return path;
  } catch {
    process.stderr.write(
      'redis-server is not installed: the tests on Redis are skipped (Debian: apt install redis-server)\n',
    );
    return null;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function answering(url: string): Promise<void> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => 20, maxRetriesPerRequest: null });
  client.on('error', () => {});
  try {
    await Promise.race([
      client.ping(),
      sleep(10_000).then(() => Promise.reject(new Error('redis-server did not start'))),
    ]);
  } finally {
    client.disconnect();
  }
}

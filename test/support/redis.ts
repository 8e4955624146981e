import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRedisServer, redisServer as serverOf } from '../../chaos/redis-server.ts';
import { freePort } from '../../demo/local-stack.ts';

export interface TestRedis {
  url: string;
  /** Empties it, as a Redis without a disk is after a restart. */
  wipe(): Promise<void>;
  stop(): Promise<void>;
}

/** The system's redis-server, or null where there is none; says so once, because tests are then skipped. */
export const redisServer: string | null = findRedisServer();
if (redisServer === null) {
  process.stderr.write(
    'redis-server is not installed: the tests on Redis are skipped (Debian: apt install redis-server)\n',
  );
}

/** A Redis of this test file alone, on a free port, with nothing on disk that outlives it. */
export async function startRedis(): Promise<TestRedis> {
  if (redisServer === null) throw new Error('redis-server is not installed');
  const dir = await mkdtemp(join(tmpdir(), 'baton-redis-'));
  const server = serverOf({ program: redisServer, dir, port: await freePort(), keeps: false });
  const stop = async () => {
    await server.kill();
    await rm(dir, { recursive: true, force: true });
  };
  try {
    await server.start();
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: server.url, wipe: server.wipe, stop };
}

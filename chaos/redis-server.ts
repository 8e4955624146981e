import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';

/** A real Redis of ours on 127.0.0.1 that can be killed and started again. */
export interface RedisServer {
  url: string;
  port: number;
  /** Resolves once it answers. Its data is what was written to `dir`, if it keeps anything. */
  start(): Promise<void>;
  /** As kill -9. */
  kill(): Promise<void>;
  /** Empties it. */
  wipe(): Promise<void>;
}

/** The system's redis-server, or null where there is none. */
export function findRedisServer(): string | null {
  const found = spawnSync('sh', ['-c', 'command -v redis-server || ls /usr/bin/redis-server'], { encoding: 'utf8' });
  const path = found.stdout.trim().split('\n')[0] ?? '';
  try {
    accessSync(path, constants.X_OK);
    return path;
  } catch {
    return null;
  }
}

/** `keeps`: it writes each change to a file in `dir`, and a killed one comes back with its data. Not started yet. */
export function redisServer(o: { program: string; dir: string; port: number; keeps: boolean }): RedisServer {
  const { program, dir, port, keeps } = o;
  const url = `redis://127.0.0.1:${port}`;
  const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', dir, '--save', ''];
  const log = keeps ? ['--appendonly', 'yes', '--appendfsync', 'everysec'] : ['--appendonly', 'no'];
  let server: ChildProcess | null = null;

  async function kill(): Promise<void> {
    if (server === null || server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
  }

  return {
    url,
    port,
    kill,
    async start() {
      server = spawn(program, [...options, ...log], { stdio: 'ignore' });
      try {
        await answering(url);
      } catch (error) {
        await kill();
        throw error;
      }
    },
    async wipe() {
      const client = new Redis(url);
      await client.flushall();
      client.disconnect();
    },
  };
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

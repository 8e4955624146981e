import { chmodSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { postmasterIn, signal } from '../demo/postmaster.ts';
import { isServerOf } from '../src/store/embedded/processes.ts';
import { startEmbeddedPostgres } from '../src/store/embedded/start.ts';

/** A real Postgres of ours that can be killed, started again, and run out of room. */
export interface PostgresServer {
  /** As kill -9 of the server; what belongs to it notices and ends. */
  kill(): Promise<void>;
  /** Resolves with its port, another one each time, once it answers. */
  start(): Promise<{ port: number; url: string; adminUrl: string }>;
  /** Fills the disk that its data lies on; null: its data has no disk of its own here. */
  fillDisk: (() => void) | null;
  /** Makes room again. Safe to repeat. */
  clearDisk(): void;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
}

/** Enough for the data of the longest run. */
const DISK = '2g';

/**
 * Prepares a server whose data lies below `folder`; nothing runs yet. `ownDisk`: its data gets a small disk of its own in
 * memory, which only root of a machine that lets him mount can give; where not, `fillDisk` is null.
 */
export function postgresServer({ folder, ownDisk }: { folder: string; ownDisk: boolean }): PostgresServer {
  const disk = path.join(folder, 'disk');
  mkdirSync(disk, { mode: 0o711 });
  const mounted = ownDisk && spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK}`, 'none', disk]).status === 0;
  // The server runs as somebody else where we are root.
  chmodSync(disk, 0o711);
  const dir = path.join(disk, 'postgres');
  const ballast = path.join(disk, 'ballast');

  async function kill(): Promise<void> {
    const pid = postmasterIn(dir);
    // A number of an earlier life may be somebody else's by now.
    if (pid === null || !(await isServerOf(dir, pid)) || !signal(pid, 'SIGKILL')) return;
    while (await isServerOf(dir, pid)) await delay(10);
  }
  const clearDisk = () => rmSync(ballast, { force: true });

  return {
    kill,
    async start() {
      const { url, adminUrl } = await startEmbeddedPostgres({ dir });
      return { url, adminUrl, port: Number(new URL(url).port) };
    },
    fillDisk: mounted
      ? () => {
          const { bavail, bsize } = statfsSync(disk);
          writeFileSync(ballast, '');
          // Written, not only as long as this: a file with holes takes no room.
          const block = Buffer.alloc(1 << 20);
          try {
            for (let left = bavail * bsize; left > 0; left -= block.length)
              writeFileSync(ballast, block, { flag: 'a' });
          } catch (error) {
            if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
          }
        }
      : null,
    clearDisk,
    async stop() {
      clearDisk();
      await kill();
      if (mounted) spawnSync('umount', ['-l', disk]);
    },
  };
}

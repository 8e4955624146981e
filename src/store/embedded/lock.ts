import { randomUUID } from 'node:crypto';
import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { BatonError } from '../../errors.ts';
import { codeOfPg as codeOf } from '../errors.ts';
import { isAlive } from './processes.ts';

/** The holder touches its lock this often; a lock not touched for `STALE_MS` belongs to nobody, whoever has its pid now. */
const TOUCH_MS = 2_000;
const STALE_MS = 30_000;
const GIVE_UP_MS = 120_000;

/**
 * Runs `work` while no other process (or call in this one) does the same under the lock file `path`. The lock of a process
 * that died is taken over. Throws after two minutes of waiting for a living one.
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const mine = `${process.pid} ${randomUUID()}`;
  const deadline = Date.now() + GIVE_UP_MS;
  while (!(await createFile(path, mine))) {
    await removeIfStale(path);
    if (Date.now() > deadline) {
      throw new BatonError({
        code: 'embedded_postgres_locked',
        sentence: `Another process has been starting the built-in Postgres for two minutes. If there is none, delete ${path}.`,
      });
    }
    await delay(25);
  }
  const touch = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => {}), TOUCH_MS);
  try {
    return await work();
  } finally {
    clearInterval(touch);
    if ((await read(path)) === mine) await rm(path, { force: true });
  }
}

/**
 * Of several processes that find the same stale lock only one may remove it, and only while it is still that one: otherwise
 * a slow process would remove the fresh lock of a quick one.
 */
async function removeIfStale(path: string): Promise<void> {
  const seen = await read(path);
  if (seen === null || !(await isStale(path, seen))) return;
  const claim = `${path}.${/[\w-]+$/.exec(seen)?.[0] ?? 'unreadable'}`;
  if (!(await createFile(claim, ''))) return;
  if ((await read(path)) === seen) await rm(path, { force: true });
  await rm(claim, { force: true });
}

async function isStale(path: string, content: string): Promise<boolean> {
  const pid = Number.parseInt(content, 10);
  if (pid > 0 && !isAlive(pid)) return true;
  try {
    return Date.now() - (await stat(path)).mtimeMs > STALE_MS;
  } catch {
    return false; // it has just been given back
  }
}

async function createFile(path: string, content: string): Promise<boolean> {
  try {
    await writeFile(path, content, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

async function read(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

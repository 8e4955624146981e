import { createHash } from 'node:crypto';
import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ROOT } from './root.mjs';
import { SetupError } from './setup-error.mjs';

const LONGEST_WAIT_MS = 15 * 60_000;
/** Most waits are over before anybody would wonder. */
const WAIT_IS_WORTH_SAYING_AFTER_MS = 1_000;
const TAKEOVER_IS_STALE_AFTER_MS = 10_000;

const LOCK = lockFile();

/** Where this project folder's lock is: outside of it, as node_modules may go away meanwhile and a clone should stay clean. */
export function lockFile() {
  return path.join(tmpdir(), `baton-setup-${createHash('sha256').update(ROOT).digest('hex').slice(0, 16)}.lock`);
}

/**
 * Runs `work` while no other command of this project folder does. A lock whose process is gone is taken over.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function underSetupLock(work) {
  const startedAt = Date.now();
  let told = false;
  while (!takeLock()) {
    const waitedMs = Date.now() - startedAt;
    if (waitedMs > LONGEST_WAIT_MS) {
      throw new SetupError(
        `Waited 15 minutes for process ${holder()} to finish its set-up. If it is not one of ours, delete ${LOCK}.`,
      );
    }
    if (!told && waitedMs > WAIT_IS_WORTH_SAYING_AFTER_MS) {
      told = true;
      console.error(`Another command (process ${holder()}) is setting up; waiting for it.`);
    }
    await delay(150);
  }
  try {
    return await work();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

function takeLock() {
  if (createLock()) return true;
  const pid = holder();
  return pid !== null && !isAlive(pid) && takeOver(pid);
}

/** A link appears with its content, so nobody ever reads a lock without a process id. */
function createLock() {
  const draft = `${LOCK}.${process.pid}`;
  writeFileSync(draft, String(process.pid));
  try {
    linkSync(draft, LOCK);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Two waiters may both see the dead process; without a guard the second would remove the first one's new lock.
 * @param {number} deadPid
 */
function takeOver(deadPid) {
  const guard = `${LOCK}.takeover`;
  try {
    writeFileSync(guard, String(process.pid), { flag: 'wx' });
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (ageMs(guard) > TAKEOVER_IS_STALE_AFTER_MS) rmSync(guard, { force: true });
    return false;
  }
  try {
    if (holder() === deadPid) rmSync(LOCK, { force: true });
    return createLock();
  } finally {
    rmSync(guard, { force: true });
  }
}

/** @returns {number | null} null: nobody holds it. */
function holder() {
  try {
    return Number(readFileSync(LOCK, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** @param {string} file */
function ageMs(file) {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat === undefined ? 0 : Date.now() - stat.mtimeMs;
}

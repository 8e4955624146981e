import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { underSetupLock } from './lock.mjs';

/**
 * The tests of the Redis queue start a redis-server of their own. Installs it where that needs no question (Debian or
 * Ubuntu, as root); elsewhere says what is missing and what follows. Never throws: without it those tests are skipped.
 */
export async function ensureRedis() {
  if (isOnPath('redis-server')) return;
  if (process.getuid?.() !== 0 || !isOnPath('apt-get')) {
    console.error(
      'redis-server was not found and cannot be installed from here: the tests of the Redis queue will be SKIPPED.\n' +
        'To run them: apt-get install redis-server (Debian, Ubuntu), brew install redis (macOS), or put it on the PATH.',
    );
    return;
  }
  await underSetupLock(async () => {
    if (isOnPath('redis-server')) return;
    console.error('Installing redis-server for the tests (apt-get) ...');
    if (!install() && !(aptGet(['update', '-q']) && install())) {
      console.error('redis-server could not be installed: the tests of the Redis queue will be SKIPPED.');
    }
  });
}

function install() {
  return aptGet(['install', '-y', '-q', '--no-install-recommends', 'redis-server']) && isOnPath('redis-server');
}

/** @param {string[]} args */
function aptGet(args) {
  // RUNLEVEL=1: the package must not start a server of its own
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  return (
    spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], { stdio: ['ignore', 2, 2], env }).status === 0
  );
}

/** @param {string} command */
function isOnPath(command) {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.some((folder) => folder !== '' && existsSync(path.join(folder, command)));
}

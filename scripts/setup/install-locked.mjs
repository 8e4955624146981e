import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { underSetupLock } from './lock.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * Makes a folder's node_modules what its package-lock.json says, for this Node. Quick when it already is; safe to run from
 * several commands at once: one installs, the others wait. Throws when npm fails.
 * @param {{ folder: string, what: string }} options `what`: how the packages are called in messages
 */
export async function ensureInstalled({ folder, what }) {
  if (isStamped(folder)) return;
  await underSetupLock(async () => {
    if (isStamped(folder)) return;
    if (!isInstalledAsLocked(folder)) await installAsLocked(folder, what);
    writeFileSync(stampFile(folder), JSON.stringify(wanted(folder)));
  });
}

/** @param {string} folder */
function wanted(folder) {
  return {
    lock: createHash('sha256')
      .update(readFileSync(lockFile(folder)))
      .digest('hex'),
    node: `${process.versions.modules}-${process.platform}-${process.arch}`,
  };
}

/** @param {string} folder */
function isStamped(folder) {
  const stamp = readJson(stampFile(folder));
  const want = wanted(folder);
  return stamp !== null && stamp.lock === want.lock && stamp.node === want.node;
}

/**
 * Did somebody run npm by hand? npm's own record of what it installed tells, and spares them a second install. With a
 * stamp of another Node or system the packages' native parts may not fit: then it does not count.
 * @param {string} folder
 */
function isInstalledAsLocked(folder) {
  const stamp = readJson(stampFile(folder));
  const installed = readJson(path.join(folder, 'node_modules/.package-lock.json'))?.packages;
  if (installed === undefined || (stamp !== null && stamp.node !== wanted(folder).node)) return false;
  const locked = Object.entries(readJson(lockFile(folder)).packages).filter(([place]) => place !== '');
  return locked.every(([place, { version, optional }]) =>
    installed[place] === undefined ? optional === true : installed[place].version === version,
  );
}

/**
 * Not `npm ci`: it refuses a lock file without the optional packages of other systems, which npm leaves out of the lock
 * where a registry does not serve them. `--no-save` takes the locked versions and leaves the lock file alone.
 * @param {string} folder
 * @param {string} what
 */
async function installAsLocked(folder, what) {
  console.error(`Installing ${what} (npm install); this takes a moment the first time ...`);
  const startedAt = Date.now();
  const windows = process.platform === 'win32';
  // stdout belongs to the command that is being set up, so npm's goes to stderr; a NODE_ENV of production would leave
  // out what the tests need
  const npm = spawn(
    windows ? 'npm.cmd' : 'npm',
    ['install', '--no-save', '--no-audit', '--no-fund', '--include=dev', '--include=optional', '--loglevel=warn'],
    {
      cwd: folder,
      stdio: ['ignore', 2, 2],
      shell: windows,
    },
  );
  const code = await new Promise((resolve, reject) => {
    npm.once('error', (error) =>
      reject(new SetupError('npm could not be started; is it installed beside Node?', { cause: error })),
    );
    npm.once('exit', resolve);
  });
  if (code !== 0) throw new SetupError(`npm install ended with code ${code}; its own messages stand above.`);
  console.error(`Installed ${what} (${((Date.now() - startedAt) / 1000).toFixed(1)} s).`);
}

/** @param {string} folder */
function lockFile(folder) {
  return path.join(folder, 'package-lock.json');
}

/** @param {string} folder */
function stampFile(folder) {
  return path.join(folder, 'node_modules/.baton-setup.json');
}

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // missing or half written: as good as not there
    return null;
  }
}

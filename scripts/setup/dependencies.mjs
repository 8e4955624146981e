import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { underSetupLock } from './lock.mjs';
import { ROOT } from './root.mjs';

const LOCK_FILE = path.join(ROOT, 'package-lock.json');
const MODULES = path.join(ROOT, 'node_modules');
const STAMP = path.join(MODULES, '.baton-setup.json');

/**
 * Makes node_modules what package-lock.json says, for this Node. Quick when it already is; safe to run from several
 * commands at once: one installs, the others wait. Throws when npm fails.
 */
export async function ensureDependencies() {
  if (isStamped()) return;
  await underSetupLock(async () => {
    if (isStamped()) return;
    if (!isInstalledAsLocked()) await installAsLocked();
    writeFileSync(STAMP, JSON.stringify(wanted()));
  });
}

function wanted() {
  return {
    lock: createHash('sha256').update(readFileSync(LOCK_FILE)).digest('hex'),
    node: `${process.versions.modules}-${process.platform}-${process.arch}`,
  };
}

function isStamped() {
  const stamp = readJson(STAMP);
  const want = wanted();
  return stamp !== null && stamp.lock === want.lock && stamp.node === want.node;
}

/**
 * Did somebody run npm by hand? npm's own record of what it installed tells, and spares them a second install. With a
 * stamp of another Node or system the packages' native parts may not fit: then it does not count.
 */
function isInstalledAsLocked() {
  const stamp = readJson(STAMP);
  const installed = readJson(path.join(MODULES, '.package-lock.json'))?.packages;
  if (installed === undefined || (stamp !== null && stamp.node !== wanted().node)) return false;
  const locked = Object.entries(readJson(LOCK_FILE).packages).filter(([place]) => place !== '');
  return locked.every(([place, { version, optional }]) =>
    installed[place] === undefined ? optional === true : installed[place].version === version,
  );
}

/**
 * Not `npm ci`: it refuses a lock file without the optional packages of other systems, which npm leaves out of the lock
 * where a registry does not serve them. `--no-save` takes the locked versions and leaves the lock file alone.
 */
async function installAsLocked() {
  console.error('Installing dependencies (npm install); this takes a moment the first time ...');
  const startedAt = Date.now();
  const windows = process.platform === 'win32';
  // stdout belongs to the command that is being set up, so npm's goes to stderr; a NODE_ENV of production would leave
  // out what the tests need
  const npm = spawn(
    windows ? 'npm.cmd' : 'npm',
    ['install', '--no-save', '--no-audit', '--no-fund', '--include=dev', '--include=optional', '--loglevel=warn'],
    {
      cwd: ROOT,
      stdio: ['ignore', 2, 2],
      shell: windows,
    },
  );
  const code = await new Promise((resolve, reject) => {
    npm.once('error', (error) =>
      reject(new Error('npm could not be started; is it installed beside Node?', { cause: error })),
    );
    npm.once('exit', resolve);
  });
  if (code !== 0) throw new Error(`npm install ended with code ${code}; its own messages stand above.`);
  console.error(`Dependencies are in place (${((Date.now() - startedAt) / 1000).toFixed(1)} s).`);
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

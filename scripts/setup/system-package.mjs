import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { findOnPath } from './find-on-path.mjs';
import { underSetupLock } from './lock.mjs';

/** A machine that could not install something will hardly be able to a minute later, and asking takes long. */
const NEXT_TRY_AFTER_MS = 6 * 60 * 60_000;

/**
 * Sees to it that something of the system is there, and answers whether it is. Installs packages where that needs no
 * question (Debian or Ubuntu, as root) unless BATON_NO_SYSTEM_PACKAGES is set or it failed in the last hours; elsewhere
 * says what is missing and what follows. Never throws: what needs it is skipped.
 * @param {{
 *   isThere: () => boolean,
 *   packages: string[],
 *   purpose: string,
 *   skipped: string,
 *   elsewhere: string,
 * }} wanted `purpose` completes "Installing X for ...", `skipped` says what happens without, `elsewhere` how to get it
 * @returns {Promise<boolean>}
 */
export async function ensureSystemPackage({ isThere, packages, purpose, skipped, elsewhere }) {
  if (isThere()) return true;
  const [name] = packages;
  const failure = path.join(cacheFolder(), `no-${name}`);
  const tell = (what) => console.error(`${name} ${what}: ${skipped}\nTo run them: ${elsewhere}`);
  if (!mayInstall()) {
    tell('was not found and cannot be installed from here');
    return false;
  }
  if (isRecent(failure)) {
    tell(`could not be installed some hours ago (delete ${failure} to try again)`);
    return false;
  }
  return underSetupLock(async () => {
    if (isThere()) return true;
    console.error(`Installing ${name} for ${purpose} (apt-get) ...`);
    const install = () => aptGet(['install', '-y', '-q', '--no-install-recommends', ...packages]) && isThere();
    if (install() || (aptGet(['update', '-q']) && install())) {
      rmSync(failure, { force: true });
      return true;
    }
    remember(failure);
    tell('could not be installed');
    return false;
  });
}

function mayInstall() {
  return !process.env.BATON_NO_SYSTEM_PACKAGES && process.getuid?.() === 0 && findOnPath('apt-get').length > 0;
}

/** @param {string[]} args */
function aptGet(args) {
  // RUNLEVEL=1: a package must not start a server of its own
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  // without a network it should say so soon
  const options = ['DPkg::Lock::Timeout=300', 'Acquire::Retries=0', 'Acquire::http::Timeout=20'];
  const all = [...options.flatMap((option) => ['-o', option]), ...args];
  return spawnSync('apt-get', all, { stdio: ['ignore', 2, 2], env }).status === 0;
}

/** Outside of the project: it is the machine that lacks something. */
function cacheFolder() {
  return path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'baton');
}

/** @param {string} file */
function isRecent(file) {
  const at = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  return at !== undefined && Date.now() - at < NEXT_TRY_AFTER_MS;
}

/** @param {string} failure */
function remember(failure) {
  try {
    mkdirSync(path.dirname(failure), { recursive: true });
    writeFileSync(failure, '');
  } catch {
    // a home that cannot be written to: the next command tries once more
  }
}

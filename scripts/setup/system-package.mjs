import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { underSetupLock } from './lock.mjs';

/**
 * Sees to it that one of the commands is on the PATH. Installs packages where that needs no question (Debian or Ubuntu,
 * as root); elsewhere says what is missing and what follows. Never throws: what needs it is skipped.
 * @param {{
 *   commands: string[],
 *   packages: string[],
 *   purpose: string,
 *   skipped: string,
 *   elsewhere: string,
 * }} wanted `purpose` completes "Installing X for ...", `skipped` says what happens without, `elsewhere` how to get it
 */
export async function ensureSystemPackage({ commands, packages, purpose, skipped, elsewhere }) {
  const isThere = () => commands.some((command) => isOnPath(command));
  const [name] = packages;
  if (isThere()) return;
  if (process.getuid?.() !== 0 || !isOnPath('apt-get')) {
    console.error(`${name} was not found and cannot be installed from here: ${skipped}\nTo run them: ${elsewhere}`);
    return;
  }
  await underSetupLock(async () => {
    if (isThere()) return;
    console.error(`Installing ${name} for ${purpose} (apt-get) ...`);
    const install = () => aptGet(['install', '-y', '-q', '--no-install-recommends', ...packages]) && isThere();
    if (!install() && !(aptGet(['update', '-q']) && install())) {
      console.error(`${name} could not be installed: ${skipped}`);
    }
  });
}

/** @param {string[]} args */
function aptGet(args) {
  // RUNLEVEL=1: a package must not start a server of its own
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

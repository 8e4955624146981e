import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { underSetupLock } from './lock.mjs';
import { ROOT } from './root.mjs';
import { runTool } from './run-tool.mjs';

const EMULATOR = path.join(ROOT, 'emulator');
const SOURCES = path.join(EMULATOR, 'preview');
const BUILT = path.join(SOURCES, 'dist');
const STAMP = path.join(BUILT, 'built-from.txt');
/** On the same disk, so that a built folder can be moved into its place at once; not part of the repository. */
const WORK = path.join(ROOT, '.baton');
const DRAFT = path.join(WORK, 'preview.new');
/** The pages before, while the new ones take their place. */
const BEFORE = path.join(WORK, 'preview.old');
const BUILD = path.join(ROOT, 'scripts/setup/build-preview.mjs');

/**
 * Builds the pages of the emulated HubSpot into emulator/preview/dist when what they are made of has changed. Quick when
 * it has not; safe to run from several commands at once: one builds, the others wait, and a server reads either the old
 * pages or the new ones. Throws when they cannot be built; the old ones are still there then.
 */
export async function ensurePreview() {
  const wanted = hashOfSources();
  if (isBuiltFrom(wanted)) return;
  await underSetupLock(async () => {
    // of a command that was killed between two moves
    if (!existsSync(BUILT) && existsSync(BEFORE)) renameSync(BEFORE, BUILT);
    if (isBuiltFrom(wanted)) return;
    const startedAt = performance.now();
    mkdirSync(WORK, { recursive: true });
    // under the lock nobody else builds: what is there was left over
    for (const leftOver of [DRAFT, BEFORE]) remove(leftOver);
    try {
      await runTool(BUILD, { args: [DRAFT], what: "HubSpot's pages" });
      writeFileSync(path.join(DRAFT, path.basename(STAMP)), wanted);
      putInPlace();
    } finally {
      remove(DRAFT);
    }
    console.error(`HubSpot's pages are built (${((performance.now() - startedAt) / 1000).toFixed(1)} s).`);
  });
}

/** Windows refuses to move a folder of which somebody reads a file: the pages before are then put back. */
function putInPlace() {
  if (existsSync(BUILT)) renameSync(BUILT, BEFORE);
  try {
    renameSync(DRAFT, BUILT);
  } catch (error) {
    if (existsSync(BEFORE)) renameSync(BEFORE, BUILT);
    throw error;
  }
  remove(BEFORE);
}

/** @param {string} folder */
function remove(folder) {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** @param {string} wanted */
function isBuiltFrom(wanted) {
  try {
    return readFileSync(STAMP, 'utf8') === wanted;
  } catch {
    // not there, or just being replaced
    return false;
  }
}

/** The pages, what they share with the emulator, how they are built, and the versions of all packages. */
function hashOfSources() {
  const own = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(tsx?|css|html)$/.test(name) && !name.startsWith('dist'))
    .map((name) => path.join(SOURCES, name));
  const shared = readdirSync(EMULATOR)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join(EMULATOR, name));
  const hash = createHash('sha256');
  for (const file of [...own.sort(), ...shared.sort(), BUILD, path.join(ROOT, 'package-lock.json')]) {
    hash.update(path.relative(ROOT, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

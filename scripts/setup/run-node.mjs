import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './root.mjs';

/**
 * Runs a TypeScript program in this very process: signals, exit code and stdio are then its own, with no process of
 * ours in between that could be killed without it.
 * @param {string} file relative to the project
 * @param {string[]} args
 */
export async function runProgram(file, args) {
  const program = path.resolve(ROOT, file);
  await import('tsx');
  process.argv = [process.execPath, program, ...args];
  await import(pathToFileURL(program).href);
}

/**
 * Runs `node ...args` on our stdio and answers its exit code (128 + n when signal n ended it). A terminal sends Ctrl-C to
 * the whole group, the child included; passing it on as well would make it two.
 * @param {string[]} args
 * @param {{ env?: Record<string, string> }} [options]
 * @returns {Promise<number>}
 */
export function runNode(args, { env = {} } = {}) {
  const child = spawn(process.execPath, args, { stdio: 'inherit', cwd: ROOT, env: { ...process.env, ...env } });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + SIGNAL_NUMBERS[signal]));
  });
}

const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };

/**
 * Path of a command that an installed package brings, to be run with node on any system.
 * @param {string} name
 */
export function packageBin(name) {
  const folder = path.join(ROOT, 'node_modules', name);
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const entry = typeof bin === 'string' ? bin : (bin[name] ?? Object.values(bin)[0]);
  return path.join(folder, entry);
}

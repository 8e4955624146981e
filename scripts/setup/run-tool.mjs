import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { SetupError } from './setup-error.mjs';

const TOOL = fileURLToPath(new URL('tool.mjs', import.meta.url));

/**
 * Runs one of our own scripts in a process of its own, because bundlers change the process that they run in: they set
 * NODE_ENV, for one, and every command that is started afterwards would inherit it. All that it says goes to stderr.
 * Throws when it fails.
 * @param {string} file
 * @param {{ args?: string[], what: string }} options `what` completes "Building ... ended with code 1"
 * @returns {Promise<void>}
 */
export async function runTool(file, { args = [], what }) {
  const tool = spawn(process.execPath, [TOOL, file, ...args], { stdio: ['ignore', 2, 2] });
  const ended = await new Promise((resolve, reject) => {
    tool.once('error', reject);
    tool.once('exit', (code, signal) => resolve(code ?? signal));
  });
  if (ended !== 0) throw new SetupError(`Building ${what} ended with ${ended}; its own messages stand above.`);
}

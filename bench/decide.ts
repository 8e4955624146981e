import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { z } from 'zod';

const PROJECT = path.resolve(import.meta.dirname, '..');

/**
 * How many leads can be decided per second of processor time, by the number of rules: Baton with the whole verdict (owner,
 * every candidate, shares) and its explanation, beside two engines that only select the rule, on the same rules and leads.
 * `flipsMicroseconds` is what it takes besides, once for each stored decision, to find what would have led elsewhere.
 * Options: `--seed` (1), `--seconds` of each measurement (2). Measured as it runs in production, translated to JavaScript
 * beforehand: what translates TypeScript as it is loaded here adds a call to every function that is made.
 */
export async function decide(args: readonly string[]): Promise<Record<string, unknown>> {
  // Inside the project, so that packages are found from there.
  const drafts = path.join(PROJECT, '.baton');
  mkdirSync(drafts, { recursive: true });
  const folder = mkdtempSync(path.join(drafts, 'bench-'));
  try {
    await build({
      configFile: false,
      root: PROJECT,
      logLevel: 'warn',
      build: { ssr: 'bench/decide-measure.ts', outDir: folder, minify: false },
    });
    const measuring = promisify(execFile)(process.execPath, [path.join(folder, 'decide-measure.js'), ...args]);
    measuring.child.stderr?.pipe(process.stderr);
    const { stdout } = await measuring;
    return z.record(z.string(), z.unknown()).parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

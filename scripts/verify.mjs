import { spawn } from 'node:child_process';
import { installHubSpotProject } from './setup/hubspot-project.mjs';
import { packageBin } from './setup/run-node.mjs';
import { ROOT } from './setup/root.mjs';

const CHECKS = [
  { name: 'format', bin: 'oxfmt', args: ['--check'], mend: 'npm run format mends it' },
  { name: 'lint', bin: 'oxlint', args: ['--type-aware', '--deny-warnings'] },
  { name: 'types', bin: 'typescript', args: ['--noEmit', '--pretty', 'false'] },
  { name: 'pages', bin: 'typescript', args: ['--noEmit', '--pretty', 'false', '-p', 'emulator/preview'] },
  { name: 'imports', file: 'scripts/check-imports.mjs', args: [] },
  { name: 'hubspot', file: 'hubspot-project/tools/check.mjs', args: [] },
  {
    name: 'generated',
    bin: 'tsx',
    args: ['scripts/generate-hubspot-project.ts', '--check'],
    mend: 'npm run generate mends it',
  },
];

/** Runs all checks side by side, prints what each one found and how long it took. Answers: is everything in order? */
export async function verify() {
  await installHubSpotProject();
  const startedAt = performance.now();
  const results = await Promise.all(CHECKS.map((check) => run(check)));
  for (const { check, ok, output, seconds } of results) {
    console.log(`${ok ? 'ok  ' : 'FAIL'} ${check.name.padEnd(9)} ${seconds.toFixed(1)} s`);
    if (!ok) console.log(`${output.trim()}\n${check.mend ?? ''}`);
  }
  const failed = results.filter(({ ok }) => !ok).length;
  const total = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(
    failed === 0
      ? `verify: all in order (${total} s)`
      : `verify: ${failed} of ${CHECKS.length} checks failed (${total} s)`,
  );
  return failed === 0;
}

/**
 * @param {(typeof CHECKS)[number]} check
 * @returns {Promise<{ check: (typeof CHECKS)[number], ok: boolean, output: string, seconds: number }>}
 */
function run(check) {
  const startedAt = performance.now();
  const program = check.file ?? packageBin(check.bin);
  const child = spawn(process.execPath, [program, ...check.args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({ check, ok: code === 0, output, seconds: (performance.now() - startedAt) / 1000 }),
    );
  });
}

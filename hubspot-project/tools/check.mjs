#!/usr/bin/env node
/**
 * Everything that can be said about the project without running it: types, HubSpot's lint rules, HubSpot's validation,
 * and that it builds into bundles that are small enough. Side by side; prints what was found and exits 1 if that is
 * anything.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { DIST, PROJECT } from './project.mjs';

/** A record page loads the card before it shows it. */
const LARGEST_CARD_BYTES = 60 * 1024;
const CACHE = path.join(PROJECT, 'node_modules/.cache/baton');
const LINT_CACHE = ['--cache', '--cache-strategy', 'content', '--cache-location', path.join(CACHE, 'eslint')];

mkdirSync(CACHE, { recursive: true });
const results = await Promise.all([
  run('types', types('.')),
  run('types of tests', types('test')),
  run('lint', ['node_modules/eslint/bin/eslint.js', 'src/app', '--max-warnings', '0', ...LINT_CACHE]),
  run('validation', ['tools/validate.mjs']),
  run('build', ['tools/build.mjs']),
]);
const found = results.filter(({ ok }) => !ok).map(({ name, output }) => `${name}:\n${output.trim()}`);
for (const problem of [...found, ...cardSizeProblem()]) process.stdout.write(`${problem}\n`);
process.exitCode = found.length + cardSizeProblem().length === 0 ? 0 : 1;

/**
 * @param {string} folder
 * @returns {string[]}
 */
function types(folder) {
  const info = path.join(CACHE, `types-${path.basename(path.join(PROJECT, folder))}`);
  const options = ['--noEmit', '--pretty', 'false', '--incremental', '--tsBuildInfoFile', info];
  return ['node_modules/typescript/bin/tsc', '-p', folder, ...options];
}

function cardSizeProblem() {
  const size = statSync(path.join(DIST, 'cards/HandoffCard.js'), { throwIfNoEntry: false })?.size ?? Infinity;
  return size <= LARGEST_CARD_BYTES ? [] : [`the card's bundle has ${size} bytes; at most ${LARGEST_CARD_BYTES}`];
}

/**
 * @param {string} name
 * @param {string[]} args
 * @returns {Promise<{ name: string, ok: boolean, output: string }>}
 */
function run(name, args) {
  const child = spawn(process.execPath, args, { cwd: PROJECT, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ name, ok: code === 0, output }));
  });
}

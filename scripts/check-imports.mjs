#!/usr/bin/env node
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './setup/root.mjs';

/**
 * Keeps the rules about who may import whom that a linter does not know: `node scripts/check-imports.mjs [FOLDER]`.
 * Prints one line per breach and exits 1 if there is any.
 */

/** From top to bottom: a file imports from its own layer or a lower one. A file named here by itself wins over its folder. */
const LAYERS = [
  ['main'],
  ['app'],
  ['http-app', 'start'],
  ['install', 'webhooks', 'workflow-actions', 'queue', 'cards', 'cli', 'ops-routes', 'readiness', 'backlog'],
  ['route-leads', 'watch-clocks'],
  ['decide-and-commit'],
  ['decide-lead', 'settlements', 'put-back'],
  [
    'agents',
    'handoff',
    'hubspot',
    'mailbox',
    'notifications',
    'audit',
    'publishing',
    'simulation',
    'policy-in-force',
    'people-in-force',
  ],
  ['public-holidays'],
  ['store'],
  ['policy'],
  ['outbound'],
  ['config', 'errors', 'logger', 'metrics', 'trace', 'spans', 'queue/retry-policy', 'hubspot/lead'],
];
const CODE = ['src', 'emulator', 'demo', 'chaos', 'test', 'bench', 'eval', 'scripts'];
const LONGEST_FILE = 300;
const SPECIFIER = /(?:\bfrom\s+|\bimport\s*\(\s*|^\s*import\s+)['"](\.[^'"]*)['"]/gm;

const root = path.resolve(process.argv[2] ?? ROOT);
const problems = CODE.flatMap((folder) => codeFiles(folder)).flatMap((file) => problemsOf(file));
for (const problem of problems) console.log(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

/** @param {string} folder */
function codeFiles(folder) {
  try {
    return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(m?tsx?|mjs)$/.test(file) && !/(^|[/\\])(node_modules|dist|migrations)[/\\]/.test(file))
      .map((file) => path.posix.join(folder, file.replaceAll('\\', '/')));
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

/** @param {string} file path in the project */
function problemsOf(file) {
  const text = readFileSync(path.join(root, file), 'utf8');
  const found = [];
  const lines = text.trimEnd().split('\n').length;
  if (lines > LONGEST_FILE)
    found.push(`${file}: ${lines} lines; split it by what it is about (at most ${LONGEST_FILE})`);
  if (!file.startsWith('src/')) return found;
  if (file !== 'src/config.ts' && /\bprocess\.env\b/.test(text.replaceAll('readConfig(process.env)', ''))) {
    found.push(`${file}: reads process.env; hand it to readConfig of src/config.ts and pass its values on`);
  }
  for (const [, specifier] of text.matchAll(SPECIFIER)) {
    const reason = whyNot(file, path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier)));
    if (reason !== null) found.push(`${file}: imports ${specifier}; ${reason}`);
  }
  return found;
}

/**
 * @param {string} file
 * @param {string} target
 * @returns {string | null}
 */
function whyNot(file, target) {
  if (!target.startsWith('src/')) return 'src/ imports nothing from outside itself';
  if (file.startsWith('src/policy/') && !target.startsWith('src/policy/')) return 'policy/ imports only its own files';
  const [from, to] = [layerOf(file), layerOf(target)];
  if (from === -1) return 'this file has no layer; give it one in scripts/check-imports.mjs';
  if (to === -1) return 'its target has no layer; give it one in scripts/check-imports.mjs';
  return to < from ? `imports run downwards (${LAYERS[to].join(', ')} stand above ${LAYERS[from].join(', ')})` : null;
}

/** @param {string} file */
function layerOf(file) {
  const name = file.slice('src/'.length).replace(/(\.test)?\.ts$/, '');
  const exact = LAYERS.findIndex((layer) => layer.includes(name));
  return exact !== -1 ? exact : LAYERS.findIndex((layer) => layer.includes(name.split('/')[0]));
}

#!/usr/bin/env node
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { underSetupLock } from './lock.mjs';
import { ROOT } from './root.mjs';

const EMULATOR = path.join(ROOT, 'emulator');
const SOURCES = path.join(EMULATOR, 'preview');
const BUILT = path.join(SOURCES, 'dist');
/** On the same disk, so that a built folder can be moved into its place at once; not part of the repository. */
const DRAFTS = path.join(ROOT, '.baton');
const STAMP = path.join(BUILT, 'built-from.txt');

/**
 * Builds the pages of the emulated HubSpot into emulator/preview/dist when what they are made of has changed. Quick when
 * it has not; safe to run from several commands at once: one builds, the others wait, and a server reads either the old
 * pages or the new ones.
 */
export async function ensurePreview() {
  const wanted = hashOfSources();
  if (isBuiltFrom(wanted)) return;
  await underSetupLock(async () => {
    if (isBuiltFrom(wanted)) return;
    const startedAt = performance.now();
    mkdirSync(DRAFTS, { recursive: true });
    const draft = mkdtempSync(path.join(DRAFTS, 'preview-'));
    const old = `${draft}.old`;
    try {
      await buildInto(draft);
      writeFileSync(path.join(draft, path.basename(STAMP)), wanted);
      if (existsSync(BUILT)) renameSync(BUILT, old);
      renameSync(draft, BUILT);
    } finally {
      for (const folder of [draft, old]) rmSync(folder, { recursive: true, force: true });
    }
    console.error(`HubSpot's pages are built (${((performance.now() - startedAt) / 1000).toFixed(1)} s).`);
  });
}

/** @param {string} outDir */
async function buildInto(outDir) {
  const { build } = await import('vite');
  await build({
    configFile: false,
    root: SOURCES,
    base: '/_preview/',
    logLevel: 'error',
    // the page and the worker must each have one React only
    resolve: { dedupe: ['react', 'react-dom'] },
    // a classic worker: HubSpot's bundles are scripts that expect globals
    worker: { format: 'iife' },
    build: { outDir, emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0, chunkSizeWarningLimit: 1_500 },
  });
}

/** @param {string} wanted */
function isBuiltFrom(wanted) {
  try {
    return readFileSync(STAMP, 'utf8') === wanted;
  } catch {
    // not there, or just being replaced
    return false;
  }
}

/** The pages, what they share with the emulator, and the versions of all packages. */
function hashOfSources() {
  const own = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(tsx?|css|html)$/.test(name) && !name.startsWith('dist'))
    .map((name) => path.join(SOURCES, name));
  const shared = readdirSync(EMULATOR)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join(EMULATOR, name));
  const hash = createHash('sha256');
  for (const file of [...own.sort(), ...shared.sort(), path.join(ROOT, 'package-lock.json')]) {
    hash.update(path.relative(ROOT, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await ensurePreview();

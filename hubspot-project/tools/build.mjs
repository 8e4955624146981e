#!/usr/bin/env node
/**
 * Builds the extensions as HubSpot's servers do, minified, into dist/. Does nothing when no source has changed since.
 * Safe to run twice at once: each run builds in a folder of its own and moves whole files into place.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { APP, DIST, ENTRIES, PROJECT } from './project.mjs';

const STAMP = path.join(DIST, '.sources');

const sources = hashOfSources();
if (readIfThere(STAMP) !== sources) {
  const startedAt = performance.now();
  await build();
  process.stderr.write(`Extensions are built (${((performance.now() - startedAt) / 1000).toFixed(1)} s).\n`);
}

async function build() {
  // the builder compiles this into the bundles; what the caller runs as is not meant for them
  process.env.NODE_ENV = 'production';
  const { remoteBuild } = await import('@hubspot/ui-extensions-dev-server/build');
  const draft = path.join(DIST, `.draft-${process.pid}`);
  try {
    for (const entry of ENTRIES) {
      const folder = path.dirname(entry);
      await remoteBuild({
        root: path.join(APP, folder),
        entryPoint: path.join(APP, entry),
        outputDir: path.join(draft, folder),
        // its warnings are about comments in other people's packages
        logLevel: 'error',
        appConfig: { variables: {} },
      });
      mkdirSync(path.join(DIST, folder), { recursive: true });
      for (const name of readdirSync(path.join(draft, folder))) {
        renameSync(path.join(draft, folder, name), path.join(DIST, folder, name));
      }
    }
    writeFileSync(path.join(draft, '.sources'), sources);
    renameSync(path.join(draft, '.sources'), STAMP);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Of everything that a bundle depends on: our code, the locked packages, this tool. */
function hashOfSources() {
  const hash = createHash('sha256');
  const ours = readdirSync(APP, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(tsx?|json)$/.test(file) && !file.includes('node_modules'))
    .map((file) => path.join(APP, file))
    .sort();
  for (const file of [...ours, path.join(PROJECT, 'package-lock.json'), path.join(PROJECT, 'tools/build.mjs')]) {
    hash
      .update(`${path.relative(PROJECT, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

/** @param {string} file */
function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

#!/usr/bin/env node
/**
 * Builds the extensions as HubSpot's servers do, minified, into dist/. Does nothing when they are there and no source has
 * changed since. Safe to run twice at once: each run builds in a folder of its own and moves whole files into place.
 */
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundleOf, draftFolder, hashOf, isBuilt, removeLeftOverDrafts } from './build-state.mjs';
import { APP, DIST, ENTRIES, PROJECT } from './project.mjs';

const STAMP = path.join(DIST, '.sources');

const sources = hashOf(PROJECT, sourceFiles());
removeLeftOverDrafts(DIST);
if (!isBuilt({ stamp: STAMP, sources, bundles: ENTRIES.map((entry) => bundleOf(DIST, entry)) })) {
  const startedAt = performance.now();
  await build();
  process.stderr.write(`Extensions are built (${((performance.now() - startedAt) / 1000).toFixed(1)} s).\n`);
}

async function build() {
  // the builder compiles this into the bundles; what the caller runs as is not meant for them
  process.env.NODE_ENV = 'production';
  const { remoteBuild } = await import('@hubspot/ui-extensions-dev-server/build');
  const draft = draftFolder(DIST);
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

/** Everything that a bundle depends on: our code, the locked packages, these tools. */
function sourceFiles() {
  const ours = readdirSync(APP, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(tsx?|json)$/.test(file) && !file.includes('node_modules'))
    .map((file) => path.join(APP, file))
    .sort();
  const tools = ['build.mjs', 'build-state.mjs', 'project.mjs'].map((name) => path.join(PROJECT, 'tools', name));
  return [...ours, path.join(PROJECT, 'package-lock.json'), ...tools];
}

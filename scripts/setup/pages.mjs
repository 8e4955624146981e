#!/usr/bin/env node
import { pathToFileURL } from 'node:url';
import { ensureHubSpotProject } from './hubspot-project.mjs';
import { ensurePreview } from './preview.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * What a person opens in a browser: HubSpot's pages on this machine and Baton's extensions in them, built from what is
 * here now. Quick when they are; safe to run from several commands at once. Throws when npm or a build fails.
 * `node scripts/setup/pages.mjs` does the same.
 */
export async function ensurePages() {
  await ensureHubSpotProject();
  await ensurePreview();
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await ensurePages();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

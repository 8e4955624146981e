import { spawn } from 'node:child_process';
import path from 'node:path';
import { ensureInstalled } from './install-locked.mjs';
import { ROOT } from './root.mjs';

/** What HubSpot hosts of Baton, with packages and tools of its own. */
export const HUBSPOT_PROJECT = path.join(ROOT, 'hubspot-project');

/**
 * Installs what the HubSpot project needs and builds its bundles into hubspot-project/dist/. Quick when nothing has
 * changed; safe to run from several commands at once. Throws when npm or the builder fails.
 */
export async function ensureHubSpotProject() {
  await installHubSpotProject();
  const code = await buildBundles();
  if (code !== 0)
    throw new Error(`Building the HubSpot project ended with code ${code}; its own messages stand above.`);
}

/** Only the packages, without the bundles: what type checks, lint and tests need. */
export async function installHubSpotProject() {
  await ensureInstalled({ folder: HUBSPOT_PROJECT, what: 'the HubSpot project’s dependencies' });
}

/** @returns {Promise<number | null>} */
function buildBundles() {
  // in a process of its own: the builder finds its packages beside itself and leaves nothing in this one
  const build = spawn(process.execPath, [path.join(HUBSPOT_PROJECT, 'tools/build.mjs')], { stdio: ['ignore', 2, 2] });
  return new Promise((resolve, reject) => {
    build.once('error', reject);
    build.once('exit', resolve);
  });
}

import path from 'node:path';
import { ensureInstalled } from './install-locked.mjs';
import { underSetupLock } from './lock.mjs';
import { ROOT } from './root.mjs';
import { runTool } from './run-tool.mjs';

/** What HubSpot hosts of Baton, with packages and tools of its own. */
export const HUBSPOT_PROJECT = path.join(ROOT, 'hubspot-project');

/**
 * Installs what the HubSpot project needs and builds its bundles into hubspot-project/dist/. Quick when nothing has
 * changed; safe to run from several commands at once: one builds, the others wait. Throws when npm or the builder fails.
 */
export async function ensureHubSpotProject() {
  await installHubSpotProject();
  const build = path.join(HUBSPOT_PROJECT, 'tools/build.mjs');
  await underSetupLock(() => runTool(build, { what: 'the HubSpot project' }));
}

/** Only the packages, without the bundles: what type checks, lint and tests need. */
export async function installHubSpotProject() {
  await ensureInstalled({ folder: HUBSPOT_PROJECT, what: 'the HubSpot project’s dependencies' });
}

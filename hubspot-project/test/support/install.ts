import { installHubSpotProject } from '../../../scripts/setup/hubspot-project.mjs';

/** The extensions' tests need the HubSpot project's own packages. */
export default async function setup(): Promise<void> {
  await installHubSpotProject();
}

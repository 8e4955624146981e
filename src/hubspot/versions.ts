/**
 * The one place that knows HubSpot's dated API versions. Each is supported for 18 months; an API missing in a version
 * answers 404, which is why two of them stay behind.
 */
export const VERSIONS = {
  oauth: '2026-09',
  accountInfo: '2026-09',
  appInstalls: '2026-09',
  objects: '2026-09',
  associations: '2026-09',
  properties: '2026-09',
  owners: '2026-09',
  actionCallbacks: '2026-09',
  meetings: '2026-09',
  lists: '2026-09',
  sequences: '2026-09',
  // Users and teams of the account's settings, and the webhooks journal, exist in this version only.
  settingsUsers: '2026-03',
  webhooksJournal: '2026-03',
} as const satisfies Record<string, string>;

export type HubSpotApi = keyof typeof VERSIONS;

/** Path of each API up to what is particular to a call. */
const BASES: Readonly<Record<HubSpotApi, string>> = {
  oauth: `/oauth/${VERSIONS.oauth}`,
  accountInfo: `/account-info/${VERSIONS.accountInfo}`,
  appInstalls: `/appinstalls/${VERSIONS.appInstalls}`,
  objects: `/crm/objects/${VERSIONS.objects}`,
  associations: `/crm/associations/${VERSIONS.associations}`,
  properties: `/crm/properties/${VERSIONS.properties}`,
  owners: `/crm/owners/${VERSIONS.owners}`,
  actionCallbacks: `/automation/actions/callbacks/${VERSIONS.actionCallbacks}`,
  meetings: `/scheduler/${VERSIONS.meetings}/meetings`,
  lists: `/crm/lists/${VERSIONS.lists}`,
  sequences: `/automation/sequences/${VERSIONS.sequences}`,
  settingsUsers: `/settings/users/${VERSIONS.settingsUsers}`,
  webhooksJournal: `/webhooks-journal/journal/${VERSIONS.webhooksJournal}`,
};

/** `apiPath('objects', '/contacts/batch/read')` → `/crm/objects/2026-09/contacts/batch/read`. */
export function apiPath(api: HubSpotApi, rest = ''): string {
  return BASES[api] + rest;
}

/** Which dated versions each API exists in: any other version of it answers 404. */
export const API_VERSIONS = {
  oauth: ['2026-03', '2026-09'],
  objects: ['2026-03', '2026-09'],
  properties: ['2026-03', '2026-09'],
  associations: ['2026-03', '2026-09'],
  /** GET of one record's associations went away in 2026-09. */
  recordAssociations: ['2026-03'],
  owners: ['2026-03', '2026-09'],
  accountInfo: ['2026-03', '2026-09'],
  actionCallbacks: ['2026-03', '2026-09'],
  appInstalls: ['2026-03', '2026-09'],
  lists: ['2026-03', '2026-09'],
  sequences: ['2026-09'],
  meetings: ['2026-03', '2026-09'],
  settingsUsers: ['2026-03'],
} as const satisfies Record<string, readonly string[]>;

export type ApiName = keyof typeof API_VERSIONS;

/** Validation rules of a portal bind writes from this version on. */
export const FIRST_VALIDATED_VERSION = '2026-09';

export function apiHasVersion(api: ApiName, version: string): boolean {
  return API_VERSIONS[api].some((known) => known === version);
}

import type { Directory } from '../../hubspot/lead.ts';
import type { PortalFacts } from '../../store/tables/portals.ts';
import type { Settings } from '../contract/index.ts';
import { userName } from '../names.ts';

/** More people than these nobody chooses from on a page; an account this large names its admins by hand. */
const MOST_CANDIDATES = 5_000;

/** Who may change the settings, and who may be named for it: active people who may not yet. Pure. */
export function editorsOf(
  { installedByUserId, adminUserIds }: Pick<PortalFacts, 'installedByUserId' | 'adminUserIds'>,
  directory: Directory | null,
): Settings['editors'] {
  const active = directory?.people.filter((person) => person.active) ?? [];
  const superAdmins = active.filter((person) => person.superAdmin);
  const editors = new Set([installedByUserId, ...adminUserIds, ...superAdmins.map(({ userId }) => userId)]);
  const candidates = active.flatMap(({ userId, name, email }) =>
    userId === null || editors.has(userId) ? [] : [{ userId, name: name || email }],
  );
  return {
    installer: installedByUserId === null ? null : userName(directory, installedByUserId),
    superAdmins: superAdmins.map(({ name, email }) => name || email).toSorted(byName),
    admins: adminUserIds
      .map((userId) => ({ userId, name: userName(directory, userId) }))
      .toSorted((a, b) => byName(a.name, b.name)),
    candidates: candidates.toSorted((a, b) => byName(a.name, b.name)).slice(0, MOST_CANDIDATES),
  };
}

function byName(a: string, b: string): number {
  return a.localeCompare(b, 'en');
}

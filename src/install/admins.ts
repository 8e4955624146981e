import { BadInput, NotAllowed } from '../errors.ts';
import type { Directory } from '../hubspot/lead.ts';
import { portalById, type PortalFacts } from '../store/tables/portals.ts';
import { isAdmin, lockPortal, type ModeDeps } from './modes.ts';

/**
 * Names who may change Baton's settings beside the person who installed it and HubSpot's super admins: these users and no
 * others; answers them. Admins only. New names must be active people of the account; one who was named before may stay
 * whatever became of them. Safe to repeat. Throws NotAllowed, BadInput `unknown_users` or `nobody_left`, BatonError
 * `suspended`, with sentences for the person who asked.
 */
export async function setAdmins(
  deps: Pick<ModeDeps, 'store' | 'directory'>,
  { portalId, userId, userIds }: { portalId: number; userId: number; userIds: readonly number[] },
): Promise<number[]> {
  if (!(await isAdmin(deps, { portalId, userId }))) {
    throw new NotAllowed('Only the person who installed Baton, its admins and HubSpot super admins may name admins.');
  }
  const portal = deps.store.forPortal(portalId);
  // Before the people are read: a portal without a grant has none to ask for.
  await portal.transaction((tx) => lockPortal(tx));
  const directory = await deps.directory(portalId);
  return portal.transaction(async (tx) => {
    await lockPortal(tx);
    const named = [...new Set(userIds)].toSorted((a, b) => a - b);
    const facts = await portalById(tx);
    const known = new Set([...(facts?.adminUserIds ?? []), ...nameable(directory)]);
    refuseUnknown(named.filter((one) => !known.has(one)).length);
    if (!somebodyIsLeft(named, facts, directory)) {
      throw new BadInput('Then nobody could change these settings any more. Please keep at least one admin.', {
        code: 'nobody_left',
      });
    }
    await tx.db.updateTable('portals').set({ admin_user_ids: named }).where('portal_id', '=', portalId).execute();
    return named;
  });
}

/** Who may be named: active people with a HubSpot user. */
function nameable(directory: Directory): number[] {
  return directory.people.flatMap(({ userId, active }) => (active && userId !== null ? [userId] : []));
}

function refuseUnknown(count: number): void {
  if (count === 0) return;
  throw new BadInput(
    count === 1
      ? 'One of these users is not an active person of this account. Please reload the page and choose again.'
      : `${count} of these users are not active people of this account. Please reload the page and choose again.`,
    { code: 'unknown_users' },
  );
}

/** Among those who are there: who installed Baton, or was named, may have left long ago. */
function somebodyIsLeft(named: readonly number[], portal: PortalFacts | null, directory: Directory): boolean {
  const editors = new Set([...named, portal?.installedByUserId ?? null]);
  return directory.people.some(
    (one) => one.active && one.userId !== null && (one.superAdmin || editors.has(one.userId)),
  );
}

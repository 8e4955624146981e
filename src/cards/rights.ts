import type { Directory } from '../hubspot/lead.ts';
import { isAdminOf } from '../install/modes.ts';
import type { PortalFacts } from '../store/tables/portals.ts';

/** Who looks at a page of Baton: a user of the portal, as HubSpot signed it. */
export interface Viewer {
  userId: number;
  /** null: no active person who may own contacts. */
  ownerId: string | null;
  isAdmin: boolean;
}

/** As far as rights depend on it: who is in a pool and who manages it. */
export interface PoolPeople {
  members: readonly { ownerId: string }[];
  managerOwnerId: string | null;
}

/** What HubSpot said about super admins counts for five minutes (3.18). Milliseconds. */
const SUPER_ADMIN_MS = 300_000;

export function viewerOf(
  userId: number,
  portal: Pick<PortalFacts, 'installedByUserId' | 'adminUserIds'>,
  directory: Directory | null,
  now: Date,
): Viewer {
  const person = directory?.people.find((one) => one.userId === userId && one.active);
  const fresh = directory !== null && now.getTime() - directory.fetchedAtMs <= SUPER_ADMIN_MS;
  return { userId, ownerId: person?.ownerId ?? null, isAdmin: isAdminOf(userId, portal, fresh ? directory : null) };
}

/**
 * May this person read a handoff and act on it (3.18)? Its owner, who is in the pool that chose or manages it, admins. Where
 * no pool chose, the pools of its owner stand in for it. Everybody else sees owner, SLA and status.
 */
export function mayAct(
  viewer: Viewer,
  handoff: { ownerId: string; pool: string | null },
  pools: ReadonlyMap<string, PoolPeople>,
): boolean {
  if (viewer.isAdmin) return true;
  const { ownerId } = viewer;
  if (ownerId === null) return false;
  if (ownerId === handoff.ownerId) return true;
  const chosen = handoff.pool === null ? undefined : pools.get(handoff.pool);
  const candidates =
    chosen === undefined ? [...pools.values()].filter((pool) => isIn(pool, handoff.ownerId)) : [chosen];
  return candidates.some((pool) => pool.managerOwnerId === ownerId || isIn(pool, ownerId));
}

/**
 * May this person read why a lead that made no handoff was decided so? As for a handoff, by who would have got it and the
 * pool that was asked; where neither is known, whoever may have contacts routed.
 */
export function mayReadDecision(
  viewer: Viewer,
  { ownerId, pool }: { ownerId: string | null; pool: string | null },
  pools: ReadonlyMap<string, PoolPeople>,
): boolean {
  if (ownerId === null && pool === null) return mayRoute(viewer);
  return mayAct(viewer, { ownerId: ownerId ?? '', pool }, pools);
}

/** May this person have a contact routed? Whoever may own contacts, and admins. */
export function mayRoute(viewer: Viewer): boolean {
  return viewer.isAdmin || viewer.ownerId !== null;
}

function isIn({ members }: PoolPeople, ownerId: string): boolean {
  return members.some((member) => member.ownerId === ownerId);
}

import type { Logger } from 'pino';
import { codeOf } from '../errors.ts';
import type { Directory } from '../hubspot/lead.ts';
import { policyHash } from '../policy/canonical.ts';
import { defaultPolicy } from '../policy/default-policy.ts';
import type { PortalTx, Store } from '../store/store.ts';
import { resolveException } from '../store/tables/exceptions.ts';
import { insertPolicy, policyInForce } from '../store/tables/policies.ts';
import { listPortals, lockPortalRow, portalById } from '../store/tables/portals.ts';

export interface EnsurePolicyDeps {
  store: Store;
  directory(portalId: number): Promise<Directory>;
}

/**
 * Writes the default policy of an active portal that has none in force, from its people; answers whether it did. An
 * installation whose people could not be read is finished by this. Throws what reading the people throws. Safe to repeat.
 */
export async function ensurePolicy({ store, directory }: EnsurePolicyDeps, portalId: number): Promise<boolean> {
  const portal = store.forPortal(portalId);
  if (!(await portal.transaction(lacksPolicy))) return false;
  const people = await directory(portalId);
  return portal.transaction((tx) => writeDefaultPolicy(tx, people));
}

/** The same for all portals; answers how many got one. One portal's trouble does not stop the others. */
export async function ensurePolicies(deps: EnsurePolicyDeps & { logger: Logger }): Promise<number> {
  let written = 0;
  for (const { portalId, status } of await listPortals(deps.store.sweep)) {
    if (status !== 'active') continue;
    try {
      if (await ensurePolicy(deps, portalId)) written += 1;
    } catch (error) {
      deps.logger.warn({ portalId, code: codeOf(error) }, 'An account still has no policy; it is tried again');
    }
  }
  return written;
}

async function lacksPolicy(tx: PortalTx): Promise<boolean> {
  const portal = await portalById(tx);
  return portal?.status === 'active' && (await policyInForce(tx, new Date())) === null;
}

async function writeDefaultPolicy(tx: PortalTx, directory: Directory): Promise<boolean> {
  await lockPortalRow(tx);
  // Looked at again: somebody else may just have written one.
  const portal = await portalById(tx);
  if (portal === null || (await policyInForce(tx, new Date())) !== null) return false;
  const { installedByUserId, timeZone } = portal;
  const installer = directory.people.find(({ userId }) => installedByUserId !== null && userId === installedByUserId);
  const document = defaultPolicy({ directory, installerOwnerId: installer?.ownerId ?? null, timeZone });
  await insertPolicy(tx, {
    document,
    hash: policyHash(document),
    authorUserId: installedByUserId,
    note: 'Written at the installation',
    effectiveFrom: new Date(),
  });
  await resolveException(tx, { kind: 'install', subject: 'directory' });
  return true;
}

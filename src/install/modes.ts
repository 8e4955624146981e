import { sql } from 'kysely';
import { BadInput, BatonError, NotAllowed } from '../errors.ts';
import type { Directory } from '../hubspot/lead.ts';
import { policyHash } from '../policy/canonical.ts';
import { policySchema, type PolicyDocument } from '../policy/schema.ts';
import type { PortalMode } from '../store/schema.ts';
import { expectNoneScheduled } from '../publishing/versions.ts';
import type { PortalTx, Store } from '../store/store.ts';
import { lockBalance } from '../store/tables/balances.ts';
import { insertPolicy, policyInForce } from '../store/tables/policies.ts';
import { portalById, type PortalFacts } from '../store/tables/portals.ts';
import { supersedeTodo } from '../store/tables/crm-writes-superseded.ts';
import { ensurePolicy } from './ensure-policy.ts';

export interface ModeDeps {
  store: Store;
  directory(portalId: number): Promise<Directory>;
  /** Rings all bells of a portal. */
  ringAll(portalId: number): Promise<void>;
}

export interface ModeChange {
  portalId: number;
  /** Who wants it, from a signed request. */
  userId: number;
  mode: PortalMode;
  /** Pool that takes what no rule sends elsewhere; absent: the policy's. */
  pool?: string;
}

/**
 * Sets a portal's mode. Admins only: the installing user, users named by admins, HubSpot super admins. Another pool than the
 * policy's default makes a new policy version. Observing ends the CRM writes that were not sent; pausing keeps them waiting.
 * Safe to repeat. Throws NotAllowed, BadInput (unknown pool), BatonError `suspended`, with sentences for the person who asked.
 */
export async function setMode(deps: ModeDeps, change: ModeChange): Promise<{ mode: PortalMode; pool: string }> {
  const { store, ringAll } = deps;
  const { portalId, userId, mode } = change;
  if (!(await isAdmin(deps, { portalId, userId }))) {
    throw new NotAllowed('Only the person who installed Baton, its admins and HubSpot super admins may change this.');
  }
  await mendPolicy(deps, portalId);
  const pool = await store.forPortal(portalId).transaction(async (tx) => {
    if (mode === 'observe') await endUnsentWrites(tx);
    const portal = await lockPortal(tx);
    const chosen = await choosePool(tx, change);
    if (portal.mode === 'observe' && mode === 'live') await forgetObservedHolds(tx);
    await tx.db
      .updateTable('portals')
      .set({ mode, ...(mode === 'live' ? { live_since: sql<Date>`coalesce(live_since, now())` } : {}) })
      .where('portal_id', '=', portalId)
      .execute();
    return chosen;
  });
  await ringAll(portalId);
  return { mode, pool };
}

/** May this user change Baton's settings in this portal? false for unknown portals and users. */
export async function isAdmin(
  deps: Pick<ModeDeps, 'store' | 'directory'>,
  { portalId, userId }: { portalId: number; userId: number },
): Promise<boolean> {
  const portal = await deps.store.forPortal(portalId).transaction((tx) => portalById(tx));
  if (portal === null) return false;
  if (isAdminOf(userId, portal, null)) return true;
  if (portal.status !== 'active') return false;
  return isAdminOf(userId, portal, await deps.directory(portalId));
}

/** The same for who has read the portal and its people already; without `directory` super admins are not known. Pure. */
export function isAdminOf(
  userId: number,
  portal: Pick<PortalFacts, 'installedByUserId' | 'adminUserIds'>,
  directory: Directory | null,
): boolean {
  if (portal.installedByUserId === userId || portal.adminUserIds.includes(userId)) return true;
  return directory?.people.some((one) => one.userId === userId && one.superAdmin && one.active) ?? false;
}

/** Locks an active portal's row to the end of the transaction. Throws BatonError `suspended` for any other. */
export async function lockPortal(tx: PortalTx): Promise<{ mode: PortalMode }> {
  const portal = await tx.db
    .selectFrom('portals')
    .select(['mode', 'status'])
    .where('portal_id', '=', tx.portalId)
    .forUpdate()
    .executeTakeFirst();
  if (portal?.status !== 'active') {
    throw new BatonError({
      code: 'suspended',
      sentence: "HubSpot has withdrawn the app's access to this account. Install Baton again first.",
    });
  }
  return portal;
}

/** An installation that found no people left no policy; now they may be known. If not, the person is told so below. */
async function mendPolicy(deps: ModeDeps, portalId: number): Promise<void> {
  try {
    await ensurePolicy(deps, portalId);
  } catch (error) {
    if (!(error instanceof BatonError)) throw error;
  }
}

/** The pool that is the default from now on; publishes a version of the policy when that is another one. */
async function choosePool(tx: PortalTx, { pool, userId }: ModeChange): Promise<string> {
  const policy = await policyInForce(tx, new Date());
  if (policy === null) {
    throw new BatonError({
      code: 'no_policy',
      sentence: 'This account has no routing policy yet. Install Baton again, so that one is written from its people.',
    });
  }
  const document = policySchema.parse(policy.document);
  if (pool === undefined || pool === document.defaultPool) return document.defaultPool;
  const names = document.pools.map(({ name }) => name);
  if (!names.includes(pool)) {
    throw new BadInput(`There is no pool of that name. The policy in force has: ${names.join(', ')}.`, {
      code: 'unknown_pool',
    });
  }
  await expectNoneScheduled(tx, new Date());
  const changed: PolicyDocument = { ...document, defaultPool: pool };
  await insertPolicy(tx, {
    document: changed,
    hash: policyHash(changed),
    authorUserId: userId,
    note: `Default pool: ${pool}`,
    effectiveFrom: new Date(),
  });
  return pool;
}

/**
 * From the answer on nothing that was decided before is written any more; what is on its way to HubSpot may finish. First of
 * all locks, as every decider and writer takes them: a decision is stored before, and then ended here, or sees the new mode.
 */
async function endUnsentWrites(tx: PortalTx): Promise<void> {
  await lockBalance(tx, 'live');
  await supersedeTodo(tx);
}

/** Leads that were held while only observing stay unrouted: going live routes nothing backwards. */
async function forgetObservedHolds(tx: PortalTx): Promise<void> {
  await tx.db
    .deleteFrom('mailbox')
    .using('decisions')
    .where('mailbox.portal_id', '=', tx.portalId)
    .where('mailbox.state', '=', 'held')
    .whereRef('decisions.portal_id', '=', 'mailbox.portal_id')
    .whereRef('decisions.decision_id', '=', 'mailbox.decision_id')
    .where('decisions.ledger', '=', 'observe')
    .execute();
}

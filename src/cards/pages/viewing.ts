import { BatonError, NotInstalled } from '../../errors.ts';
import type { Directory } from '../../hubspot/lead.ts';
import type { CompiledPolicy } from '../../policy/compile.ts';
import type { PolicyInForce } from '../../policy-in-force.ts';
import type { PortalTx } from '../../store/store.ts';
import { portalById, type PortalFacts } from '../../store/tables/portals.ts';
import { viewerOf, type PoolPeople, type Viewer } from '../rights.ts';

/** Who asks for a page, and with what it is answered. */
export interface PageQuestion {
  userId: number;
  /** The account's people as last read; null: never. */
  directory: Directory | null;
  policyInForce(tx: PortalTx, now: Date): Promise<PolicyInForce>;
  now: Date;
}

/** The account, its policy and the viewer: what every page begins with. */
export interface Viewing {
  portal: PortalFacts;
  /** null: there is none yet. */
  policy: CompiledPolicy | null;
  pools: ReadonlyMap<string, PoolPeople>;
  viewer: Viewer;
}

/** Reads that from Postgres. Throws NotInstalled. */
export async function openView(
  tx: PortalTx,
  { userId, directory, policyInForce, now }: PageQuestion,
): Promise<Viewing> {
  const portal = await portalById(tx);
  if (portal === null || portal.status === 'uninstalled') {
    throw new NotInstalled();
  }
  const policy = await policyInForce(tx, now).then(
    ({ compiled }) => compiled,
    (error: unknown) => {
      if (error instanceof BatonError && error.code === 'no_policy') return null;
      throw error;
    },
  );
  return { portal, policy, pools: policy?.pools ?? new Map(), viewer: viewerOf(userId, portal, directory, now) };
}

import { BadInput } from '../errors.ts';
import type { World } from '../policy/checks/world.ts';
import { storedWorld } from '../publishing/account-world.ts';
import type { PortalTx } from '../store/store.ts';

/** What a policy of the account is held against. Throws BadInput where HubSpot was not read yet. */
export async function worldIn(tx: PortalTx): Promise<World> {
  const world = await storedWorld(tx, new Date());
  if (world === null) throw new BadInput('The people of this account have not been read yet', { place: '--portal' });
  return world;
}

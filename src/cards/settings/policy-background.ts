import { codeOf, NotAllowed, NotInstalled } from '../../errors.ts';
import type { Directory } from '../../hubspot/lead.ts';
import { isAdmin } from '../../install/modes.ts';
import { worldOf } from '../../publishing/account-world.ts';
import { recentEnquiries } from '../../publishing/recent-enquiries.ts';
import { overridesInForce } from '../../store/tables/person-overrides.ts';
import { portalById } from '../../store/tables/portals.ts';
import { ownerName } from '../names.ts';
import type { Identity } from '../signed.ts';
import type { SettingsDeps } from './settings-deps.ts';

/** A policy travels whole; HubSpot lets no more through than this. */
export const LARGEST = '1mb';

/** Throws NotAllowed for whoever may not change the policy. */
export async function expectPolicyAdmin(deps: SettingsDeps, identity: Identity): Promise<void> {
  if (await isAdmin(deps, identity)) return;
  throw new NotAllowed(
    'Only the person who installed Baton, its admins and HubSpot super admins may change the policy.',
  );
}

/** What a draft is held against. Throws NotAllowed, NotInstalled, BatonError `no_policy`. */
export async function policyBackground(deps: SettingsDeps, identity: Identity) {
  const { portalId } = identity;
  await expectPolicyAdmin(deps, identity);
  const [people, properties] = await Promise.all([deps.directory(portalId), propertiesOf(deps, portalId)]);
  const now = new Date();
  const { inForce, enquiries, presence } = await deps.store.forPortal(portalId).transaction(async (tx) => {
    const portal = await portalById(tx);
    if (portal === null) throw new NotInstalled();
    return {
      inForce: await deps.policyInForce(tx, now),
      enquiries: await recentEnquiries(tx, { installedAt: portal.installedAt, now }),
      presence: { now, timeZone: portal.timeZone, overrides: await overridesInForce(tx, now) },
    };
  });
  return {
    inForce,
    timeZone: presence.timeZone,
    world: await worldOf({ people: people.people, properties, enquiries, presence }),
    properties,
    people: choosable(people),
    nameOf: (ownerId: string) => ownerName(people, ownerId),
  };
}

/** null: HubSpot did not say; then nothing is said of properties either. */
async function propertiesOf({ catalogue, logger }: SettingsDeps, portalId: number) {
  try {
    return await catalogue(portalId);
  } catch (error) {
    logger.warn({ portalId, code: codeOf(error) }, "An account's properties could not be read");
    return null;
  }
}

/** Active people, by their names. */
function choosable({ people }: Directory): { ownerId: string; name: string }[] {
  return people
    .filter(({ active }) => active)
    .map(({ ownerId, name, email }) => ({ ownerId, name: name || email }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
}

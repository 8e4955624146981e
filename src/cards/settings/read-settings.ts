import { BatonError, NotInstalled } from '../../errors.ts';
import type { Directory } from '../../hubspot/lead.ts';
import type { PolicyInForce } from '../../policy-in-force.ts';
import type { PortalTx } from '../../store/store.ts';
import { openExceptionCounts, openExceptions } from '../../store/tables/exceptions.ts';
import { countDeadRows } from '../../store/tables/mailbox.ts';
import { overridesInForce } from '../../store/tables/person-overrides.ts';
import { policyAuthorship } from '../../store/tables/policies.ts';
import { portalById } from '../../store/tables/portals.ts';
import type { Settings } from '../contract/index.ts';
import { viewerOf } from '../rights.ts';
import { channelTargets, listChannels } from '../../store/tables/notification-channels.ts';
import { channelsShown } from './channels-shown.ts';
import { editorsOf } from './editors.ts';
import { healthOf } from './health.ts';
import { showPolicy, type PublishedPolicy } from './policy-shown.ts';
import { overridesShown, settable } from './people-set.ts';
import { PRIVACY } from './privacy.ts';
import { PROPERTY_KINDS } from './properties-check.ts';

/** Of an account's own properties there are few that refuse; this is never reached but by a fault. */
const MOST_PROBLEMS = 500;

/**
 * The settings of an account as one of its people sees them, from Postgres only. Throws NotInstalled.
 */
export async function readSettings(
  tx: PortalTx,
  question: {
    userId: number;
    /** The account's people as last read; null: never. */
    directory: Directory | null;
    policyInForce(tx: PortalTx, now: Date): Promise<PolicyInForce>;
    now: Date;
  },
): Promise<Settings> {
  const { userId, directory, now } = question;
  const portal = await portalById(tx);
  if (portal === null || portal.status === 'uninstalled') {
    throw new NotInstalled();
  }
  const policy = await publishedPolicy(tx, question);
  const problems = await openExceptions(tx, { kinds: PROPERTY_KINDS, limit: MOST_PROBLEMS });
  const openByKind = await openExceptionCounts(tx);
  const deadLetters = await countDeadRows(tx);
  const { isAdmin: mayEdit } = viewerOf(userId, portal, directory, now);
  return {
    asOf: now.toISOString(),
    mode: portal.mode,
    installedAt: portal.installedAt.toISOString(),
    liveSince: portal.liveSince?.toISOString() ?? null,
    mayEdit,
    health: healthOf({ portal, directory, policy, problems, openByKind, deadLetters, now }),
    policy: policy === null ? null : showPolicy(policy, directory),
    // Whoever cannot name anybody needs no list of all people.
    editors: { ...editorsOf(portal, directory), ...(mayEdit ? {} : { candidates: [] }) },
    overrides: {
      set: overridesShown(await overridesInForce(tx, now), directory),
      candidates: mayEdit ? settable(directory) : [],
    },
    channels: channelsShown(await listChannels(tx), await channelTargets(tx), directory),
    privacy: PRIVACY,
  };
}

async function publishedPolicy(
  tx: PortalTx,
  { policyInForce, now }: { policyInForce(tx: PortalTx, now: Date): Promise<PolicyInForce>; now: Date },
): Promise<PublishedPolicy | null> {
  try {
    const { version, compiled } = await policyInForce(tx, now);
    const authorship = await policyAuthorship(tx, version);
    return authorship === null ? null : { version, document: compiled.document, ...authorship };
  } catch (error) {
    if (error instanceof BatonError && error.code === 'no_policy') return null;
    throw error;
  }
}

import { BadInput, BatonError } from '../errors.ts';
import { changesInWords } from '../policy/changes.ts';
import { policySchema } from '../policy/schema.ts';
import type { PortalTx } from '../store/store.ts';
import {
  cancelPolicy,
  insertPolicy,
  newestPolicies,
  policyHead,
  policyVersion,
  scheduledPolicy,
  type PolicyEntry,
} from '../store/tables/policies.ts';
import { endCanary, runningCanary } from '../store/tables/canaries.ts';
import { lockPortalRow } from '../store/tables/portals.ts';

/** Where a version stands: to come, in force, in force before, called off, or only tried on a share of the leads. */
export type VersionState = 'scheduled' | 'live' | 'retired' | 'cancelled' | 'trial';

export interface ListedVersion extends PolicyEntry {
  state: VersionState;
  /** When the next one took its place; null: it counts still, or never did. */
  until: Date | null;
  /** The version whose place it takes, or stands beside; null: it is the first. */
  instead: number | null;
}

/** Versions with where each stands; `entries` newest first, as they are answered. Pure. */
export function listVersions(entries: readonly PolicyEntry[], now: Date): ListedVersion[] {
  const counting = entries
    .filter(({ cancelledAt, trial }) => cancelledAt === null && !trial)
    .toSorted((a, b) => a.effectiveFrom.getTime() - b.effectiveFrom.getTime() || a.version - b.version);
  const live = counting.findLast(({ effectiveFrom }) => effectiveFrom <= now);
  return entries.map((entry) => {
    const next = counting[counting.indexOf(entry) + 1];
    const until =
      counting.includes(entry) && next !== undefined && next.effectiveFrom <= now ? next.effectiveFrom : null;
    // What never counted stands beside the one that did when it was made.
    const instead = counting.includes(entry)
      ? counting[counting.indexOf(entry) - 1]
      : counting.findLast(({ effectiveFrom }) => effectiveFrom <= entry.createdAt);
    return { ...entry, until, instead: instead?.version ?? null, state: stateOf(entry, live, now) };
  });
}

function stateOf(
  { version, cancelledAt, effectiveFrom, trial }: PolicyEntry,
  live: PolicyEntry | undefined,
  now: Date,
): VersionState {
  if (trial) return 'trial';
  if (cancelledAt !== null) return 'cancelled';
  if (effectiveFrom > now) return 'scheduled';
  return version === live?.version ? 'live' : 'retired';
}

/** Throws BatonError `policy_scheduled` while another version is to come: it would undo what is changed until then. */
export async function expectNoneScheduled(tx: PortalTx, now: Date): Promise<void> {
  const scheduled = await scheduledPolicy(tx, now);
  if (scheduled === null) return;
  throw new BatonError({
    code: 'policy_scheduled',
    sentence: `Version ${scheduled.version} is to come into force on ${inWords(scheduled.effectiveFrom)} and would undo this change. Call it off first, or make the change on top of it afterwards.`,
  });
}

/** Calls the version off that is to come. Answers its number. Throws BadInput where there is none. */
export async function cancelScheduled(tx: PortalTx): Promise<number> {
  await lockPortalRow(tx);
  const now = new Date();
  const scheduled = await scheduledPolicy(tx, now);
  if (scheduled === null || !(await cancelPolicy(tx, scheduled.version, now))) {
    throw new BadInput('No version is to come into force.', { code: 'none_scheduled' });
  }
  return scheduled.version;
}

/**
 * Puts an earlier version in force again, from now on, as a version of its own; what was to come is called off, and a canary ends. It is not
 * checked anew: whoever goes back wants what was there, at once. `to` null: the one before the present one; `base`: the
 * version that is meant to be undone. Safe to repeat. Throws BadInput, BatonError `policy_changed` and `no_policy`.
 */
export async function rollBack(
  tx: PortalTx,
  { to, base, authorUserId }: { to: number | null; base: number | null; authorUserId: number | null },
): Promise<{ version: number; to: number }> {
  await lockPortalRow(tx);
  const now = new Date();
  const head = await policyHead(tx, now);
  if (head === null) {
    throw new BatonError({ code: 'no_policy', sentence: 'This account has no policy yet.' });
  }
  const target = to ?? (await versionBefore(tx, head.version, now));
  const stored = target === null ? null : await policyVersion(tx, target);
  if (target === null || stored === null) {
    throw new BadInput(
      target === null ? 'There is no earlier version to go back to.' : `There is no version ${target}.`,
      {
        code: 'unknown_version',
      },
    );
  }
  if (stored.hash === head.hash) return { version: head.version, to: target };
  if (base !== null && base !== head.version) {
    throw new BatonError({
      code: 'policy_changed',
      sentence: `Version ${head.version} is in force by now. Please look at it first.`,
    });
  }
  if (!policySchema.safeParse(stored.document).success) {
    throw new BadInput(`Version ${target} is of an older form that cannot be put in force any more.`, {
      code: 'unreadable_version',
    });
  }
  const scheduled = await scheduledPolicy(tx, now);
  if (scheduled !== null) await cancelPolicy(tx, scheduled.version, now);
  const canary = await runningCanary(tx);
  if (canary !== null) {
    const sentence = `The account went back to version ${target}.`;
    await endCanary(tx, { canaryId: canary.canaryId, at: now, reason: 'stopped', sentence });
  }
  const version = await insertPolicy(tx, {
    document: stored.document,
    hash: stored.hash,
    authorUserId,
    note: `Back to version ${target}`,
    effectiveFrom: now,
  });
  return { version, to: target };
}

/** Which one was in force before the present one; null: none was. */
async function versionBefore(tx: PortalTx, version: number, now: Date): Promise<number | null> {
  const listed = listVersions(await newestPolicies(tx, version), now);
  const head = listed.find((one) => one.version === version);
  const before = listed
    .filter(({ state, hash }) => state === 'retired' && hash !== head?.hash)
    .toSorted((a, b) => (b.until?.getTime() ?? 0) - (a.until?.getTime() ?? 0) || b.version - a.version);
  return before[0]?.version ?? null;
}

/** What a version changes of the one whose place it takes, a sentence each; nothing is told of forms that no build reads any more. */
export async function changesOfVersion(
  tx: PortalTx,
  { version, instead }: Pick<ListedVersion, 'version' | 'instead'>,
  nameOf: (ownerId: string) => string,
): Promise<string[]> {
  if (instead === null) return [];
  const [before, after] = [await policyVersion(tx, instead), await policyVersion(tx, version)];
  const [old, fresh] = [policySchema.safeParse(before?.document), policySchema.safeParse(after?.document)];
  return old.success && fresh.success ? changesInWords(old.data, fresh.data, nameOf) : [];
}

/** A time in a sentence; HubSpot shows times in the reader's zone, so it says which zone it means. */
export function inWords(time: Date): string {
  const iso = time.toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

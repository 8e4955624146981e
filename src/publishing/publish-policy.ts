import { BadInput, BatonError } from '../errors.ts';
import { policyHash } from '../policy/canonical.ts';
import type { PortalTx } from '../store/store.ts';
import { insertPolicy, policyHead, scheduledPolicy } from '../store/tables/policies.ts';
import { lockPortalRow } from '../store/tables/portals.ts';
import { expectNoCanary } from './canary.ts';
import { publishable, type CheckedDraft } from './check-draft.ts';
import { expectNoneScheduled } from './versions.ts';

/** Longer notes are not kept. */
export const LONGEST_NOTE = 500;

/**
 * Makes a checked draft the policy in force, from now or from a later moment on, and answers its version. `base` is the version
 * that it was made from: if another one has come into force since, nothing is stored; nor while another is to come or is tried on a share of the leads. Safe to
 * repeat: a draft that is in force, or to come at that moment, already stays it. Throws BadInput `policy_has_errors` and
 * `past`, BatonError `policy_changed`, `policy_scheduled`, `canary_running` and `no_policy`, with sentences for the author.
 */
export async function publishPolicy(
  tx: PortalTx,
  {
    draft,
    base,
    authorUserId,
    note,
    from = null,
  }: {
    draft: CheckedDraft;
    base: number;
    authorUserId: number | null;
    note: string;
    /** null: from now on. */
    from?: Date | null;
  },
): Promise<{ version: number }> {
  const document = publishable(draft);
  const hash = policyHash(document);
  await lockPortalRow(tx);
  // After the lock, so that two versions never come into force in another order than they are numbered.
  const now = new Date();
  const head = await policyHead(tx, now);
  if (head === null) {
    throw new BatonError({
      code: 'no_policy',
      sentence: 'This account has no policy to change yet. Install Baton again first.',
    });
  }
  if (head.hash === hash) return { version: head.version };
  if (from !== null && from <= now) {
    throw new BadInput('This moment is past. Please choose a later one, or put it in force at once.', { code: 'past' });
  }
  const scheduled = await scheduledPolicy(tx, now);
  if (scheduled?.hash === hash && scheduled.effectiveFrom.getTime() === from?.getTime()) {
    return { version: scheduled.version };
  }
  await expectNoneScheduled(tx, now);
  await expectNoCanary(tx);
  if (head.version !== base) {
    throw new BatonError({
      code: 'policy_changed',
      sentence: `Somebody else has saved version ${head.version} since you began. Please look at it, and make your change again on top of it.`,
    });
  }
  const version = await insertPolicy(tx, {
    document,
    hash,
    authorUserId,
    note: note.trim().slice(0, LONGEST_NOTE),
    effectiveFrom: from ?? now,
  });
  return { version };
}

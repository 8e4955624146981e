import { BadInput, BatonError } from '../errors.ts';
import { policyHash } from '../policy/canonical.ts';
import type { PolicyDocument } from '../policy/schema.ts';
import type { PortalTx } from '../store/store.ts';
import { insertPolicy, policyHead, scheduledPolicy } from '../store/tables/policies.ts';
import { lockPortalRow } from '../store/tables/portals.ts';
import { mayBePublished, type CheckedDraft } from './check-draft.ts';
import { expectNoneScheduled } from './versions.ts';

/** Longer notes are not kept. */
export const LONGEST_NOTE = 500;

/**
 * Makes a checked draft the policy in force, from now or from a later moment on, and answers its version. `base` is the version
 * that it was made from: if another one has come into force since, nothing is stored; nor while another is to come. Safe to
 * repeat: a draft that is in force, or to come at that moment, already stays it. Throws BadInput `policy_has_errors` and
 * `past`, BatonError `policy_changed`, `policy_scheduled` and `no_policy`, with sentences for the author.
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

function publishable(draft: CheckedDraft): PolicyDocument {
  if (draft.document !== null && mayBePublished(draft)) return draft.document;
  const errors = draft.findings.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  const where = first === undefined ? '' : ` The first: ${first.place} ${first.message}.`;
  throw new BadInput(
    `The policy has ${errors.length === 1 ? 'an error' : `${errors.length} errors`}, so it was not saved; the one in force stays.${where}`,
    { code: 'policy_has_errors' },
  );
}

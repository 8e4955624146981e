import { BadInput, BatonError } from '../errors.ts';
import { policyHash } from '../policy/canonical.ts';
import type { PolicyDocument } from '../policy/schema.ts';
import type { PortalTx } from '../store/store.ts';
import { insertPolicy, policyHead } from '../store/tables/policies.ts';
import { lockPortalRow } from '../store/tables/portals.ts';
import { mayBePublished, type CheckedDraft } from './check-draft.ts';

/** Longer notes are not kept. */
export const LONGEST_NOTE = 500;

/**
 * Makes a checked draft the policy in force, from now on, and answers its version. `base` is the version that it was made
 * from: if another one has come into force since, nothing is stored. Safe to repeat: a draft that is in force already stays
 * it. Throws BadInput `policy_has_errors`, BatonError `policy_changed` and `no_policy`, with sentences for the author.
 */
export async function publishPolicy(
  tx: PortalTx,
  {
    draft,
    base,
    authorUserId,
    note,
  }: {
    draft: CheckedDraft;
    base: number;
    authorUserId: number | null;
    note: string;
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
    effectiveFrom: now,
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

import { BadInput, BatonError } from '../errors.ts';
import { momentIn } from '../install/overrides.ts';
import { policySchema } from '../policy/schema.ts';
import { printPolicy } from '../policy/text/print-policy.ts';
import { changesOf, checkDraft, mayBePublished, type DraftSource } from '../publishing/check-draft.ts';
import { publishPolicy } from '../publishing/publish-policy.ts';
import { inWords } from '../publishing/versions.ts';
import type { PortalStore, PortalTx } from '../store/store.ts';
import { storedDirectory } from '../store/tables/directories.ts';
import { policyInForce } from '../store/tables/policies.ts';
import { portalById } from '../store/tables/portals.ts';
import { findingLines, printedFindings } from './finding-lines.ts';
import type { Answer } from './policy.ts';
import { worldIn } from './world-in.ts';

export interface PublishOptions {
  note: string | null;
  /** The version that the draft was made from; null: whichever is in force. */
  base: number | null;
  /** When it is to come into force, as typed; a date begins where the account is. null: at once. */
  from: string | null;
}

/** `baton policy show`: the policy in force as YAML, its version in the first line. */
export async function show(portal: PortalStore): Promise<Answer> {
  const { version, document } = await portal.transaction(inForce);
  return { lines: [`# version ${version}`, printPolicy(document).trimEnd()], code: 0 };
}

/**
 * `baton policy publish FILE`: tells what is wrong with the policy and what it changes, and makes it the one in force unless it
 * has errors. Throws BatonError `policy_changed` when `base` is not in force any more.
 */
export async function publish(
  portal: PortalStore,
  { file, source }: { file: string; source: DraftSource },
  { note, base, from }: PublishOptions,
): Promise<Answer> {
  return portal.transaction(async (tx) => {
    const before = await inForce(tx);
    const draft = checkDraft(source, await worldIn(tx));
    const lines = findingLines(file, printedFindings(draft.findings));
    if (!mayBePublished(draft)) {
      return { lines: [...lines, `Version ${before.version} stays in force.`], code: 1 };
    }
    const moment = from === null ? null : momentIn((await portalById(tx))?.timeZone ?? 'UTC', from);
    if (from !== null && moment === null) {
      throw new BadInput('A time looks like 2026-12-01 or 2026-12-01T08:00', { place: '--from' });
    }
    const names = new Map((await storedDirectory(tx))?.people.map((person) => [person.ownerId, person.name]));
    const changes = changesOf(draft, before.document, (ownerId) => names.get(ownerId) || `owner ${ownerId}`);
    const { version } = await publishPolicy(tx, {
      draft,
      base: base ?? before.version,
      authorUserId: null,
      note: note ?? '',
      from: moment,
    });
    if (version === before.version) {
      return { lines: [...lines, `It is the policy in force already: version ${version}.`], code: 0 };
    }
    return {
      lines: [
        ...lines,
        ...changes.map((change) => `  ${change}`),
        moment === null
          ? `Version ${version} is in force from now on.`
          : `Version ${version} comes into force on ${inWords(moment)}; until then version ${before.version} stays.`,
      ],
      code: 0,
    };
  });
}

async function inForce(tx: PortalTx) {
  const stored = await policyInForce(tx, new Date());
  if (stored === null) {
    throw new BatonError({
      code: 'no_policy',
      sentence: 'This account has no policy yet. Baton writes a first one as soon as it can read the people there.',
    });
  }
  return { version: stored.version, document: policySchema.parse(stored.document) };
}

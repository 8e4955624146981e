import { randomUUID } from 'node:crypto';
import isoCountries from 'i18n-iso-countries';
import { BadInput, BatonError } from '../errors.ts';
import { policyHash } from '../policy/canonical.ts';
import { canonicalJson } from '../policy/canonical.ts';
import { troubleOf, type CanaryShare, type Trouble } from '../policy/canary.ts';
import { policySchema } from '../policy/schema.ts';
import type { LedgerName } from '../store/schema.ts';
import type { PortalTx } from '../store/store.ts';
import { canaryFigures, endCanary, insertCanary, runningCanary, type Canary } from '../store/tables/canaries.ts';
import { raiseException } from '../store/tables/exceptions.ts';
import { insertPolicy, policyInForce, policyVersion } from '../store/tables/policies.ts';
import { lockPortalRow } from '../store/tables/portals.ts';
import { publishable, type CheckedDraft } from './check-draft.ts';
import { expectNoneScheduled } from './versions.ts';

const MOST_PERCENT = 50;

const TROUBLES: Readonly<Record<Trouble, string>> = {
  wrongOwner: 'went to somebody who was said, or shown by hand, to be the wrong owner',
  held: 'waited because nobody could take them',
  refused: 'had a write that HubSpot refused',
};

/**
 * Lets a share of the leads follow a checked draft from now on, always the same ones of all contacts; the others follow the
 * policy in force. Instead of a
 * share, the leads of some countries may follow it. A share of 0 without countries is a shadow: it is only compared. Answers the version that the draft is kept as. Throws BadInput (`policy_has_errors`, a bad share, another
 * way of counting turns), BatonError `policy_changed`, `policy_scheduled`, `canary_running` and `no_policy`.
 */
export async function startCanary(
  tx: PortalTx,
  {
    draft,
    percent,
    countries = [],
    base,
    userId,
    note,
  }: {
    draft: CheckedDraft;
    percent: number;
    /** ISO 3166 alpha-2; then `percent` is 0. */
    countries?: readonly string[];
    /** The version that it was made from; null: whichever is in force. */
    base: number | null;
    userId: number | null;
    note: string;
  },
): Promise<{ version: number }> {
  const document = publishable(draft);
  if (!Number.isSafeInteger(percent) || percent < 0 || percent > MOST_PERCENT) {
    throw new BadInput(`A draft takes from 1 to ${MOST_PERCENT} of 100 leads, or 0 to be compared only.`, {
      code: 'bad_percent',
    });
  }
  const unknown = countries.find((country) => !(country.length === 2 && isoCountries.isValid(country)));
  if (unknown !== undefined || (countries.length > 0 && percent > 0)) {
    const sentence =
      unknown === undefined
        ? 'A draft takes a share of all leads, or those of some countries.'
        : `There is no country ${unknown}.`;
    throw new BadInput(sentence, { code: 'bad_countries' });
  }
  await lockPortalRow(tx);
  const now = new Date();
  await expectNoCanary(tx, { shadowToo: true });
  await expectNoneScheduled(tx, now);
  const live = await policyInForce(tx, now);
  if (live === null) throw new BatonError({ code: 'no_policy', sentence: 'This account has no policy yet.' });
  if (base !== null && base !== live.version) {
    throw new BatonError({
      code: 'policy_changed',
      sentence: `Version ${live.version} is in force by now. Please look at it first.`,
    });
  }
  const hash = policyHash(document);
  if (hash === live.hash) throw new BadInput('The draft says the same as the policy in force.', { code: 'no_change' });
  const isFollowed = percent > 0 || countries.length > 0;
  if (isFollowed && canonicalJson(policySchema.parse(live.document).balance) !== canonicalJson(document.balance)) {
    throw new BadInput(
      'A canary must count turns as the policy in force does: both share one balance. Try the change of “balance” with “baton simulate”.',
      {
        code: 'other_balance',
      },
    );
  }
  const version = await insertPolicy(tx, {
    document,
    hash,
    authorUserId: userId,
    note,
    effectiveFrom: now,
    trial: true,
  });
  await insertCanary(tx, {
    canaryId: randomUUID(),
    version,
    base: live.version,
    percent,
    countries,
    startedAt: now,
    startedBy: userId,
  });
  return { version };
}

/** Throws BatonError `canary_running`. A shadow stands in nobody's way, unless it is asked for too. */
export async function expectNoCanary(tx: PortalTx, { shadowToo } = { shadowToo: false }): Promise<void> {
  const running = await runningCanary(tx);
  if (running === null || (!isFollowedBy(running) && !shadowToo)) return;
  throw new BatonError({
    code: 'canary_running',
    sentence: `Version ${running.version} is being tried on ${leadsOf(running)}. Stop it first, or let it count for all.`,
  });
}

/** All leads follow the policy in force again. Answers the draft's version. Throws BadInput where none runs. */
export async function stopCanary(tx: PortalTx): Promise<number> {
  const running = await expectCanary(tx);
  await endCanary(tx, {
    canaryId: running.canaryId,
    at: new Date(),
    reason: 'stopped',
    sentence: 'It was stopped by hand.',
  });
  return running.version;
}

/** All leads follow the draft from now on, as a version of its own. Throws BadInput where none runs. */
export async function promoteCanary(tx: PortalTx, userId: number | null): Promise<{ version: number; from: number }> {
  const running = await expectCanary(tx);
  const now = new Date();
  const stored = await policyVersion(tx, running.version);
  const version = await insertPolicy(tx, {
    document: stored?.document,
    hash: running.hash,
    authorUserId: userId,
    note: `Version ${running.version}, tried on ${leadsOf(running)}`,
    effectiveFrom: now,
  });
  await endCanary(tx, {
    canaryId: running.canaryId,
    at: now,
    reason: 'promoted',
    sentence: 'It counts for all leads.',
  });
  return { version, from: running.version };
}

/** Ends the canary that runs if its leads fare worse, with an exception that says why. Answers: did it end? */
export async function watchCanary(tx: PortalTx, canary: Canary, ledger: LedgerName): Promise<boolean> {
  const figures = await canaryFigures(tx, { ...canary, until: null }, ledger);
  const trouble = troubleOf(figures.canary, figures.others);
  if (trouble === null) return false;
  const { leads, [trouble]: count } = figures.canary;
  const usual = `${figures.others[trouble]} of ${figures.others.leads} others`;
  const sentence = `Version ${canary.version} was tried on ${leadsOf(canary)} and stopped: ${count} of its ${leads} leads ${TROUBLES[trouble]} (${usual}). All leads follow the policy in force again.`;
  const ended = await endCanary(tx, { canaryId: canary.canaryId, at: new Date(), reason: 'bound', sentence });
  if (ended) await raiseException(tx, { kind: 'canary_stopped', subject: String(canary.version), sentence });
  return ended;
}

async function expectCanary(tx: PortalTx): Promise<Canary> {
  await lockPortalRow(tx);
  const running = await runningCanary(tx);
  if (running === null) throw new BadInput('No draft is being tried on leads.', { code: 'no_canary' });
  return running;
}

/** "10 of 100 leads", "the leads of DE and AT". */
export function leadsOf({ percent, countries }: CanaryShare): string {
  return countries.length === 0 ? `${percent} of 100 leads` : `the leads of ${countries.join(', ')}`;
}

function isFollowedBy({ percent, countries }: CanaryShare): boolean {
  return percent > 0 || countries.length > 0;
}

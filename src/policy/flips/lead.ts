import { endingOf, type LeadFlip } from './flip.ts';
import { withoutClaim, withThreshold } from './lead-changes.ts';
import type { Retrial } from './retrial.ts';

const HIGHEST_SCORE = 100;

/** The threshold that would have let the lead through, or would have kept it back. */
export function thresholdFlips(retrial: Retrial): LeadFlip[] {
  const { given, verdict } = retrial;
  const { score } = given.input.assessment;
  const from = given.policy.document.trigger.threshold;
  const isBelow = score < from;
  const to = isBelow ? score : Math.floor(score) + 1;
  // Scores and thresholds are whole or not; only from one side to the other the outcome can change.
  if (!(to >= 0 && to <= HIGHEST_SCORE) || isBelow !== (verdict.outcome === 'nurtured')) return [];
  const again = retrial.again(withThreshold(given, to));
  if (again === null || (again.outcome === 'nurtured') === isBelow) return [];
  return [{ change: { what: 'threshold', from, to }, end: endingOf(again) }];
}

/** What would have become of the lead if its owner had had no claim on it. */
export function claimFlips(retrial: Retrial): LeadFlip[] {
  const { given, verdict } = retrial;
  const changed = verdict.ownerReason === null ? null : withoutClaim(given, verdict.ownerReason);
  const again = changed === null ? null : retrial.again(changed);
  if (again === null || verdict.ownerReason === null || again.ownerId === verdict.ownerId) return [];
  return [{ change: { what: 'claim', of: verdict.ownerReason }, end: endingOf(again) }];
}

import type { Assessment } from '../agents/assessment.ts';
import type { RawLead } from '../hubspot/lead.ts';
import type { BatonPropertyName } from '../hubspot/properties.ts';
import { RISK_FLAGS } from '../policy/taxonomy.ts';
import { wholeScore } from './contact-properties.ts';

/**
 * What is found in a lead now and stands otherwise on its contact: for a handoff that keeps its owner although facts have
 * changed. Properties that the account lacks are left out. Empty: nothing to write. Pure.
 */
export function labelUpdates(raw: RawLead, assessment: Assessment): Partial<Record<BatonPropertyName, string>> {
  const standing = new Set((raw.properties['baton_risk_flags'] ?? '').split(';'));
  const found = new Set<string>(assessment.riskFlags.map(({ value }) => value));
  // Whether the owner speaks the lead's language was found when the owner was.
  const flags = RISK_FLAGS.filter(
    (flag) => found.has(flag) || (flag === 'language_mismatch' && standing.has('language_mismatch')),
  );
  const now: Partial<Record<BatonPropertyName, string>> = {
    baton_score: String(wholeScore(assessment.score)),
    baton_intent: assessment.intent.value,
    baton_buying_stage: assessment.stage.value,
    baton_risk_flags: flags.join(';'),
  };
  return Object.fromEntries(
    Object.entries(now).filter(([name, value]) => {
      const before = raw.properties[name];
      return before !== undefined && sorted(before ?? '') !== sorted(value);
    }),
  );
}

/** HubSpot keeps several values in an order of its own. */
function sorted(values: string): string {
  return values.split(';').toSorted().join(';');
}

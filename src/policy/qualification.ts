import { isUncertain } from './trigger.ts';
import type { Situation } from './situation.ts';
import type { Intent, QualificationState, VerdictOutcome } from './taxonomy.ts';

const BUYING_INTENTS: ReadonlySet<Intent> = new Set(['demo_request', 'pricing', 'product_question', 'partnership']);

const UNREACHABLE: ReadonlySet<string> = new Set(['none', 'invalid', 'disposable']);

/** How far the lead may count as qualified, from the labels alone. */
export function qualificationOf(situation: Situation, outcome: VerdictOutcome): QualificationState {
  const { assessment } = situation.input;
  if (outcome === 'skipped') return 'disqualified';
  if (
    UNREACHABLE.has(assessment.emailKind) ||
    isUncertain(situation) ||
    assessment.riskFlags.includes('unclear_use_case')
  ) {
    return 'needs_confirmation';
  }
  const qualifiedFrom = situation.policy.document.trigger.qualifiedFrom;
  return BUYING_INTENTS.has(assessment.intent) && assessment.score >= qualifiedFrom
    ? 'qualified'
    : 'partially_qualified';
}

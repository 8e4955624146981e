import type { Situation } from './situation.ts';
import type { Trigger } from './taxonomy.ts';

/** Workflow actions carry the source of HubSpot's automation; a click on the card carries a person's. */
const WORKFLOW_SOURCES: ReadonlySet<string> = new Set(['WORKFLOWS', 'AUTOMATION_PLATFORM', 'WORKFLOW']);

/** Should a person take over now? Otherwise the lead is nurtured and nobody's owner changes. */
export function reachesPerson(situation: Situation): boolean {
  const { input, settings, policy } = situation;
  const { assessment, enquiry } = input;
  const { trigger } = policy.document;
  if (enquiry.kind === 'by_hand' || enquiry.source === 'MEETINGS' || !settings.threshold) return true;
  // Whose contact comes back hears of it, however little was said.
  if (enquiry.kind === 'came_back' && situation.activeOwnerId !== null) return true;
  // Requests about personal data have legal deadlines and cannot be left to nurturing.
  if (assessment.riskFlags.includes('personal_data_request')) return true;
  if (trigger.alwaysNurtured.includes(assessment.intent)) return false;
  if (trigger.alwaysRouted.includes(assessment.intent)) return true;
  return assessment.score >= trigger.threshold || isUncertain(situation);
}

/** Did the sender say something that the agents could not make out? */
export function isUncertain({ input: { assessment }, policy }: Situation): boolean {
  return assessment.hasText && assessment.confidence < policy.document.trigger.uncertainBelow;
}

/** Why a person takes over, as one label. */
export function triggerOf(situation: Situation): Trigger {
  const { input, group } = situation;
  const { enquiry, assessment } = input;
  if (enquiry.kind === 'by_hand') return WORKFLOW_SOURCES.has(enquiry.source) ? 'workflow' : 'manual';
  if (enquiry.kind === 'came_back') return 'came_back';
  if (group === 'by_user') return 'created_by_user';
  if (group === 'bulk') return 'imported';
  if (enquiry.source === 'MEETINGS') return 'meeting_booked';
  if (assessment.intent === 'demo_request') return 'demo_request';
  if (assessment.intent === 'pricing') return 'pricing_request';
  if (assessment.intent === 'technical_support' || assessment.riskFlags.includes('existing_customer')) {
    return 'existing_customer';
  }
  if (isUncertain(situation)) return 'agent_uncertain';
  if (assessment.riskFlags.includes('personal_data_request')) return 'asked_for_person';
  return assessment.riskFlags.includes('enterprise_account') ? 'enterprise_fit' : 'threshold_reached';
}

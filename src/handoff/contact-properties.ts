import type { Assessment } from '../agents/assessment.ts';
import type { BatonPropertyName } from '../hubspot/properties.ts';
import { RISK_FLAGS, type NextAction, type Status, type VerdictOutcome } from '../policy/taxonomy.ts';
import type { Verdict } from '../policy/verdict.ts';
import type { HandoffParts } from './contract.ts';
import { bounded, labelOf } from './words.ts';

/** HubSpot takes 65,536; views and reports are read by people. */
const LINE_CHARS = 1_000;
const TEXT_CHARS = 5_000;

/** HubSpot empties a property that is set to the empty string. */
const CLEARED = '';

const WAITING_STEP: Readonly<Record<VerdictOutcome, { action: NextAction; sentence: string }>> = {
  routed: { action: 'reply', sentence: 'Answer the enquiry.' },
  held: { action: 'wait', sentence: 'Nothing to do: Baton assigns the lead as soon as somebody may take it.' },
  nurtured: {
    action: 'wait',
    sentence: 'Nothing to do: not ready for a person yet; Baton looks again when something changes.',
  },
  skipped: { action: 'none', sentence: 'Nothing to do.' },
};

type BatonValues = Partial<Record<BatonPropertyName, string>>;

/**
 * What is written on the contact for a verdict: the `baton_*` properties and, if `setOwner`, its owner. Every verdict
 * gives at least `baton_status` and the labels; `parts` (routed leads) gives the six parts. Enumerations hold values of
 * the closed lists, several joined with `;`; moments are ISO UTC; '' empties a property.
 */
export function contactProperties(options: {
  verdict: Verdict;
  parts: HandoffParts | null;
  assessment: Assessment;
  decisionId: string;
  status: Status;
  /** ISO UTC. */
  now: string;
  setOwner: boolean;
}): Record<string, string> {
  const { verdict, parts, assessment, decisionId, status, now, setOwner } = options;
  const values: BatonValues = {
    baton_status: status,
    baton_workflow: parts?.workflow ?? 'inbound',
    baton_qualification_state: verdict.qualification,
    baton_score: String(wholeScore(assessment.score)),
    baton_intent: assessment.intent.value,
    baton_urgency: assessment.urgency.value,
    baton_buying_stage: assessment.stage.value,
    baton_source_summary: line(assessment.clean.source.summary),
    baton_decision_id: decisionId,
    ...(parts === null ? waitingValues(verdict, assessment) : handoffValues(parts, now)),
  };
  return setOwner && verdict.ownerId !== null ? { ...values, hubspot_owner_id: verdict.ownerId } : { ...values };
}

function handoffValues(parts: HandoffParts, now: string): BatonValues {
  const { trigger, buyerContext: context, qualification, nextStep, owner, risks } = parts;
  const said = context.sentences.map((sentence) => sentence.text).join(' ');
  const facts = [`Company: ${context.company}`, `Role: ${context.role}`, `Size: ${context.size}`];
  return {
    baton_trigger: trigger.label,
    baton_trigger_detail: line(trigger.detail),
    baton_buyer_context: [said, ...facts, `Score ${qualification.score}: ${qualification.reasons.join('; ')}`]
      .join('\n')
      .slice(0, TEXT_CHARS),
    baton_next_action: nextStep.action,
    baton_next_step: line(nextStep.sentence),
    baton_owner_reason: line(owner.reason),
    baton_sla_state: owner.sla.state,
    baton_sla_due: owner.sla.dueAt ?? CLEARED,
    baton_risk_flags: risks.flags.join(';'),
    baton_routed_at: now,
    ...(parts.workflow === 'outbound' ? outreachValues(parts.outreach) : {}),
  };
}

function outreachValues(outreach: Extract<HandoffParts, { workflow: 'outbound' }>['outreach']): BatonValues {
  return {
    baton_reply_class: outreach.replyClass,
    baton_account_reason: line(outreach.accountReason),
    baton_outreach_summary: line(outreach.summary),
  };
}

/** Held, nurtured and skipped leads say why nobody has been asked to act. */
function waitingValues(verdict: Verdict, assessment: Assessment): BatonValues {
  const step = WAITING_STEP[verdict.outcome];
  const flags = new Set([...verdict.riskFlags, ...assessment.riskFlags.map(({ value }) => value)]);
  const why = verdict.hold?.reason ?? verdict.skipReason ?? verdict.rule?.label ?? null;
  return {
    ...(verdict.trigger === null ? {} : { baton_trigger: verdict.trigger }),
    baton_next_action: step.action,
    baton_next_step: step.sentence,
    baton_owner_reason: line(why === null ? labelOf(verdict.outcome) : `${labelOf(verdict.outcome)}: ${labelOf(why)}`),
    baton_sla_state: 'none',
    baton_risk_flags: RISK_FLAGS.filter((flag) => flags.has(flag)).join(';'),
  };
}

function line(value: string): string {
  return bounded(value, { chars: LINE_CHARS });
}

/** A score as people and reports see it: a whole number from 0 to 100, whatever an agent said. */
export function wholeScore(score: number): number {
  return score >= 0 ? Math.min(100, Math.round(score)) : 0;
}

import type { Assessment } from '../agents/assessment.ts';
import type { Person } from '../hubspot/lead.ts';
import { INBOUND_TRIGGERS, RISK_FLAGS, type InboundTrigger, type RiskFlag } from '../policy/taxonomy.ts';
import type { Verdict } from '../policy/verdict.ts';
import { buyerContext } from './buyer-context.ts';
import { wholeScore } from './contact-properties.ts';
import { inboundHandoff, type InboundHandoff } from './contract.ts';
import { nextStep } from './next-step.ts';
import { quotesOf } from './quotes.ts';
import { movedBecause, type Facts } from './moved-because.ts';
import { bounded, labelOf } from './words.ts';

export { contactProperties } from './contact-properties.ts';

const SENTENCE_CHARS = 400;
/** More reasons than these only hide the ones that matter; all are stored with the decision. */
const SHOWN_REASONS = 3;

const TRIGGER_PHRASES: Readonly<Record<InboundTrigger, string>> = {
  demo_request: 'Asked for a demo or a talk',
  pricing_request: 'Asked for a price',
  meeting_booked: 'Booked a meeting',
  asked_for_person: 'Asked for a person',
  threshold_reached: 'Scores high enough to be called',
  enterprise_fit: 'Belongs to a large account',
  existing_customer: 'Is a customer and asked something',
  came_back: 'Asked again',
  agent_uncertain: 'Needs a person to judge',
  manual: 'Was handed over by a colleague',
  workflow: 'Was handed over by a workflow',
  imported: 'Came with an import or another system',
  created_by_user: 'Was entered by a colleague',
};

/**
 * The six parts of an inbound handoff, from what the agents found and the policy decided. Deterministic and total: long
 * or missing values are cut or named `none`, never a reason to throw. Values are plain text; each sink escapes them.
 */
export function composeHandoff(options: {
  assessment: Assessment;
  verdict: Verdict;
  /** null: the directory does not know the owner any more. */
  owner: Person | null;
  explanation: { headline: string; why: readonly string[]; others: readonly string[] };
  /** ISO UTC. */
  now: string;
  /** How many enquiries this handoff holds, this one included. */
  enquiries: number;
  cameBack: boolean;
  /** Why it moves to another owner; absent: it does not move. */
  movedFor?: string | null;
  /** What it has of the facts for which the policy moves handoffs, and had when its last owner got it. */
  facts?: { before: Facts; now: Facts };
}): InboundHandoff {
  const { assessment, verdict, owner, explanation, now, enquiries, cameBack, movedFor = null, facts } = options;
  const { clean, intent, urgency, stage } = assessment;
  const label = triggerOf(verdict, cameBack);
  const meetingLink = owner?.meetingLink ?? null;
  const source = text(clean.source.summary, 'source unknown');
  const moved = movedFor === null ? '' : movedBecause(movedFor, facts);
  return inboundHandoff.parse({
    workflow: 'inbound',
    trigger: { label, detail: text(`${TRIGGER_PHRASES[label]}: ${source}`, source) },
    buyerContext: buyerContext(assessment, { enquiries, cameBack }),
    qualification: {
      state: verdict.qualification,
      score: wholeScore(assessment.score),
      intent: intent.value,
      urgency: urgency.value,
      stage: stage.value,
      reasons: reasonsOf(assessment),
    },
    nextStep: nextStep({ assessment, verdict, trigger: label, hasMeetingLink: meetingLink !== null }),
    owner: {
      ownerId: verdict.ownerId ?? 'none',
      name: text(owner?.name ?? '', verdict.ownerId === null ? 'nobody' : `Owner ${verdict.ownerId}`),
      meetingLink,
      reason: text(
        [
          moved === '' ? '' : `${labelOf(moved)}.`,
          [explanation.headline, ...explanation.why].find((line) => line.trim() !== '') ?? '',
        ]
          .join(' ')
          .trim(),
        'no reason was stored',
      ),
      ...(moved === '' ? {} : { moved }),
      routedAt: new Date(now).toISOString(),
      sla:
        verdict.sla === null
          ? { state: 'none', minutes: null, dueAt: null }
          : { state: 'running', minutes: verdict.sla.minutes, dueAt: new Date(verdict.sla.dueAt).toISOString() },
    },
    risks: risksOf(assessment, verdict),
    source,
    ...(facts === undefined ? {} : { facts: facts.now }),
  } satisfies InboundHandoff);
}

function triggerOf(verdict: Verdict, cameBack: boolean): InboundTrigger {
  const known = INBOUND_TRIGGERS.find((trigger) => trigger === verdict.trigger);
  return known ?? (cameBack ? 'came_back' : 'agent_uncertain');
}

function reasonsOf({ scoreReasons }: Assessment): string[] {
  const strongest = scoreReasons.toSorted(
    (a, b) => Math.abs(b.points) - Math.abs(a.points) || (a.code < b.code ? -1 : 1),
  );
  const lines = strongest
    .slice(0, SHOWN_REASONS)
    .map(({ points, sentence }) => `${points < 0 ? '' : '+'}${points} ${sentence}`);
  return lines.length === 0
    ? ['Nothing known moves the score']
    : lines.map((line) => bounded(line, { chars: SENTENCE_CHARS }));
}

function risksOf(assessment: Assessment, verdict: Verdict): InboundHandoff['risks'] {
  const found = new Map<RiskFlag, string>();
  for (const flag of verdict.riskFlags) found.set(flag, labelOf(flag));
  for (const { value, evidence } of assessment.riskFlags) {
    const quotes = quotesOf(evidence, assessment.clean.text).slice(0, 2);
    found.set(
      value,
      quotes.length === 0 ? labelOf(value) : `${labelOf(value)} (${quotes.map((quote) => `“${quote}”`).join(', ')})`,
    );
  }
  const flags = RISK_FLAGS.filter((flag) => found.has(flag));
  return { flags, summary: text(flags.map((flag) => found.get(flag) ?? flag).join('; '), 'none') };
}

/** A line that is never empty. */
function text(value: string, otherwise: string): string {
  return bounded(value, { chars: SENTENCE_CHARS }) || otherwise;
}

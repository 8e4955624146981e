import type { BuyingStage, Intent, Urgency } from '../policy/taxonomy.ts';
import type { CleanLead, Evidence, ScoreReason } from './assessment.ts';
import type { Classification } from './classify.ts';
import type { Seniority } from './clean/seniority.ts';

export const SCORE = { agent: 'score', version: '1.0.0' } as const;

/**
 * From this score on a lead is worth a person's time. It is set so that somebody who asks for a demo, a price or an
 * answer about the product from a business address reaches it without any other fact, and somebody who only reads up on
 * the matter from a free address does not.
 */
export const WORTH_A_PERSON = 40;

type Points = readonly [points: number, sentence: string];

const INTENT_POINTS: Readonly<Record<Intent, Points>> = {
  demo_request: [32, 'Asks to see the product or to talk to sales.'],
  pricing: [34, 'Asks for prices or terms.'],
  product_question: [28, 'Asks whether the product fits.'],
  technical_support: [10, 'Asks for help with the product.'],
  partnership: [18, 'Offers a partnership.'],
  vendor_pitch: [-30, 'Sells something to us.'],
  careers: [-30, 'Looks for a job.'],
  research: [4, 'Reads up without a wish to buy.'],
  spam: [-50, 'Looks like spam.'],
};
const STAGE_POINTS: Readonly<Record<BuyingStage, Points>> = {
  decision: [14, 'Is about to decide.'],
  evaluation: [7, 'Compares and checks.'],
  awareness: [0, 'Is still learning.'],
  none: [0, 'Is no buyer at this point.'],
};
const URGENCY_POINTS: Readonly<Record<Urgency, Points>> = {
  high: [12, 'Needs an answer soon.'],
  normal: [4, 'Has an ordinary project.'],
  low: [0, 'Is in no hurry.'],
};
const SENIORITY_POINTS: Readonly<Record<Seniority, Points>> = {
  owner: [10, 'Owns or founded the company.'],
  c_level: [12, 'Is on the board.'],
  vp: [10, 'Is a vice president.'],
  head: [8, 'Heads a department.'],
  director: [9, 'Is a director.'],
  manager: [5, 'Is a manager.'],
  individual: [1, 'Names a job title.'],
  student: [-10, 'Is a student or an intern.'],
};
/** Largest first. */
const SIZE_POINTS: readonly (readonly [employees: number, code: string, points: Points])[] = [
  [1_000, 'size_enterprise', [12, 'Works for a company of 1,000 people or more.']],
  [200, 'size_large', [9, 'Works for a company of 200 people or more.']],
  [50, 'size_medium', [6, 'Works for a company of 50 people or more.']],
  [10, 'size_small', [3, 'Works for a company of 10 people or more.']],
];
const EMAIL_POINTS: Readonly<Record<CleanLead['emailKind'], Points>> = {
  business: [10, 'Writes from a business address.'],
  role: [6, 'Writes from a shared business address.'],
  free: [0, 'Writes from a free address.'],
  none: [0, 'Gives no address.'],
  disposable: [-25, 'Writes from a throw-away address.'],
  invalid: [-10, 'Gives an address that cannot exist.'],
  own_staff: [-40, 'Is one of our own people.'],
};

/** Score of 0 to 100 as the sum of the named reasons, cut at both ends. Reasons without points are left out. */
export function scoreLead(
  lead: CleanLead,
  understood: Pick<Classification, 'intent' | 'urgency' | 'stage'>,
): { score: number; reasons: ScoreReason[] } {
  const reasons: ScoreReason[] = [];
  const add = (code: string, [points, sentence]: Points, evidence: Evidence) => {
    if (points !== 0) reasons.push({ points, code, sentence, evidence });
  };
  const { intent, urgency, stage } = understood;
  add(`intent_${intent.value}`, INTENT_POINTS[intent.value], intent.evidence[0] ?? field('message'));
  add(`stage_${stage.value}`, STAGE_POINTS[stage.value], stage.evidence[0] ?? field('message'));
  add(`urgency_${urgency.value}`, URGENCY_POINTS[urgency.value], urgency.evidence[0] ?? field('message'));
  const { seniority } = lead.facts;
  if (isSeniority(seniority)) add(`seniority_${seniority}`, SENIORITY_POINTS[seniority], field('jobtitle'));
  const size = SIZE_POINTS.find(([employees]) => (lead.employees ?? 0) >= employees);
  if (size !== undefined) add(size[1], size[2], field('numberofemployees'));
  add(`email_${lead.emailKind}`, EMAIL_POINTS[lead.emailKind], field('email'));
  if (lead.phone !== null) add('has_phone', [4, 'Can be called.'], field('phone'));
  if (lead.companyName !== null) add('has_company', [3, 'Names a company.'], field('company'));
  const sum = reasons.reduce((total, { points }) => total + points, 0);
  return { score: Math.min(100, Math.max(0, sum)), reasons };
}

function field(value: string): Evidence {
  return { kind: 'field', value };
}

function isSeniority(value: unknown): value is Seniority {
  return typeof value === 'string' && Object.hasOwn(SENIORITY_POINTS, value);
}

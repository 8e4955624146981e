import type { BuyingStage, Intent, RiskFlag, Urgency } from '../policy/taxonomy.ts';
import type { AssessmentFacts, CompanyFacts, Fact } from '../policy/input.ts';

/** A claim with what it rests on: a quote from the lead's own words or the name of a field. */
export interface Evidence {
  kind: 'quote' | 'field';
  /** The quote, or the property's name. */
  value: string;
}

export interface Finding<T> {
  value: T;
  /** 0-1. */
  confidence: number;
  evidence: readonly Evidence[];
}

/** The contact's values in one form: trimmed, E.164, ISO codes. Empty and nonsense values are absent, not ''. */
export interface CleanLead {
  contactId: string;
  name: string | null;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  emailDomain: string | null;
  emailKind: AssessmentFacts['emailKind'];
  /** E.164. */
  phone: string | null;
  /** ISO 3166 alpha-2. `from` says which field it was taken from. */
  country: Finding<string> | null;
  state: string | null;
  zip: string | null;
  /** ISO 639-1. */
  language: string | null;
  jobTitle: string | null;
  companyName: string | null;
  employees: number | null;
  /** The lead's own words, bounded and freed of control characters; '' = none. */
  text: string;
  /** Everything rules may name, in one flat record (see ContactFacts.facts). */
  facts: Readonly<Record<string, Fact>>;
  company: CompanyFacts | null;
  /** One line: where the enquiry came from (channel, form, campaign), from whatever is known. */
  source: { summary: string; channel: string };
  /** What was wrong or mended, as field names with a code. */
  notes: readonly { field: string; code: 'invalid' | 'mended' | 'missing' | 'too_long' }[];
}

export interface ScoreReason {
  points: number;
  /** Stable code, e.g. `intent_demo_request`, `size_enterprise`. */
  code: string;
  /** Plain English for people. */
  sentence: string;
  evidence: Evidence;
}

/** What the agents found out about one lead. */
export interface Assessment {
  clean: CleanLead;
  intent: Finding<Intent>;
  urgency: Finding<Urgency>;
  stage: Finding<BuyingStage>;
  riskFlags: readonly Finding<RiskFlag>[];
  /** 0-100. */
  score: number;
  scoreReasons: readonly ScoreReason[];
  duplicateOf: { contactId: string; ownerId: string | null; by: 'phone' | 'name_company' | 'email_form' } | null;
  /** Which agent said what: name, semantic version, milliseconds, how it ended. */
  provenance: readonly { agent: string; version: string; ms: number; outcome: 'ok' | 'fell_back' | 'failed' }[];
  classifier: 'lexical' | 'claude';
}

/** The closed facts of an assessment, as rules see them. */
export function assessmentFacts(assessment: Assessment): AssessmentFacts {
  return {
    intent: assessment.intent.value,
    urgency: assessment.urgency.value,
    stage: assessment.stage.value,
    riskFlags: assessment.riskFlags.map((flag) => flag.value),
    score: assessment.score,
    confidence: assessment.intent.confidence,
    hasText: assessment.clean.text !== '',
    emailKind: assessment.clean.emailKind,
  };
}

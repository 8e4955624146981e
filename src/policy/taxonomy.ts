/**
 * The closed lists. Values appear in customers' reports: never rename, only add.
 * Anything outside them is rejected at the edge it came in through. Order matters where it says so.
 */
export const INTENTS = [
  'demo_request',
  'pricing',
  'product_question',
  'technical_support',
  'partnership',
  'vendor_pitch',
  'careers',
  'research',
  'spam',
] as const;
export type Intent = (typeof INTENTS)[number];
/** When a message fits several intents, the first of these wins. */
export const INTENT_TIE_BREAK: readonly Intent[] = [
  'spam',
  'technical_support',
  'vendor_pitch',
  'careers',
  'partnership',
  'pricing',
  'demo_request',
  'product_question',
  'research',
];

export const URGENCIES = ['high', 'normal', 'low'] as const;
export type Urgency = (typeof URGENCIES)[number];

export const BUYING_STAGES = ['decision', 'evaluation', 'awareness', 'none'] as const;
export type BuyingStage = (typeof BUYING_STAGES)[number];

export const RISK_FLAGS = [
  'pricing_negotiation',
  'legal_review',
  'security_review',
  'procurement',
  'competitor_evaluation',
  'enterprise_account',
  'existing_customer',
  'angry_sentiment',
  'unclear_use_case',
  'duplicate_record',
  'personal_data_request',
  'missing_consent',
  'disposable_email',
  'prompt_injection',
  'language_mismatch',
] as const;
export type RiskFlag = (typeof RISK_FLAGS)[number];

export const QUALIFICATION_STATES = ['qualified', 'partially_qualified', 'needs_confirmation', 'disqualified'] as const;
export type QualificationState = (typeof QUALIFICATION_STATES)[number];

export const REPLY_CLASSES = [
  'positive',
  'referral',
  'pricing_question',
  'objection',
  'not_now',
  'not_interested',
  'unsubscribe',
  'out_of_office',
] as const;
export type ReplyClass = (typeof REPLY_CLASSES)[number];
/** When an answer fits several classes, the first of these wins. */
export const REPLY_TIE_BREAK: readonly ReplyClass[] = [
  'unsubscribe',
  'out_of_office',
  'referral',
  'pricing_question',
  'positive',
  'not_now',
  'objection',
  'not_interested',
];

export const STATUSES = [
  'new',
  'held',
  'offered',
  'accepted',
  'acted',
  'closed',
  'nurtured',
  'skipped',
  'failed',
] as const;
export type Status = (typeof STATUSES)[number];

export const INBOUND_TRIGGERS = [
  'demo_request',
  'pricing_request',
  'meeting_booked',
  'asked_for_person',
  'threshold_reached',
  'enterprise_fit',
  'existing_customer',
  'came_back',
  'agent_uncertain',
  'manual',
  'workflow',
  'imported',
  'created_by_user',
] as const;
export const OUTBOUND_TRIGGERS = [
  'positive_reply',
  'referral',
  'pricing_question',
  'objection',
  'strategic_engagement',
] as const;
export type InboundTrigger = (typeof INBOUND_TRIGGERS)[number];
export type OutboundTrigger = (typeof OUTBOUND_TRIGGERS)[number];
export type Trigger = InboundTrigger | OutboundTrigger;

export const NEXT_ACTIONS = [
  'call',
  'reply',
  'send_pricing',
  'book_meeting',
  'discovery',
  'verify_security',
  'verify_data',
  'forward',
  'wait',
  'none',
] as const;
export type NextAction = (typeof NEXT_ACTIONS)[number];

export const SLA_STATES = ['none', 'running', 'at_risk', 'breached', 'met', 'paused'] as const;
export type SlaState = (typeof SLA_STATES)[number];

export const WRONG_OWNER_REASONS = [
  'wrong_territory',
  'wrong_segment',
  'wrong_product',
  'existing_account',
  'language',
  'left_or_away',
  'conflict',
  'other',
] as const;
export const DECLINE_REASONS = ['overloaded', 'conflict', 'on_leave', 'not_my_skill', 'other'] as const;
export const NEEDS_CONTEXT_REASONS = ['source', 'use_case', 'contact_data', 'authority', 'timing', 'other'] as const;

export const HOLD_REASONS = [
  'nobody_free',
  'outside_hours',
  'waiting_for_facts',
  'needs_review',
  'portal_paused',
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

export const SKIP_REASONS = [
  'spam',
  'vendor_pitch',
  'careers',
  'own_staff',
  'competitor',
  'no_consent',
  'not_ours',
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

export const OUTCOMES = [
  'meeting_booked',
  'qualified',
  'nurture',
  'disqualified',
  'no_response',
  'duplicate',
  'junk',
  'customer_support',
  'taken_over',
  'deleted',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What comes of a handoff by itself; nobody chooses it. */
export const FOUND_OUTCOMES = ['taken_over', 'deleted'] as const satisfies readonly Outcome[];

export const DISQUALIFY_REASONS = [
  'no_budget',
  'no_need',
  'wrong_fit',
  'student_or_research',
  'unreachable',
  'existing_process',
  'other',
] as const;

/** What a decision ends in: every lead in exactly one. */
export const VERDICTS = ['routed', 'held', 'nurtured', 'skipped'] as const;
export type VerdictOutcome = (typeof VERDICTS)[number];

/** `fresh`: a person is waiting for an answer. `bulk`: imports, syncs, backfills. */
export const LANES = ['fresh', 'bulk'] as const;
export type Lane = (typeof LANES)[number];

export const WORKFLOWS = ['inbound', 'outbound'] as const;
export type Workflow = (typeof WORKFLOWS)[number];

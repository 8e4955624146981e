import { LEAD } from './balance.ts';
import type { HoldReason, QualificationState, RiskFlag, SkipReason, Trigger, VerdictOutcome } from './taxonomy.ts';

/**
 * What was decided and why. Ids, labels and numbers only: no value of the contact, no name of a person. Sentences for
 * people are made from it by explain.ts. The card, the log, the CRM note and the audit all read this one object.
 */
export interface Verdict {
  outcome: VerdictOutcome;
  /** The layer of the policy that had the last word. */
  layer: Layer;
  /** The rule that matched in that layer, if the layer has rules. */
  rule: { id: string; label: string } | null;
  pool: string | null;
  /** The person who gets the lead; null unless routed (or held for a named person). */
  ownerId: string | null;
  ownerReason: OwnerReason | null;
  trigger: Trigger | null;
  skipReason: SkipReason | null;
  hold: {
    reason: HoldReason;
    /** ISO; when looking again can help, null: when something changes. */ until: string | null;
    waitingFor: readonly string[];
  } | null;
  qualification: QualificationState;
  riskFlags: readonly RiskFlag[];
  /** Does the owner get a single task (false for bulk sources: one summary per person)? */
  task: boolean;
  sla: {
    minutes: number;
    /** ISO */ dueAt: string;
    /** The segment that set the minutes; absent: none did. */ segment?: string;
  } | null;
  candidates: readonly Candidate[];
  /** Entries of the credit ledger for this decision; they sum to 0. null: no pool chose (3.6). */
  step: BalanceStep | null;
  /** Which layers and rules were looked at, in order. */
  path: readonly PathStep[];
}

export type Layer = 'source' | 'skip' | 'hard' | 'trigger' | 'stickiness' | 'pool' | 'fallback' | 'wait';

export type OwnerReason =
  | 'fair_share'
  | 'existing_owner'
  | 'creating_user'
  | 'company_owner'
  | 'duplicate_owner'
  | 'previous_owner'
  | 'open_handoff'
  | 'named_by_rule'
  | 'overflow_pool'
  | 'manager'
  | 'given_by_person'
  | 'fallback_person';

export interface Candidate {
  ownerId: string;
  pool: string;
  /** `chosen`, `could_have` (eligible, somebody else was owed more) or the first reason against. */
  standing: 'chosen' | 'could_have' | WhyNot;
  weight: number;
  /** Credit before the step and after it, 10^9 = one lead; null when not eligible. */
  creditBefore: number | null;
  creditAfter: number | null;
  /** For caps: how many of how many, e.g. { count: 20, cap: 20, cap_kind: 'day' }. For a skill: which one; for a holiday: its name and calendar. `set_in`: away by an admin's word in Baton. */
  detail?: Readonly<Record<string, string | number>>;
}

/** What was owed to a candidate at the moment of choosing: the share of this lead included, its price not yet paid. */
export function owedTo({ standing, creditAfter }: Candidate): number {
  return (creditAfter ?? 0) + (standing === 'chosen' ? LEAD : 0);
}

export type WhyNot =
  | 'inactive'
  | 'away'
  | 'out_of_office'
  | 'outside_hours'
  | 'holiday'
  | 'cap_reached'
  | 'language'
  | 'skill'
  | 'zero_weight'
  | 'lapsed'
  | 'excluded';

export interface BalanceStep {
  scope: string;
  entries: readonly { ownerId: string; amount: number }[];
  /**
   * Where turns missed while away are made up for: above 0, what somebody has missed of this lead; below 0, what somebody got
   * more of it than the plain share. 10^9 = one lead.
   */
  makeUp?: readonly { ownerId: string; amount: number }[];
}

export interface PathStep {
  layer: Layer;
  rule: string | null;
  matched: boolean;
  /** Fields that decided it, e.g. ['country', 'intent']. */
  because: readonly string[];
}

import type { Holidays } from './holidays.ts';
import type { Override } from './override.ts';
import type { BuyingStage, Intent, Lane, RiskFlag, Urgency } from './taxonomy.ts';

/**
 * Everything a decision may depend on, as plain JSON values. It is stored whole (encrypted) with the decision, so
 * that a replay needs nothing else. No dates as objects: times are ISO strings in UTC or epoch milliseconds (`...Ms`).
 */
export interface DecisionInput {
  /** The clock of this decision, ISO UTC. */
  now: string;
  portalId: number;
  /** IANA zone of the HubSpot account; used where a person has none. */
  portalTimeZone: string;
  /** Stable 0-99 number of (portal, contact): which arm of a canary this lead follows. */
  arm: number;
  enquiry: EnquiryFacts;
  contact: ContactFacts;
  /** null: none associated (yet). */
  company: CompanyFacts | null;
  assessment: AssessmentFacts;
  /** Another record of the same person, if one was recognised. */
  duplicateOf: { contactId: string; ownerId: string | null } | null;
  /** The contact's open handoff, if there is one. */
  openHandoff: OpenHandoff | null;
  /** Owner of the last closed handoff of this contact. */
  previousOwnerId: string | null;
  people: readonly PersonState[];
  /** Credits of the ledger this decision is made on; a person not listed has 0. */
  credits: readonly CreditState[];
}

/** A value as rules compare it. null: unknown. */
export type Fact = string | number | boolean | null;

export interface EnquiryFacts {
  enquiryId: string;
  /** `new`: first enquiry; `came_back`: another one; `change`: facts changed, no new enquiry; `by_hand`: Route on the card, workflow action. */
  kind: 'new' | 'came_back' | 'change' | 'by_hand';
  /** HubSpot's source of the creation or of the change that made this enquiry: FORM, IMPORT, CRM_UI ... */
  source: string;
  /** The owner id of the HubSpot user who created the record by hand, if a user did. */
  creatorOwnerId: string | null;
  lane: Lane;
  /** ISO; when the enquiry happened. */
  occurredAt: string;
  /** Milliseconds between the enquiry and `now`; `waitForFacts` counts from here. */
  ageMs: number;
}

export interface ContactFacts {
  contactId: string;
  /** Current owner in HubSpot, as read; null: none. */
  ownerId: string | null;
  /** Is the contact older than the install? Then only an enquiry or a backfill touches it. */
  olderThanInstall: boolean;
  /** Cleaned facts by property name as rules name them: email, email_domain, country (ISO 3166 alpha-2), state, state_code (ISO 3166-2 without the country), zip, language (ISO 639-1), phone (E.164), jobtitle, seniority, company, numberofemployees (number), lifecyclestage, hs_lead_status, hs_analytics_source, ... */
  facts: Readonly<Record<string, Fact>>;
}

export interface CompanyFacts {
  companyId: string;
  ownerId: string | null;
  /** name, domain, numberofemployees (number), industry, country (ISO alpha-2), lifecyclestage ... */
  facts: Readonly<Record<string, Fact>>;
}

/** The closed labels and numbers that the agents found; no free text reaches a rule. */
export interface AssessmentFacts {
  intent: Intent;
  urgency: Urgency;
  stage: BuyingStage;
  riskFlags: readonly RiskFlag[];
  /** 0-100, sum of named reasons. */
  score: number;
  /** 0-1, of the intent. */
  confidence: number;
  hasText: boolean;
  emailKind: 'business' | 'free' | 'disposable' | 'role' | 'own_staff' | 'invalid' | 'none';
}

export interface OpenHandoff {
  handoffId: string;
  decisionId: string;
  enquiryId: string;
  ownerId: string;
  status: 'offered' | 'accepted' | 'acted';
  /** ISO. */
  openedAt: string;
  dueAt: string | null;
  /** A changed fact that the policy names may move it to somebody else; absent: only within its first minute. */
  mayMove?: true;
  /** A person has given it to this owner; absent: nobody has. */
  givenTo?: string;
  /** Nobody acted in time, or its owner cannot or will not have it; absent: neither. */
  lapsed?: {
    /** Who had it; none of them gets it back. */
    ownerIds: readonly string[];
    /** The pool to which the lead belongs, wherever it has gone since; null: none gave it. */
    pool: string | null;
    /** It has been to as many people of its pool as the policy allows. */
    leavesPool: boolean;
    /** Since then the overflow pool has been asked: it is not asked once more. Absent: it has not. */
    overflowed?: true;
  };
}

export interface WorkingHours {
  /** 1 = Monday ... 7 = Sunday. */
  weekday: number;
  startMinute: number;
  endMinute: number;
}

export interface PersonState {
  ownerId: string;
  /** HubSpot user id; null for a deactivated user or a queue. */
  userId: number | null;
  /** false: deactivated or deleted in HubSpot. */
  active: boolean;
  availability: 'available' | 'away' | 'unknown';
  /** IANA; null: unknown, the portal's is used. */
  timeZone: string | null;
  /** null: unknown, treated as the policy says. */
  workingHours: readonly WorkingHours[] | null;
  outOfOffice: readonly { startMs: number; endMs: number }[];
  /** An admin's word in Baton, already applied to availability and leave; absent: HubSpot's counts. */
  override?: Override;
  /** Public holidays where the person works; absent: none count. */
  holidays?: Holidays;
  languages: readonly string[];
  openHandoffs: number;
  /** Leads assigned by Baton within the last hour, day and week (rolling, to `now`). */
  assigned: { hour: number; day: number; week: number };
}

export interface CreditState {
  ownerId: string;
  /** '' = over all pools of the portal, else the pool's name. */
  scope: string;
  /** 10^9 = one lead. */
  credit: number;
  /** ISO; null: never. */
  lastLeadAt: string | null;
  /** What may be made up for missed turns, 10^9 = one lead; absent: nothing, or the policy makes up for none. */
  makeUp?: number;
}

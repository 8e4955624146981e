import type { Assessment, CleanLead } from '../agents/assessment.ts';
import { person } from '../hubspot/fixtures.ts';
import type { RiskFlag } from '../policy/taxonomy.ts';
import type { Verdict } from '../policy/verdict.ts';
import { composeHandoff } from './compose.ts';

/** A lead of whom everything is known, one of whom nothing is, and their verdicts: for tests of this folder. */
export const NOW = '2026-11-23T09:00:00.000Z';

const CLEAN: CleanLead = {
  contactId: '501',
  name: 'Jane Doe',
  firstName: 'Jane',
  lastName: 'Doe',
  email: 'jane@acme.example',
  emailDomain: 'acme.example',
  emailKind: 'business',
  phone: '+4930123456',
  country: { value: 'DE', confidence: 1, evidence: [{ kind: 'field', value: 'country' }] },
  state: null,
  zip: null,
  language: 'en',
  jobTitle: 'Head of IT',
  companyName: 'Acme GmbH',
  employees: 250,
  text: 'Hello there. What does it cost for 20 seats? We need an answer by Friday.',
  facts: {},
  company: null,
  source: { summary: 'form “Contact us”, paid search', channel: 'form' },
  notes: [],
};

export const NOTHING: CleanLead = {
  ...CLEAN,
  name: null,
  firstName: null,
  lastName: null,
  email: null,
  emailDomain: null,
  emailKind: 'none',
  phone: null,
  jobTitle: null,
  companyName: null,
  employees: null,
  text: '',
  source: { summary: '', channel: '' },
};

export function assessed(clean: Partial<CleanLead> = {}, rest: Partial<Assessment> = {}): Assessment {
  return {
    clean: { ...CLEAN, ...clean },
    intent: { value: 'pricing', confidence: 0.9, evidence: [{ kind: 'quote', value: 'cost' }] },
    urgency: { value: 'high', confidence: 0.8, evidence: [{ kind: 'quote', value: 'by Friday' }] },
    stage: { value: 'evaluation', confidence: 0.7, evidence: [] },
    riskFlags: [],
    score: 72,
    scoreReasons: [
      { points: 5, code: 'a', sentence: 'Has a phone number', evidence: { kind: 'field', value: 'phone' } },
      { points: 40, code: 'b', sentence: 'Asks for a price', evidence: { kind: 'quote', value: 'cost' } },
      { points: -10, code: 'c', sentence: 'Small team', evidence: { kind: 'field', value: 'numberofemployees' } },
      { points: 20, code: 'd', sentence: 'Business address', evidence: { kind: 'field', value: 'email' } },
    ],
    duplicateOf: null,
    provenance: [],
    classifier: 'lexical',
    ...rest,
  };
}

export function verdictOf(rest: Partial<Verdict> = {}): Verdict {
  return {
    outcome: 'routed',
    layer: 'pool',
    rule: { id: 'r1', label: 'Pricing goes to sales' },
    pool: 'sales',
    ownerId: '77',
    ownerReason: 'fair_share',
    trigger: 'pricing_request',
    skipReason: null,
    hold: null,
    qualification: 'qualified',
    riskFlags: [],
    task: true,
    sla: { minutes: 15, dueAt: '2026-11-23T09:15:00.000Z' },
    candidates: [],
    step: null,
    path: [],
    ...rest,
  };
}

export function compose(
  assessment: Assessment,
  verdict = verdictOf(),
  cameBack = false,
  meetingLink: string | null = null,
) {
  return composeHandoff({
    assessment,
    verdict,
    owner: meetingLink === null ? null : person('77', { name: 'Ada', meetingLink }),
    explanation: { headline: 'Goes to Ada because it is her turn.', why: [], others: [] },
    now: NOW,
    enquiries: cameBack ? 3 : 1,
    cameBack,
  });
}

export function flag(value: RiskFlag, quote: string) {
  return { value, confidence: 1, evidence: [{ kind: 'quote' as const, value: quote }] };
}

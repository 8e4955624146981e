import { compilePolicy, type CompiledPolicy } from './compile.ts';
import type { Condition } from './condition-schema.ts';
import type { DecisionInput, PersonState } from './input.ts';
import { policySchema, type PolicyDocument } from './schema.ts';
import type { z } from 'zod';

/** For tests and benchmarks: a plain working day. Wednesday, 14 January 2026, 10:00 in London. */
export const NOW = '2026-01-14T10:00:00.000Z';

export type PolicyInput = z.input<typeof policySchema>;
type Pool = PolicyInput['pools'][number];

/** For tests and benchmarks: somebody who is there and has nothing to do. */
export function person(ownerId: string, changes: Partial<PersonState> = {}): PersonState {
  return {
    ownerId,
    userId: 1,
    active: true,
    availability: 'available',
    timeZone: null,
    workingHours: null,
    outOfOffice: [],
    languages: [],
    openHandoffs: 0,
    assigned: { hour: 0, day: 0, week: 0 },
    ...changes,
  };
}

type Changes = { [Part in 'enquiry' | 'contact' | 'assessment']?: Partial<DecisionInput[Part]> } & Partial<
  Omit<DecisionInput, 'enquiry' | 'contact' | 'assessment'>
>;

/** For tests and benchmarks: a demo request by form from Germany, with changes. */
export function input({ enquiry, contact, assessment, ...rest }: Changes = {}): DecisionInput {
  return {
    now: NOW,
    portalId: 1,
    portalTimeZone: 'Europe/London',
    arm: 0,
    enquiry: {
      enquiryId: 'e1',
      kind: 'new',
      source: 'FORM',
      creatorOwnerId: null,
      lane: 'fresh',
      occurredAt: NOW,
      ageMs: 500,
      ...enquiry,
    },
    contact: {
      contactId: 'c1',
      ownerId: null,
      olderThanInstall: false,
      ...contact,
      facts: { country: 'DE', hs_analytics_source: 'ORGANIC_SEARCH', ip_country_code: 'DE', ...contact?.facts },
    },
    company: null,
    assessment: {
      intent: 'demo_request',
      urgency: 'normal',
      stage: 'evaluation',
      riskFlags: [],
      score: 50,
      confidence: 0.8,
      hasText: true,
      emailKind: 'free',
      ...assessment,
    },
    duplicateOf: null,
    openHandoff: null,
    previousOwnerId: null,
    people: [person('anna'), person('ben'), person('cleo')],
    credits: [],
    ...rest,
  };
}

/** For tests and benchmarks: a policy with one pool of Anna, Ben and Cleo unless told otherwise. */
export function policyDocument(changes: Partial<PolicyInput> = {}): PolicyDocument {
  return policySchema.parse({ version: 1, name: 'test', pools: [pool('sales')], defaultPool: 'sales', ...changes });
}

export function policy(changes: Partial<PolicyInput> = {}): CompiledPolicy {
  return compilePolicy(policyDocument(changes));
}

export function pool(name: string, changes: Partial<Pool> = {}): Pool {
  return { name, members: ['anna', 'ben', 'cleo'].map((ownerId) => ({ ownerId })), ...changes };
}

/** For tests: territories that touch each other, and places in and around them. */
export const TERRITORIES = {
  DACH: [{ countries: ['DE', 'AT', 'ch'] }],
  America: [{ countries: ['US'] }],
  California: [{ countries: ['US'], states: ['CA'] }],
  West: [{ countries: ['US'], states: ['ca', 'NV'] }],
  'Bay Area': [{ countries: ['us'], states: ['CA'], postcodes: ['94000-94999', '950'] }],
  'By code': [{ countries: ['US'], postcodes: ['94', '10000-19999'] }, { countries: ['AT'] }],
  Manchester: [{ countries: ['GB'], postcodes: ['M', 'SK1', 'EC1A', 'SW1A 1'] }],
};
export const PLACES = {
  country: ['DE', 'US', 'us', 'GB', 'AT', null],
  state_code: ['CA', 'NV', 'BY', null],
  zip: [
    '94107',
    '94107-1234',
    '95014',
    '10115',
    'M1 1AE',
    'm11ae',
    'ME1 1AA',
    'SK10 1AA',
    'EC1A 1BB',
    'SW1A 1AA',
    '9',
    null,
  ],
} as const;

/** For tests: a rule that every lead matches, unless `more` says when. */
export function rule<R extends object>(id: string, more: R) {
  const always: Condition = { all: [] };
  return { id, label: `of ${id}`, when: always, ...more };
}

/** For tests: the rule that skips spam. */
export const skipSpam = rule('spam', {
  when: { field: 'assessment.intent', operator: 'EQ', value: 'spam' } satisfies Condition,
  reason: 'spam' as const,
});

/** For tests: Anna, Ben, and somebody who has left. */
export const gone = [person('anna'), person('ben'), person('gone', { active: false })];

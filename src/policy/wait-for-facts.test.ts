import { describe, expect, it } from 'vitest';
import type { Condition } from './condition-schema.ts';
import { decide } from './decide.ts';
import { input, policy, pool } from './fixtures.ts';

const rule = (id: string, when: Condition, to: string) => ({ id, label: id, when, pool: to });
const inDach = (field: string): Condition => ({ field, operator: 'IN', values: ['DE', 'AT', 'CH'] });
const territory: Condition = {
  any: [
    inDach('contact.country'),
    { all: [{ field: 'contact.country', operator: 'NOT_HAS_PROPERTY' }, inDach('company.country')] },
  ],
};
const pools = [pool('sales'), pool('dach', { members: [{ ownerId: 'ben' }] })];
const byCountry = policy({ pools, poolRules: [rule('dach', territory, 'dach')] });
const unknown = { contact: { facts: { country: null, ip_country_code: null } } };
const business = { emailKind: 'business' } as const;
const waitsFor = (...args: Parameters<typeof decide>) => decide(...args).hold?.waitingFor ?? [];

describe('waiting for facts', () => {
  it('holds a young lead whose pool hangs on a country that HubSpot may still find', () => {
    const verdict = decide(byCountry, input({ ...unknown, enquiry: { ageMs: 1_500 } }));
    expect(verdict).toMatchObject({
      outcome: 'held',
      layer: 'wait',
      hold: { reason: 'waiting_for_facts', until: '2026-01-14T10:00:06.500Z', waitingFor: ['ip_country'] },
    });
  });

  it('decides once the time is over, with what is known', () => {
    expect(decide(byCountry, input({ ...unknown, enquiry: { ageMs: 8_000 } }))).toMatchObject({
      outcome: 'routed',
      pool: 'sales',
    });
  });

  it('waits for the company only where the address has a domain of its own', () => {
    const rules = policy({
      pools,
      poolRules: [rule('big', { field: 'company.numberofemployees', operator: 'GTE', value: 1_000 }, 'dach')],
    });
    expect(waitsFor(rules, input({ assessment: business }))).toEqual(['company']);
    for (const emailKind of ['free', 'disposable', 'none'] as const) {
      expect(waitsFor(rules, input({ assessment: { emailKind } }))).toEqual([]);
    }
    expect(
      waitsFor(rules, input({ assessment: business, company: { companyId: 'k', ownerId: null, facts: {} } })),
    ).toEqual([]);
  });

  it('does not wait when a present field settles it', () => {
    expect(waitsFor(byCountry, input({ assessment: business }))).toEqual([]);
    expect(waitsFor(byCountry, input({ assessment: business, contact: { facts: { country: 'FR' } } }))).toEqual([]);
  });

  it('does not wait when every answer leads to the same pool', () => {
    const same = policy({ pools, poolRules: [rule('a', territory, 'dach'), rule('b', { all: [] }, 'dach')] });
    expect(waitsFor(same, input(unknown))).toEqual([]);
  });

  it('does not wait when an earlier rule is certain', () => {
    const earlier = policy({
      pools,
      poolRules: [
        rule('demo', { field: 'assessment.intent', operator: 'EQ', value: 'demo_request' }, 'sales'),
        rule('dach', territory, 'dach'),
      ],
    });
    expect(waitsFor(earlier, input(unknown))).toEqual([]);
  });

  it('waits where a missing fact would keep a rule from matching', () => {
    const without = policy({ pools, poolRules: [rule('elsewhere', { not: territory }, 'dach')] });
    expect(waitsFor(without, input(unknown))).toEqual(['ip_country']);
  });

  it.each<[string, Parameters<typeof input>[0]]>([
    ['an owned contact', { contact: { ownerId: 'anna', ...unknown.contact } }],
    ['a nurtured lead', { ...unknown, assessment: { intent: 'research', score: 0 } }],
    ['the bulk lane', { ...unknown, enquiry: { source: 'IMPORT', lane: 'bulk' } }],
    ['a bulk source in the fresh lane', { ...unknown, enquiry: { source: 'IMPORT' } }],
    ['a lead routed by hand', { ...unknown, enquiry: { kind: 'by_hand' } }],
  ])('never holds up %s', (_name, changes) => {
    expect(waitsFor(byCountry, input(changes))).toEqual([]);
  });

  it('waits for the owner of the company only if the policy asks for it', () => {
    expect(waitsFor(policy(), input({ assessment: business }))).toEqual([]);
    expect(waitsFor(policy({ waitForFacts: { forCompanyOwner: true } }), input({ assessment: business }))).toEqual([
      'company',
    ]);
  });

  it('waits for a hard rule that names the owner of the company', () => {
    const rules = policy({ hard: [{ id: 'account', label: 'account', when: { all: [] }, to: 'company_owner' }] });
    expect(waitsFor(rules, input({ assessment: business }))).toEqual(['company']);
  });

  it('waits for nothing that the policy does not list', () => {
    const rules = policy({ pools, poolRules: [rule('dach', territory, 'dach')], waitForFacts: { facts: ['company'] } });
    expect(waitsFor(rules, input(unknown))).toEqual([]);
  });
});

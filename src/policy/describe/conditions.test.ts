import { describe, expect, it } from 'vitest';
import type { Condition } from '../condition-schema.ts';
import { conditionInWords } from './conditions.ts';

const naming = {
  territories: {
    home: [{ countries: ['DE', 'AT'] }],
    west: [{ countries: ['us'], states: ['ca'], postcodes: ['94000-94999', '95'] }, { countries: ['GB'] }],
  },
  lists: { dach: ['DE', 'AT', 'CH', 'LI', 'LU'], none: [] },
  nameOf: (ownerId: string) => (ownerId === '70' ? 'Ada Admin' : `Owner ${ownerId}`),
};
const country = (...values: string[]): Condition => ({ field: 'contact.country', operator: 'IN', values });
const large: Condition = { field: 'contact.numberofemployees', operator: 'GTE', value: 200 };
const deep = (levels: number): Condition => (levels === 0 ? large : { all: [deep(levels - 1), large] });

describe('a condition in words', () => {
  it.each<[string, Condition]>([
    ['country is Germany or Austria and employees at least 200', { all: [country('DE', 'AT'), large] }],
    ['country is Germany or Austria, or employees at least 200', { any: [country('DE', 'AT'), large] }],
    [
      'country is Germany and (employees at least 200, or industry is RETAIL)',
      {
        all: [country('DE'), { any: [large, { field: 'contact.industry', operator: 'EQ', value: 'RETAIL' }] }],
      },
    ],
    ['intent is demo request', { field: 'assessment.intent', operator: 'EQ', value: 'demo_request' }],
    ['intent is not spam', { field: 'assessment.intent', operator: 'NEQ', value: 'spam' }],
    ['risks include existing customer', { field: 'assessment.risk_flags', operator: 'EQ', value: 'existing_customer' }],
    ['risks do not include procurement', { field: 'assessment.risk_flags', operator: 'NEQ', value: 'procurement' }],
    ['message present is yes', { field: 'assessment.has_text', operator: 'EQ', value: true }],
    ['job title contains “head of it”', { field: 'contact.jobtitle', operator: 'CONTAINS_TOKEN', value: 'head of it' }],
    ['postal code begins with “10”', { field: 'contact.zip', operator: 'STARTS_WITH', value: '10' }],
    ['score more than 70', { field: 'assessment.score', operator: 'GT', value: 70 }],
    ["the company's employees at least 1,000", { field: 'company.numberofemployees', operator: 'GTE', value: 1_000 }],
    ['confidence less than 0.5', { field: 'assessment.confidence', operator: 'LT', value: 0.5 }],
    ['employees at most 50', { field: 'contact.numberofemployees', operator: 'LTE', value: 50 }],
    ['score from 20 to 40', { field: 'assessment.score', operator: 'BETWEEN', value: 20, highValue: 40 }],
    ['country is none of France or Spain', { field: 'contact.country', operator: 'NOT_IN', values: ['fr', 'ES'] }],
    ['domain of e-mail address is acme.test', { field: 'contact.email', operator: 'DOMAIN_IN', values: ['acme.test'] }],
    [
      'the contact is in the territory “home” (Germany or Austria)',
      { field: 'contact', operator: 'WITHIN', territory: 'home' },
    ],
    [
      'the company is in the territory “west” (United States (states CA, postcodes 94000-94999 or 95) or United Kingdom)',
      { field: 'company', operator: 'WITHIN', territory: 'west' },
    ],
    [
      'country is in the list “dach” (Germany, Austria, Switzerland, Liechtenstein or 1 more)',
      { field: 'contact.country', operator: 'IN', list: 'dach' },
    ],
    ['country is in the list “none”, which is empty', { field: 'contact.country', operator: 'IN', list: 'none' }],
    ['“plan__c” is known', { field: 'contact.plan__c', operator: 'HAS_PROPERTY' }],
    ['owner is not known', { field: 'contact.hubspot_owner_id', operator: 'NOT_HAS_PROPERTY' }],
    ["the company's owner is Ada Admin", { field: 'company.hubspot_owner_id', operator: 'EQ', value: '70' }],
    ['language is German', { field: 'contact.language', operator: 'EQ', value: 'de' }],
    ['not (country is Germany)', { not: country('DE') }],
    ['in our core market (country is Germany)', { any: [country('DE')], label: 'in our core market' }],
    ['always', { all: [] }],
    [
      `${Array.from({ length: 8 }, () => 'score more than 1').join(' and ')} and 98 more`,
      { all: Array.from({ length: 106 }, () => ({ field: 'assessment.score', operator: 'GT', value: 1 }) as const) },
    ],
  ])('%s', (words, condition) => {
    expect(conditionInWords(condition, naming)).toBe(words);
  });

  it('counts what is nested too deep to be told', () => {
    expect(conditionInWords(deep(8), naming)).toContain('a condition of 6 comparisons');
  });

  it('is cut, however wide it is', () => {
    const words = conditionInWords(country(...Array.from({ length: 8 }, () => 'x'.repeat(500))), naming);
    expect(words.length).toBeLessThanOrEqual(360);
    expect(words).toMatch(/…$/);
  });
});

import { describe, expect, it } from 'vitest';
import type { PropertyEntry } from '../../hubspot/lead.ts';
import { fieldsOffered } from './fields-offered.ts';

const entry = (name: string, changes: Partial<PropertyEntry> = {}): PropertyEntry => ({
  name,
  label: name,
  type: 'string',
  fieldType: 'text',
  options: null,
  ...changes,
});
const PLANS = [
  { value: 'a', label: 'Plan A' },
  { value: 'b', label: 'Plan B' },
];
const people = [{ ownerId: '70', name: 'Anna Keller' }];
const contact = [
  entry('zebra', { label: 'Zebra' }),
  entry('plan__c', { label: 'Plan', type: 'enumeration', options: PLANS }),
  entry('seats__c', { label: 'Seats', type: 'number' }),
  entry('vip__c', { label: 'VIP', type: 'bool' }),
  entry('message'),
  entry('wishes__c', { fieldType: 'textarea' }),
  entry('baton_score'),
  entry('country', { options: [{ value: 'Germany', label: 'Germany' }] }),
];
const company = [entry('tier', { label: 'Tier' })];
const offered = (name: string) =>
  fieldsOffered({ contact, company }, people).find((field) => field.name === name) ?? null;

describe('what a condition may ask about', () => {
  it('begins with what Baton found out, and ends with the other properties of the account by name', () => {
    const names = fieldsOffered({ contact, company }, people).map(({ name }) => name);
    expect(names[0]).toBe('assessment.intent');
    expect(names.slice(-5)).toEqual([
      'contact.plan__c',
      'contact.seats__c',
      'company.tier',
      'contact.vip__c',
      'contact.zebra',
    ]);
  });

  it('leaves out what strangers write, and what Baton itself wrote', () => {
    expect(offered('contact.message')).toBeNull();
    expect(offered('contact.wishes__c')).toBeNull();
    expect(offered('contact.baton_score')).toBeNull();
  });

  it('knows choices, numbers and people', () => {
    expect(offered('contact.plan__c')).toEqual({
      name: 'contact.plan__c',
      label: 'Plan',
      kind: 'choice',
      options: PLANS,
    });
    expect(offered('contact.seats__c')).toMatchObject({ kind: 'number' });
    expect(offered('contact.vip__c')?.options.map(({ value }) => value)).toEqual(['true', 'false']);
    expect(offered('assessment.score')).toMatchObject({ label: 'Score', kind: 'number' });
    expect(offered('assessment.urgency')?.options.map(({ value }) => value)).toEqual(expect.arrayContaining(['high']));
    expect(offered('contact.hubspot_owner_id')?.options).toEqual([{ value: '70', label: 'Anna Keller' }]);
    expect(offered('company.tier')).toMatchObject({ label: "The company's Tier", kind: 'text' });
  });

  it('offers countries by their codes, whatever HubSpot calls them', () => {
    const options = offered('contact.country')?.options ?? [];
    expect(options).toContainEqual({ value: 'DE', label: 'Germany' });
    expect(options.length).toBeGreaterThan(200);
  });

  it('offers what every account has where the properties are not known', () => {
    const names = fieldsOffered(null, people).map(({ name }) => name);
    expect(names).toContain('contact.country');
    expect(names).not.toContain('contact.plan__c');
  });
});

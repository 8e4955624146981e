import { describe, expect, it } from 'vitest';
import { assessed } from './fixtures.ts';
import { labelUpdates } from './label-updates.ts';

const lead = (properties: Record<string, string | null>) => ({
  contactId: '501',
  askedFor: '501',
  properties,
  ownerHistory: [],
  company: null,
  readAtMs: 0,
  createdAt: '2026-11-23T09:00:00.000Z',
});
const flag = (value: 'legal_review' | 'procurement') => ({ value, confidence: 1, evidence: [] });
const standing = { baton_score: '72', baton_intent: 'pricing', baton_buying_stage: 'evaluation', baton_risk_flags: '' };

describe('labels of a handoff that keeps its owner', () => {
  it.each([
    ['nothing, as all of it stands', standing, [], {}],
    ['flags that are new', standing, [flag('legal_review')], { baton_risk_flags: 'legal_review' }],
    ['a score that is another', { ...standing, baton_score: '10' }, [], { baton_score: '72' }],
    [
      'nothing but the order',
      { ...standing, baton_risk_flags: 'procurement;legal_review' },
      [flag('legal_review'), flag('procurement')],
      {},
    ],
    ['nothing, the owner speaking another language', { ...standing, baton_risk_flags: 'language_mismatch' }, [], {}],
    ['nothing that the account has no property for', {}, [flag('legal_review')], {}],
    ['what HubSpot has emptied', { ...standing, baton_intent: null }, [], { baton_intent: 'pricing' }],
  ])('are %s', (_name, properties, riskFlags, expected) => {
    expect(labelUpdates(lead(properties), assessed({}, { riskFlags }))).toEqual(expected);
  });
});

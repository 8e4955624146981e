import { describe, expect, it } from 'vitest';
import { compilePolicy } from './compile.ts';
import { policyDocument, pool, rule } from './fixtures.ts';
import { haveAll, NO_PROPERTIES } from './reads.ts';

const has = (field: string) => ({ field, operator: 'HAS_PROPERTY' as const });

describe('what must be read for a policy', () => {
  it('is what its rules and segments look at, of contact and company, each once', () => {
    const { reads } = compilePolicy(
      policyDocument({
        pools: [pool('sales')],
        skip: [{ ...rule('s', { when: { not: has('contact.opted_out') } }), reason: 'spam' }],
        poolRules: [
          rule('a', { pool: 'sales', when: { any: [has('company.tier'), has('contact.plan'), has('event.source')] } }),
          rule('b', { pool: 'sales', when: { all: [has('contact.plan'), has('assessment.intent')] } }),
        ],
        segments: { big: has('company.seats') },
      }),
    );
    expect(reads).toEqual({ contact: ['opted_out', 'plan'], company: ['seats', 'tier'] });
  });

  it('is all that a territory goes by', () => {
    const { reads } = compilePolicy(
      policyDocument({
        pools: [pool('sales')],
        territories: { dach: [{ countries: ['DE'] }] },
        poolRules: [
          rule('a', { pool: 'sales', when: { field: 'company', operator: 'WITHIN' as const, territory: 'dach' } }),
        ],
      }),
    );
    expect(reads).toEqual({ contact: [], company: ['country', 'state', 'zip'] });
  });

  it('is nothing of rules that are switched off', () => {
    const off = { ...rule('a', { pool: 'sales', when: has('contact.plan') }), enabled: false };
    expect(compilePolicy(policyDocument({ pools: [pool('sales')], poolRules: [off] })).reads).toEqual(NO_PROPERTIES);
  });
});

describe('whether enough was read', () => {
  const had = { contact: ['a', 'b'], company: ['c'] };

  it.each([
    [NO_PROPERTIES, true],
    [{ contact: ['b'], company: ['c'] }, true],
    [{ contact: ['c'], company: [] }, false],
    [{ contact: [], company: ['a'] }, false],
  ])('%j: %s', (wanted, enough) => {
    expect(haveAll(had, wanted)).toBe(enough);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition, Test } from '../condition-schema.ts';
import { compileCondition } from '../evaluate.ts';
import { input, PLACES, TERRITORIES } from '../fixtures.ts';
import type { Fact } from '../input.ts';
import type { LeadFacts } from '../lead-facts.ts';
import type { WaitableFact } from '../schema.ts';
import { RISK_FLAGS } from '../taxonomy.ts';
import { Intervals } from './intervals.ts';
import { RuleIndex } from './rule-index.ts';

const LISTS = { dach: ['DE', 'AT', 'CH'], big: ['acme.com', 'Example.org', 7], none: [] };
const NAMES = { lists: LISTS, territories: TERRITORIES };

/** Few fields and few values, so that rules and leads meet often. */
const FIELDS = [
  'contact.country',
  'contact.email',
  'contact.numberofemployees',
  'company.industry',
  'contact.ip_country',
  'contact.products',
];
const VALUES = [
  'DE',
  'de',
  ' AT',
  '',
  'jane@mail.acme.com',
  'https://www.example.org/x',
  'Road freight',
  'freight',
  '7',
  '12.5',
];
const value = fc.oneof(fc.constantFrom(...VALUES), fc.integer({ min: -2, max: 20 }), fc.boolean());
const number = fc.oneof(fc.integer({ min: -2, max: 20 }), fc.double({ noNaN: true }));
const field = fc.constantFrom(...FIELDS, 'assessment.risk_flags', 'assessment.score', 'event.source');

const test: fc.Arbitrary<Test> = fc.oneof(
  fc.record({ field, operator: fc.constantFrom('EQ', 'NEQ', 'CONTAINS_TOKEN', 'STARTS_WITH'), value }),
  fc.record({ field, operator: fc.constantFrom('GT', 'GTE', 'LT', 'LTE'), value: number }),
  fc
    .tuple(field, number, number)
    .map(([of, a, b]): Test => ({ field: of, operator: 'BETWEEN', value: Math.min(a, b), highValue: Math.max(a, b) })),
  fc.record({
    field,
    operator: fc.constantFrom('IN', 'NOT_IN', 'DOMAIN_IN'),
    values: fc.array(value, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    field,
    operator: fc.constantFrom('IN', 'NOT_IN', 'DOMAIN_IN'),
    list: fc.constantFrom('dach', 'big', 'none', 'unknown'),
  }),
  fc.record({ field, operator: fc.constantFrom('HAS_PROPERTY', 'NOT_HAS_PROPERTY') }),
  fc.record({
    field: fc.constantFrom('contact' as const, 'company' as const),
    operator: fc.constant('WITHIN' as const),
    territory: fc.constantFrom(...Object.keys(TERRITORIES)),
  }),
);
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    test,
    fc.array(tie('condition'), { maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('condition').map((not) => ({ not })),
  ),
}));

const ticked = fc.array(value, { maxLength: 3 }).map((choices) => choices.join(';'));
const fact: fc.Arbitrary<Fact> = fc.oneof(value, fc.constant(null), number, fc.string(), ticked);
const somewhere = fc.record(
  {
    country: fc.constantFrom(...PLACES.country),
    state_code: fc.constantFrom(...PLACES.state_code),
    zip: fc.oneof(fc.constantFrom(...PLACES.zip), fc.string()),
  },
  { requiredKeys: [] },
);
const factsOf = (...names: string[]) =>
  fc.tuple(fc.dictionary(fc.constantFrom(...names), fact), somewhere).map(([some, where]) => ({ ...some, ...where }));
const lead: fc.Arbitrary<LeadFacts> = fc
  .record({
    facts: factsOf('country', 'email', 'numberofemployees', 'ip_country', 'products'),
    company: fc.option(factsOf('industry')),
    riskFlags: fc.subarray([...RISK_FLAGS], { maxLength: 3 }),
    score: fc.integer({ min: 0, max: 20 }),
    awaited: fc.subarray(['company', 'ip_country', 'hs_analytics_source'] as const),
  })
  .map(({ facts: own, company, riskFlags, score, awaited }) => ({
    input: {
      ...input({ contact: { facts: own }, assessment: { riskFlags, score } }),
      company: company === null ? null : { companyId: 'k', ownerId: null, facts: company },
    },
    group: 'enquiry' as const,
    awaited: new Set(awaited),
  }));

describe('an index of rules', () => {
  it('shows every rule that holds or may still hold, in order, whatever rules and lead are', () => {
    fc.assert(
      fc.property(fc.array(condition, { maxLength: 12 }), lead, (conditions, one) => {
        const rules = conditions.map((when, place) => ({ place, holds: compileCondition(when, NAMES) }));
        const index = new RuleIndex(
          rules.map((rule, place) => ({ rule, when: conditions[place] ?? { all: [] } })),
          NAMES,
        );
        const shown = [...index.candidates(one)];
        const holding = (list: readonly (typeof rules)[number][]) =>
          list.filter((rule) => rule.holds(one) !== 'no').map(({ place }) => place);
        expect(holding(shown)).toEqual(holding(rules));
        expect(shown.map(({ place }) => place)).toEqual(shown.map(({ place }) => place).toSorted((a, b) => a - b));
      }),
      { numRuns: 2_000 },
    );
  });

  it('shows few of many', () => {
    const rules = Array.from({ length: 10_000 }, (_, place) => ({
      rule: place,
      when: {
        all: [
          { field: 'contact.country', operator: 'EQ' as const, value: 'DE' },
          { field: 'contact.zip', operator: 'EQ' as const, value: String(place) },
        ],
      },
    }));
    const index = new RuleIndex(rules, { lists: {} });
    const one = input({ contact: { facts: { country: 'DE', zip: '4711' } } });
    expect([...index.candidates({ input: one, group: 'enquiry', awaited: new Set() })]).toEqual([4_711]);
  });
});

describe('an index of rules on two fields', () => {
  const rules = Array.from({ length: 10_000 }, (_, place) => ({
    rule: place,
    when: {
      all: [
        { field: 'contact.industry', operator: 'EQ' as const, value: `i${Math.floor(place / 100)}` },
        { field: 'contact.country', operator: 'IN' as const, values: [`c${place % 100}`, `c${(place + 1) % 100}`] },
      ],
    },
  }));
  const index = new RuleIndex(rules, { lists: {} });
  const shown = (facts: Record<string, Fact>, awaited: readonly WaitableFact[] = []) => {
    const one = input({ contact: { facts } });
    return index.candidates({ input: one, group: 'enquiry', awaited: new Set(awaited) });
  };

  it('shows those that both fields allow', () => {
    expect(shown({ industry: 'I7', country: 'c3' })).toEqual([702, 703]);
    expect(shown({ industry: 'i7', country: 'elsewhere' })).toEqual([]);
    expect(shown({ industry: null, country: 'c3' })).toEqual([]);
  });

  it('shows all that the known field allows while the other may still turn out', () => {
    expect(shown({ industry: null, country: 'c3' }, ['company'])).toHaveLength(200);
    expect(shown({ industry: 'i7', country: null }, ['company'])).toHaveLength(10_000);
  });
});

describe('an index of territories', () => {
  const rules = Array.from({ length: 10_000 }, (_, place) => ({
    rule: place,
    when: { field: 'contact' as const, operator: 'WITHIN' as const, territory: String(place) },
  }));
  const territories = Object.fromEntries(
    rules.map(({ rule }) => {
      const low = String(rule * 10).padStart(5, '0');
      return [String(rule), [{ countries: ['US'], postcodes: [`${low}-${low.slice(0, 4)}9`] }]];
    }),
  );
  const index = new RuleIndex(rules, { lists: {}, territories });
  const shown = (facts: Record<string, Fact>) =>
    [...index.candidates({ input: input({ contact: { facts } }), group: 'enquiry', awaited: new Set() })].length;

  it('shows few of many', () => {
    expect(shown({ country: 'US', zip: '47115' })).toBe(10);
    expect([shown({ country: 'US', zip: null }), shown({ country: 'DE', zip: '47115' })]).toEqual([0, 0]);
  });
});

describe('intervals', () => {
  it('are found by every point that lies in them, ends included', () => {
    const end = fc.oneof(fc.integer({ min: -10, max: 10 }), fc.constantFrom(-Infinity, Infinity));
    fc.assert(
      fc.property(fc.array(fc.tuple(end, end), { maxLength: 30 }), fc.integer({ min: -11, max: 11 }), (ends, point) => {
        const all = ends.map(([a, b], place) => ({ low: Math.min(a, b), high: Math.max(a, b), place }));
        const found: number[] = [];
        new Intervals(all).collect(point, found);
        expect(found.toSorted((a, b) => a - b)).toEqual(
          all.filter(({ low, high }) => low <= point && point <= high).map(({ place }) => place),
        );
      }),
    );
  });
});

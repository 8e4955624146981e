import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePolicy } from '../compile.ts';
import type { Condition } from '../condition-schema.ts';
import { decide } from '../decide.ts';
import { compileCondition } from '../evaluate.ts';
import { input, person, PLACES, pool, TERRITORIES } from '../fixtures.ts';
import type { DecisionInput } from '../input.ts';
import { policySchema, type PolicyDocument } from '../schema.ts';
import { checkPolicy } from './check-policy.ts';
import type { Finding } from './finding.ts';

/** Few and kindred values, so that conditions touch each other often. */
const LISTS = { some: ['a', 'B', 12], none: [], domains: ['acme.test', 'www.b.test'] };
const NAMES = { lists: LISTS, territories: TERRITORIES };
const value = fc.constantFrom<string | number | boolean>(
  'a',
  'A ',
  'b',
  'ab',
  'abc',
  'a b',
  '12',
  12,
  5,
  7.5,
  true,
  'TRUE',
  'mail.acme.test',
  ' ',
);
const number = fc.constantFrom(5, 7, 7.5, 12);
const field = fc.constantFrom('contact.choices', 'contact.city', 'company.industry', 'assessment.risk_flags');
const flag = fc.constantFrom('procurement', 'legal_review', 'angry_sentiment');
const within = fc.record({
  field: fc.constantFrom('contact' as const, 'company' as const),
  operator: fc.constant('WITHIN' as const),
  territory: fc.constantFrom(...Object.keys(TERRITORIES)),
});
const test: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    field,
    operator: fc.constantFrom('EQ', 'NEQ', 'STARTS_WITH', 'CONTAINS_TOKEN'),
    value: fc.oneof(value, flag),
  }),
  fc.record({ field, operator: fc.constantFrom('GT', 'GTE', 'LT', 'LTE'), value: number }),
  fc.tuple(field, number, number).map(([of, a, b]) => ({
    field: of,
    operator: 'BETWEEN' as const,
    value: Math.min(a, b),
    highValue: Math.max(a, b),
  })),
  fc.record({
    field,
    operator: fc.constantFrom('IN', 'NOT_IN', 'DOMAIN_IN'),
    values: fc.array(fc.oneof(value, flag), { minLength: 1, maxLength: 4 }),
  }),
  fc.record({
    field,
    operator: fc.constantFrom('IN', 'NOT_IN', 'DOMAIN_IN'),
    list: fc.constantFrom(...Object.keys(LISTS)),
  }),
  fc.record({ field, operator: fc.constantFrom('HAS_PROPERTY', 'NOT_HAS_PROPERTY') }),
  within,
  within,
  fc.record({
    field: fc.constantFrom('contact.country', 'company.country'),
    operator: fc.constantFrom('EQ', 'NEQ'),
    value: fc.constantFrom('us', 'DE', 'GB'),
  }),
);
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 3, arbitrary: test },
    fc.record({ all: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('condition') }),
  ),
}));

const POOLS = ['x', 'y'] as const;
const target = fc.oneof(
  fc.constantFrom(...POOLS).map((name) => ({ pool: name })),
  fc.constantFrom('anna', 'gone').map((ownerId) => ({ ownerId })),
  fc.constantFrom('contact_owner' as const, 'company_owner' as const),
);
const rules = <T>(prefix: string, parts: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc
    .array(
      fc.record({
        label: fc.constant('l'),
        when: condition,
        enabled: fc.constantFrom(true, true, true, false),
        ...parts,
      }),
      { maxLength: 5 },
    )
    .map((all) => all.map((one, n) => ({ ...one, id: `${prefix}${n}` })));
const document = fc
  .record({
    skip: rules('s', { reason: fc.constantFrom('spam', 'careers') }),
    hard: rules('h', { to: target, evenIfOwned: fc.boolean() }),
    poolRules: rules('p', { pool: fc.constantFrom(...POOLS) }),
  })
  .map((parts) =>
    policySchema.parse({
      version: 1,
      name: 'test',
      ...parts,
      ...NAMES,
      pools: POOLS.map((name) => pool(name)),
      defaultPool: 'x',
      waitForFacts: { ms: 0 },
    }),
  );

const fact = fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: fc.constant(null) });
/** Of a property with checkboxes: HubSpot joins what is ticked. */
const choices = fc.oneof(
  fact,
  fc.array(value, { maxLength: 3 }).map((several) => several.join(';')),
);
const place = fc.record({
  country: fc.constantFrom(...PLACES.country),
  state_code: fc.constantFrom(...PLACES.state_code),
  zip: fc.constantFrom(...PLACES.zip),
});
const lead: fc.Arbitrary<DecisionInput> = fc
  .record({
    ticked: choices,
    city: fact,
    place,
    company: fc.option(
      fc.record({
        companyId: fc.constant('9'),
        ownerId: fc.constantFrom('anna', 'gone', null),
        facts: fc.record({ industry: fact, place }).map(({ industry, place: where }) => ({ industry, ...where })),
      }),
    ),
    riskFlags: fc.uniqueArray(flag),
    ownerId: fc.constantFrom('anna', 'gone', null),
    kind: fc.constantFrom('new', 'came_back', 'change', 'by_hand'),
  })
  .map(({ ticked, city, place: where, company, riskFlags, ownerId, kind }) =>
    input({
      enquiry: { kind },
      contact: { ownerId, facts: { choices: ticked, city, ...where } },
      company,
      assessment: { riskFlags },
      people: [person('anna'), person('ben'), person('gone', { active: false })],
    }),
  );
const leads = fc.array(lead, { minLength: 30, maxLength: 60 });

function ruleAt(policy: PolicyDocument, { path: [layer, index] }: Finding) {
  if (layer !== 'skip' && layer !== 'hard' && layer !== 'poolRules') throw new Error('names no rule');
  const rule = policy[layer][Number(index)];
  if (rule === undefined) throw new Error('names no rule');
  return rule;
}

describe('whatever the policy', () => {
  it('no lead reaches a rule that is called unreachable, shadowed or a contradiction', () => {
    let told = 0;
    fc.assert(
      fc.property(document, leads, (policy, inputs) => {
        const findings = checkPolicy({ document: policy });
        const never = findings.filter(({ rule }) =>
          ['unreachable_rule', 'shadowed_rule', 'contradiction'].includes(rule),
        );
        told += never.length;
        const dead = new Set(never.map((finding) => ruleAt(policy, finding).id));
        const compiled = compilePolicy(policy);
        for (const one of inputs) expect(dead.has(decide(compiled, one).rule?.id ?? '')).toBe(false);
        const impossible = findings
          .filter(({ rule }) => rule === 'contradiction')
          .map((finding) => ruleAt(policy, finding));
        for (const { when } of impossible) {
          const holds = compileCondition(when, NAMES);
          for (const one of inputs) expect(holds({ input: one, group: 'enquiry', awaited: new Set() })).toBe('no');
        }
      }),
      { numRuns: 300 },
    );
    expect(told).toBeGreaterThan(50);
  });
});

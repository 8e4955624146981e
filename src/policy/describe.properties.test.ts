import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ASSESSMENT_FIELDS, EVENT_FIELDS, type Condition } from './condition-schema.ts';
import { changesInWords } from './changes.ts';
import { describePolicy } from './describe.ts';
import { TERRITORIES } from './fixtures.ts';
import { policySchema, type PolicyDocument } from './schema.ts';
import { parsePolicyText } from './text/parse-policy.ts';
import { printPolicy } from './text/print-policy.ts';
import { INTENTS, LANES, SKIP_REASONS } from './taxonomy.ts';

const POOLS = ['sales', 'Rest of the world'] as const;
const LISTS = { dach: ['DE', 'AT', 'CH'], empty: [], mixed: ['x', 7] };

/** Text without the words by which a test recognises what must not be shown. */
const words = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  .filter((text) => !/undefined|null|NaN|\[/.test(text));
const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const scalar = fc.oneof(words, number, fc.boolean());
const field = fc.oneof(
  fc.constantFrom(
    'contact.country',
    'company.country',
    'contact.numberofemployees',
    'contact.my_field',
    'contact.hubspot_owner_id',
  ),
  fc.constantFrom(...ASSESSMENT_FIELDS).map((name) => `assessment.${name}`),
  fc.constantFrom(...EVENT_FIELDS).map((name) => `event.${name}`),
);
const label = fc.option(words, { nil: undefined });
const among = fc.constantFrom('IN' as const, 'NOT_IN' as const, 'DOMAIN_IN' as const);

const test = fc.oneof(
  fc.record({ field, label, operator: fc.constantFrom('EQ', 'NEQ', 'CONTAINS_TOKEN', 'STARTS_WITH'), value: scalar }),
  fc.record({ field, label, operator: fc.constantFrom('GT', 'GTE', 'LT', 'LTE'), value: number }),
  fc.record({ field, label, value: number, highValue: number }).map((one) => ({
    ...one,
    operator: 'BETWEEN' as const,
    value: Math.min(one.value, one.highValue),
    highValue: Math.max(one.value, one.highValue),
  })),
  fc.record({ field, label, operator: among, values: fc.array(scalar, { minLength: 1, maxLength: 20 }) }),
  fc.record({ field, label, operator: among, list: fc.constantFrom(...Object.keys(LISTS)) }),
  fc.record({ field, label, operator: fc.constantFrom('HAS_PROPERTY', 'NOT_HAS_PROPERTY') }),
  fc.record({
    field: fc.constantFrom('contact' as const, 'company' as const),
    label,
    operator: fc.constant('WITHIN' as const),
    territory: fc.constantFrom(...Object.keys(TERRITORIES)),
  }),
);

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    test,
    fc.record({ all: fc.array(tie('condition'), { maxLength: 4 }), label }),
    fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 4 }), label }),
    fc.record({ not: tie('condition'), label }),
  ),
}));

const pools = fc.constantFrom(...POOLS);
const owner = fc.constantFrom('anna', 'ben', '70');
const someone = fc.option(owner);
const cap = fc.option(fc.nat(1_000_000));
const caps = fc.record({ hour: cap, day: cap, week: cap, open: cap });
const minutes = fc.integer({ min: 1, max: 525_600 });
const ruleParts = { label: words, enabled: fc.boolean(), when: condition };
const rules = <T>(prefix: string, parts: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc
    .array(fc.record({ ...ruleParts, ...parts }), { maxLength: 5 })
    .map((all) => all.map((one, n) => ({ ...one, id: `${prefix}${n}` })));
const source = fc.record({
  assign: fc.constantFrom('route', 'keep', 'ownerless'),
  task: fc.boolean(),
  sla: fc.boolean(),
  threshold: fc.boolean(),
  lane: fc.constantFrom(...LANES),
});
const group = fc.constantFrom('enquiry', 'by_user', 'bulk');
const stick = fc.record({
  enabled: fc.boolean(),
  whenAway: fc.constantFrom('keep', 'go_on'),
  whenInactive: fc.constantFrom('go_on', 'fallback'),
});
const pool = (name: string) =>
  fc.record({
    name: fc.constant(name),
    label: fc.oneof(fc.constant(''), words),
    members: fc.uniqueArray(
      fc.record({
        ownerId: owner,
        weight: fc.nat(100),
        ramp: fc.constantFrom(undefined, { from: '2026-01-05', weeks: 4 }),
        caps: fc.option(caps, { nil: undefined }),
      }),
      { selector: ({ ownerId }) => ownerId },
    ),
    caps,
    managerOwnerId: someone,
    fallbackOwnerId: someone,
    overflowPool: fc.constant(name === 'sales' ? POOLS[1] : null),
    whenNobodyFree:
      name === 'sales' ? fc.constantFrom('hold', 'overflow', 'fallback') : fc.constantFrom('hold', 'fallback'),
    afterHours: fc.constantFrom('hold', 'assign'),
    unknownHours: fc.constantFrom('open', 'closed'),
    unknownAvailability: fc.constantFrom('available', 'away'),
    languages: fc.array(fc.constantFrom('de', 'en', 'pt-BR', 'xx', 'klingon'), { maxLength: 3 }),
    language: fc.constantFrom('ignore', 'prefer', 'require'),
    holidays: fc.constantFrom(undefined, 'DE', 'DE-BY'),
  });

const SEQUENCE = { id: '40', senderUserId: '7', senderEmail: 'ada@firm.example' };

/** Any document that the schema accepts, with every part of it in every form. */
const anyPolicy: fc.Arbitrary<PolicyDocument> = fc
  .record({
    version: fc.constant(1),
    name: words,
    lists: fc.constant(LISTS),
    territories: fc.constant(TERRITORIES),
    segments: fc.record({ Large: condition, none: condition }),
    onChange: fc.record({
      reroute: fc.subarray(['contact.country', 'company.zip']),
      hard: fc.subarray(['contact.city']),
    }),
    nurture: fc.constantFrom(undefined, { list: '9' }, { sequence: SEQUENCE }, { list: '9', sequence: SEQUENCE }),
    people: fc.option(
      fc.dictionary(
        owner,
        fc.record(
          {
            skills: fc.array(words, { maxLength: 30 }),
            languages: fc.constant(['de', 'xx']),
            holidays: fc.constantFrom('DE', 'DE-BY', 'XX'),
          },
          { requiredKeys: [] },
        ),
      ),
      { nil: undefined },
    ),
    sources: fc.record({
      enquiry: source,
      by_user: source,
      bulk: source,
      moved: fc.dictionary(fc.constantFrom('INTEGRATION', 'API'), group),
    }),
    skip: rules('s', { reason: fc.constantFrom(...SKIP_REASONS) }),
    hard: rules('h', {
      to: fc.oneof(
        fc.record({ pool: pools }),
        fc.record({ ownerId: owner }),
        fc.constantFrom('contact_owner', 'company_owner'),
      ),
      evenIfOwned: fc.boolean(),
    }),
    trigger: fc.record({
      threshold: fc.nat(100),
      alwaysRouted: fc.array(fc.constantFrom(...INTENTS)),
      alwaysNurtured: fc.array(fc.constantFrom(...INTENTS)),
      uncertainBelow: fc.double({ min: 0, max: 1, noNaN: true }),
      qualifiedFrom: fc.nat(100),
    }),
    stickiness: fc.record({ contactOwner: stick, duplicateOwner: stick, companyOwner: stick, previousOwner: stick }),
    poolRules: rules('p', { pool: pools }),
    pools: fc.tuple(pool(POOLS[0]), pool(POOLS[1])),
    defaultPool: pools,
    sla: fc.record({
      minutes: fc.record({ high: minutes, normal: minutes, low: minutes }),
      byPool: fc.dictionary(pools, fc.record({ high: minutes, normal: minutes, low: minutes }, { requiredKeys: [] })),
      bySegment: fc.constantFrom(undefined, { Large: { high: 2 }, none: {} }),
      clock: fc.constantFrom('working_hours', 'always'),
    }),
    waitForFacts: fc.record({
      ms: fc.nat(60_000),
      facts: fc.array(fc.constantFrom('company', 'hs_analytics_source', 'ip_country')),
      forCompanyOwner: fc.boolean(),
    }),
    balance: fc.record(
      {
        span: fc.constantFrom('portal', 'pool'),
        window: fc.constantFrom('never', 'day', 'week', 'month', { rollingDays: 30 }),
        makeUp: fc.record({ missed: fc.constantFrom('never', 'capped'), maxLeads: fc.integer({ min: 1, max: 100 }) }),
      },
      { requiredKeys: ['span'] },
    ),
  })
  .map((document) => policySchema.parse(document));

function nameOf(ownerId: string): string {
  return `Owner ${ownerId}`;
}

it('is total and stays small, whatever the document', () => {
  fc.assert(
    fc.property(anyPolicy, (document) => {
      const sections = describePolicy(document, nameOf);
      for (const { title, lines } of sections) {
        expect(title).toMatch(/\S/);
        for (const line of lines) expect(line).not.toMatch(/undefined|null|NaN|\[object|\n/);
      }
      expect(Buffer.byteLength(JSON.stringify(sections))).toBeLessThan(500_000);
    }),
    { numRuns: 200 },
  );
});

it('is the same policy when it is printed as YAML and read again', () => {
  fc.assert(
    fc.property(anyPolicy, (document) => {
      const parsed = parsePolicyText(printPolicy(document));
      expect(parsed).toMatchObject({ ok: true });
      expect(parsed.ok && parsed.document).toEqual(document);
    }),
    { numRuns: 100 },
  );
});

it('can be told from any other, in words', () => {
  fc.assert(
    fc.property(anyPolicy, anyPolicy, (before, after) => {
      expect(changesInWords(before, structuredClone(before), nameOf)).toEqual([]);
      for (const sentence of changesInWords(before, after, nameOf)) {
        expect(sentence).not.toMatch(/undefined|NaN|\[object|\n/);
      }
    }),
    { numRuns: 100 },
  );
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical.ts';
import { decide } from './decide.ts';
import { explainVerdict } from './explain.ts';
import { NOW, policy, pool } from './fixtures.ts';
import { flipsOf } from './flips/flips.ts';
import type { DecisionInput, Fact, PersonState } from './input.ts';
import { BUYING_STAGES, INTENTS, RISK_FLAGS, URGENCIES } from './taxonomy.ts';

const nowMs = Date.parse(NOW);
const IDS = ['anna', 'ben', 'cleo', 'dora', 'emil'];
const ownerId = fc.constantFrom(...IDS, 'stranger');
const maybeOwner = fc.option(ownerId, { freq: 2 });
const fact: fc.Arbitrary<Fact> = fc.oneof(
  fc.string(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom('DE', 'FR', '1200', 'customer'),
);
const facts = fc
  .tuple(
    fc.dictionary(fc.string(), fact, { maxKeys: 4 }),
    fc.record(
      { country: fact, numberofemployees: fact, language: fact, ip_country_code: fact, lifecyclestage: fact },
      { requiredKeys: [] },
    ),
  )
  .map(([any, known]) => ({ ...any, ...known }));
const count = fc.integer({ min: 0, max: 6 });

const person = (id: string): fc.Arbitrary<PersonState> =>
  fc.record({
    ownerId: fc.constant(id),
    userId: fc.constant(1),
    active: fc.integer({ min: 0, max: 3 }).map((n) => n > 0),
    availability: fc.constantFrom('available', 'available', 'away', 'unknown'),
    timeZone: fc.constantFrom(null, 'Europe/Berlin', 'America/New_York', 'nonsense'),
    workingHours: fc.constantFrom(
      null,
      [],
      [{ weekday: 3, startMinute: 540, endMinute: 1_020 }],
      [{ weekday: 2, startMinute: 1_300, endMinute: 700 }],
    ),
    outOfOffice: fc.constantFrom(
      [],
      [],
      [{ startMs: nowMs - 5, endMs: nowMs + 5 }],
      [{ startMs: Number.NaN, endMs: 9e15 }],
    ),
    languages: fc.constantFrom([], ['de'], ['en', 'fr']),
    openHandoffs: count,
    assigned: fc.record({ hour: count, day: count, week: count }),
  });

const lead: fc.Arbitrary<DecisionInput> = fc.record({
  now: fc.constantFrom(NOW, NOW, NOW, '2026-03-29T00:59:59.000Z', 'not a time'),
  portalId: fc.constant(1),
  portalTimeZone: fc.constantFrom('Europe/London', 'nowhere'),
  arm: fc.constant(0),
  enquiry: fc.record({
    enquiryId: fc.constant('e'),
    kind: fc.constantFrom('new', 'came_back', 'change', 'by_hand'),
    source: fc.oneof(fc.constantFrom('FORM', 'MEETINGS', 'CRM_UI', 'IMPORT', 'WORKFLOWS'), fc.string()),
    creatorOwnerId: maybeOwner,
    lane: fc.constantFrom('fresh', 'bulk'),
    occurredAt: fc.constant(NOW),
    ageMs: fc.oneof(fc.integer({ min: 0, max: 20_000 }), fc.double()),
  }),
  contact: fc.record({ contactId: fc.constant('c'), ownerId: maybeOwner, olderThanInstall: fc.boolean(), facts }),
  company: fc.option(fc.record({ companyId: fc.constant('k'), ownerId: maybeOwner, facts })),
  assessment: fc.record({
    intent: fc.constantFrom(...INTENTS),
    urgency: fc.constantFrom(...URGENCIES),
    stage: fc.constantFrom(...BUYING_STAGES),
    riskFlags: fc.subarray([...RISK_FLAGS]),
    score: fc.integer({ min: 0, max: 100 }),
    confidence: fc.double({ min: 0, max: 1 }),
    hasText: fc.boolean(),
    emailKind: fc.constantFrom('business', 'free', 'none', 'own_staff'),
  }),
  duplicateOf: fc.option(fc.record({ contactId: fc.constant('d'), ownerId: maybeOwner }), { freq: 2 }),
  openHandoff: fc.option(
    fc.record({
      handoffId: fc.constant('h'),
      decisionId: fc.constant('d'),
      enquiryId: fc.constant('e'),
      ownerId,
      status: fc.constantFrom('offered', 'accepted', 'acted'),
      openedAt: fc.constantFrom(NOW, '2026-01-01T00:00:00.000Z'),
      dueAt: fc.constantFrom(null, NOW),
    }),
    { freq: 2 },
  ),
  previousOwnerId: maybeOwner,
  people: fc
    .tuple(...IDS.map((id) => fc.option(person(id), { freq: 8 })))
    .map((all) => all.filter((one) => one !== null)),
  credits: fc.array(
    fc.record({
      ownerId,
      scope: fc.constantFrom('', 'dach'),
      credit: fc.integer({ min: -3e9, max: 3e9 }),
      lastLeadAt: fc.constantFrom(null, NOW),
    }),
    { maxLength: 6 },
  ),
});

const members = IDS.map((id, index) => ({ ownerId: id, weight: index }));
const CAPS = { hour: 5, day: 5, open: 4 };
const rules = (span: 'portal' | 'pool', afterHours: 'hold' | 'assign') =>
  policy({
    pools: [
      pool('sales', { members, caps: CAPS, afterHours, fallbackOwnerId: 'emil', whenNobodyFree: 'fallback' }),
      pool('dach', {
        members: members.slice(1, 4),
        caps: CAPS,
        language: 'require',
        whenNobodyFree: 'overflow',
        overflowPool: 'large',
        unknownHours: 'closed',
      }),
      pool('large', { members: members.slice(2), unknownAvailability: 'away', language: 'ignore' }),
    ],
    skip: [
      {
        id: 'spam',
        label: 'spam',
        when: { field: 'assessment.intent', operator: 'IN', values: ['spam', 'careers'] },
        reason: 'spam',
      },
    ],
    hard: [
      {
        id: 'customer',
        label: 'customer',
        when: { field: 'contact.lifecyclestage', operator: 'EQ', value: 'customer' },
        to: 'company_owner',
        evenIfOwned: true,
      },
      {
        id: 'emil',
        label: 'emil',
        when: { field: 'company.numberofemployees', operator: 'BETWEEN', value: 1, highValue: 1e6 },
        to: { ownerId: 'emil' },
      },
    ],
    poolRules: [
      {
        id: 'dach',
        label: 'dach',
        when: {
          any: [
            { field: 'contact.country', operator: 'STARTS_WITH', value: 'D' },
            { field: 'company.country', operator: 'CONTAINS_TOKEN', value: 'de' },
          ],
        },
        pool: 'dach',
      },
      {
        id: 'large',
        label: 'large',
        when: { not: { field: 'contact.numberofemployees', operator: 'LT', value: 1_000 } },
        pool: 'large',
      },
    ],
    balance: { span },
  });
const policies = (['portal', 'pool'] as const).flatMap((span) =>
  (['hold', 'assign'] as const).map((hours) => rules(span, hours)),
);
const anyPolicy = fc.constantFrom(...policies);

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}

describe('any lead', () => {
  it('ends in exactly one outcome with a reason, without throwing or touching its input', () => {
    fc.assert(
      fc.property(anyPolicy, lead, (rule, input) => {
        const verdict = decide(rule, deepFreeze(input));
        expect(canonicalJson(decide(rule, structuredClone(input)))).toBe(canonicalJson(verdict));
        expect(verdict.path.at(-1)?.matched).toBe(true);
        expect(verdict.ownerId !== null).toBe(verdict.outcome === 'routed');
        expect(verdict.ownerReason !== null).toBe(verdict.outcome === 'routed');
        expect(verdict.hold !== null).toBe(verdict.outcome === 'held');
        expect(verdict.skipReason !== null).toBe(verdict.outcome === 'skipped');
        if (verdict.outcome === 'routed') expect(verdict.trigger).not.toBeNull();
        const { headline, others, otherwise } = explainVerdict(verdict, (id) => id, flipsOf(rule, input, verdict));
        expect([headline, ...others, ...otherwise].join('\n')).not.toMatch(/undefined|null|NaN/);
      }),
      { numRuns: 500 },
    );
  });

  it('goes to nobody who may not have it', () => {
    fc.assert(
      fc.property(anyPolicy, lead, (rule, input) => {
        const verdict = decide(rule, input);
        if (verdict.ownerId === null) return;
        const owner = input.people.find((one) => one.ownerId === verdict.ownerId);
        expect(owner?.active).toBe(true);
        if (verdict.step === null) return;
        expect(owner?.availability).not.toBe('away');
        expect(verdict.candidates.filter((one) => one.standing === 'chosen')).toMatchObject([
          { ownerId: verdict.ownerId, pool: verdict.pool },
        ]);
        const again = input.openHandoff?.ownerId === verdict.ownerId ? 1 : 0;
        if (verdict.pool !== 'large') {
          expect(owner?.assigned.hour).toBeLessThan(CAPS.hour + again);
          expect(owner?.assigned.day).toBeLessThan(CAPS.day + again);
          expect(owner?.openHandoffs).toBeLessThan(CAPS.open + again);
        }
        expect(
          rule.pools.get(verdict.pool ?? '')?.members.find((one) => one.ownerId === verdict.ownerId)?.weight,
        ).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  it('makes a step that sums to 0 if and only if a pool chose', () => {
    fc.assert(
      fc.property(anyPolicy, lead, (rule, input) => {
        const { step, ownerReason, candidates } = decide(rule, input);
        expect(step !== null).toBe(ownerReason === 'fair_share' || ownerReason === 'overflow_pool');
        if (step === null) return;
        expect(step.entries.reduce((sum, entry) => sum + entry.amount, 0)).toBe(0);
        const eligible = candidates.filter((one) => one.standing === 'chosen' || one.standing === 'could_have');
        expect(step.entries.map((entry) => entry.ownerId)).toEqual(eligible.map((one) => one.ownerId));
      }),
      { numRuns: 300 },
    );
  });

  it('is not moved by what a stranger wrote', () => {
    fc.assert(
      fc.property(anyPolicy, lead, fc.string(), fc.string(), (rule, input, text, name) => {
        const said = {
          ...input,
          contact: { ...input.contact, facts: { ...input.contact.facts, message: text, firstname: name } },
        };
        expect(decide(rule, said)).toEqual(decide(rule, input));
      }),
      { numRuns: 200 },
    );
  });
});

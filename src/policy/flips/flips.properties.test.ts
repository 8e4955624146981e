import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEAD } from '../balance.ts';
import { compilePolicy } from '../compile.ts';
import { decide } from '../decide.ts';
import { input, NOW, person, policyDocument, pool, rule } from '../fixtures.ts';
import { Calendar, isOutOfOffice, isWithinHours } from '../hours.ts';
import type { DecisionInput, Fact } from '../input.ts';
import type { PolicyDocument } from '../schema.ts';
import { owedTo, type Verdict } from '../verdict.ts';
import { World } from './fixtures.ts';
import type { PersonChange, PersonFlip } from './flip.ts';
import { flipsOf } from './flips.ts';

const nowMs = Date.parse(NOW);
const IDS = ['anna', 'ben', 'cleo', 'dora'];
const count = fc.integer({ min: 0, max: 4 });
const cap = fc.constantFrom(null, null, 2, 3);
const caps = fc.record({ hour: cap, day: cap, week: cap, open: cap });
const HOLIDAYS = { calendar: 'DE', days: [{ date: NOW.slice(0, 10), name: 'Rest' }] };

const somebody = (ownerId: string) =>
  fc
    .record(
      {
        active: fc.constantFrom(true, true, true, true, false),
        availability: fc.constantFrom('available', 'available', 'available', 'away', 'unknown'),
        timeZone: fc.constantFrom(null, 'America/New_York'),
        workingHours: fc.constantFrom(null, null, [], [{ weekday: 3, startMinute: 540, endMinute: 1_020 }]),
        outOfOffice: fc.constantFrom([], [], [], [{ startMs: nowMs - 5, endMs: nowMs + 86_400_000 }]),
        languages: fc.constantFrom([], ['de'], ['en']),
        openHandoffs: count,
        assigned: fc.record({ hour: count, day: count, week: count }),
        holidays: fc.constant(HOLIDAYS),
      },
      {
        requiredKeys: [
          'active',
          'availability',
          'timeZone',
          'workingHours',
          'outOfOffice',
          'languages',
          'openHandoffs',
          'assigned',
        ],
      },
    )
    .map(({ holidays, ...state }) =>
      person(ownerId, { ...state, ...(state.openHandoffs === 4 && holidays ? { holidays } : {}) }),
    );

const country: fc.Arbitrary<Fact> = fc.constantFrom('DE', 'FR', 'US', null);
const owner = fc.constantFrom(null, null, null, null, ...IDS);
const lead = fc
  .record({
    kind: fc.constantFrom('new', 'new', 'came_back', 'by_hand'),
    facts: fc.record({
      country,
      language: fc.constantFrom('de', 'en', null),
      numberofemployees: fc.constantFrom(5, 900, 5_000, null),
    }),
    ownerId: owner,
    score: fc.integer({ min: 0, max: 100 }),
    intent: fc.constantFrom('research', 'research', 'demo_request'),
    company: fc.option(fc.record({ companyId: fc.constant('k'), ownerId: owner, facts: fc.record({ country }) })),
    previousOwnerId: owner,
    people: fc.tuple(...IDS.map(somebody)),
    credits: fc.array(
      fc.record({
        ownerId: fc.constantFrom(...IDS),
        scope: fc.constantFrom('', 'sales'),
        credit: fc.oneof(
          fc.integer({ min: -2, max: 2 }).map((n) => (n * LEAD) / 4),
          fc.integer({ min: -LEAD, max: LEAD }),
        ),
        lastLeadAt: fc.constantFrom(null, '2026-01-13T00:00:00.000Z'),
        makeUp: fc.constantFrom(0, 0, LEAD),
      }),
      { maxLength: 6 },
    ),
  })
  .map(({ kind, facts, ownerId, score, intent, ...rest }) =>
    input({ ...rest, enquiry: { kind }, contact: { ownerId, facts }, assessment: { score, intent } }),
  );

const member = (ownerId: string) =>
  fc.record(
    { ownerId: fc.constant(ownerId), weight: fc.integer({ min: 0, max: 4 }), caps },
    { requiredKeys: ['ownerId', 'weight'] },
  );
const BEGUN = { from: '2026-01-05', weeks: 4 };
const LATER = { from: '2026-02-01', weeks: 4 };
const sales = fc
  .record({
    members: fc.tuple(...IDS.map(member)),
    ramp: fc.constantFrom({}, { ramp: BEGUN }, { ramp: LATER }),
    caps,
    language: fc.constantFrom('prefer', 'require', 'ignore'),
    afterHours: fc.constantFrom('hold', 'assign'),
    unknownHours: fc.constantFrom('open', 'open', 'closed'),
    unknownAvailability: fc.constantFrom('available', 'away'),
    whenNobodyFree: fc.constantFrom('hold', 'overflow'),
  })
  .map(({ members, ramp, ...rest }) =>
    pool('sales', {
      ...rest,
      overflowPool: 'big',
      members: members.map((one, place) => (place === 0 ? { ...one, ...ramp } : one)),
    }),
  );
const policies = fc
  .record({
    sales,
    threshold: fc.integer({ min: 20, max: 80 }),
    span: fc.constantFrom('portal', 'pool'),
    asks: fc.boolean(),
    makeUp: fc.constantFrom(undefined, { missed: 'capped' as const }),
  })
  .map(({ sales: first, threshold, span, asks, makeUp }) =>
    policyDocument({
      pools: [first, pool('big', { members: IDS.slice(1, 3).map((ownerId) => ({ ownerId })) })],
      people: { anna: { skills: ['x'] }, ben: { skills: ['y'] } },
      trigger: { threshold, alwaysRouted: ['demo_request'] },
      balance: { span, ...(makeUp ? { makeUp } : {}) },
      hard: [
        rule('named', {
          to: { ownerId: 'dora' },
          when: {
            all: [
              { field: 'contact.country', operator: 'EQ', value: 'FR' },
              { field: 'assessment.score', operator: 'GTE', value: 60 },
            ],
          },
        }),
        rule('mid', {
          to: { pool: 'big' },
          when: { field: 'contact.numberofemployees', operator: 'BETWEEN', value: 600, highValue: 800 },
        }),
      ],
      poolRules: [
        rule('big', {
          pool: 'big',
          when: {
            all: [
              { field: 'contact.numberofemployees', operator: 'GT', value: 999 },
              { field: 'company.country', operator: 'IN', values: ['DE', 'AT'] },
            ],
          },
        }),
        rule('skilled', {
          pool: 'sales',
          when: { field: 'contact.country', operator: 'IN', values: asks ? ['DE'] : ['US'] },
          skills: ['x', 'y'],
        }),
      ],
    }),
  );

function withPerson(
  document: PolicyDocument,
  given: DecisionInput,
  flip: PersonFlip,
  changes: readonly PersonChange[],
): Verdict {
  const world = new World(document, given);
  for (const change of changes) world.person(flip, change);
  return world.decide();
}

const runs = { numRuns: 400 };

describe('every stated flip is true:', () => {
  it('with its changes a candidate gets the lead, or somebody is ahead by as much as said', () => {
    fc.assert(
      fc.property(policies, lead, (document, given) => {
        const policy = compilePolicy(document);
        for (const flip of flipsOf(policy, given, decide(policy, given)).people) {
          if (flip.changes.length === 0) continue;
          const then = withPerson(document, given, flip, flip.changes);
          if (flip.behind === null) {
            expect(then.ownerId).toBe(flip.ownerId);
            continue;
          }
          const inPool = then.candidates.filter((one) => one.pool === flip.pool);
          const [own, ahead] = [flip.ownerId, flip.behind.ownerId].map((id) =>
            inPool.find((one) => one.ownerId === id),
          );
          expect([own?.standing, ahead?.standing, then.ownerId]).toEqual(['could_have', 'chosen', flip.behind.ownerId]);
          if (own !== undefined && ahead !== undefined) expect(owedTo(ahead) - owedTo(own)).toBe(flip.behind.by);
        }
      }),
      runs,
    );
  });

  it('none of its changes is too large or can be left out', () => {
    fc.assert(
      fc.property(policies, lead, (document, given) => {
        const policy = compilePolicy(document);
        for (const flip of flipsOf(policy, given, decide(policy, given)).people) {
          if (flip.behind !== null) continue;
          for (const change of flip.changes) {
            const others = flip.changes.filter((one) => one !== change);
            expect(withPerson(document, given, flip, others).ownerId).not.toBe(flip.ownerId);
            if (!('to' in change)) continue;
            const less = [...others, { ...change, to: change.to - 1 }];
            expect(withPerson(document, given, flip, less).ownerId).not.toBe(flip.ownerId);
          }
        }
      }),
      runs,
    );
  });

  it('who is said to be back by then is at work then, and not before', () => {
    fc.assert(
      fc.property(policies, lead, (document, given) => {
        const policy = compilePolicy(document);
        for (const { ownerId, back } of flipsOf(policy, given, decide(policy, given)).people) {
          const state = given.people.find((one) => one.ownerId === ownerId);
          if (back === null || state === undefined) continue;
          const isThere = (atMs: number) => {
            const then = new Calendar(atMs, given.portalTimeZone);
            return isWithinHours(then, state) && !isOutOfOffice(then, state);
          };
          expect([isThere(Date.parse(back) - 1), isThere(Date.parse(back))]).toEqual([false, true]);
        }
      }),
      runs,
    );
  });

  it('with its change the lead goes where it says, which is elsewhere', () => {
    fc.assert(
      fc.property(policies, lead, (document, given) => {
        const policy = compilePolicy(document);
        const verdict = decide(policy, given);
        for (const { change, end } of flipsOf(policy, given, verdict).lead) {
          const again = new World(document, given).change(change).decide();
          expect(again).toMatchObject({ ...end });
          expect({ ...verdict, ...end }).not.toEqual(verdict);
          if (change.what === 'value') expect(again.rule).toEqual(change.rule);
          if (change.what !== 'threshold') continue;
          // One whole point less would not have been enough.
          const to = change.to < change.from ? change.to + 1 : change.to - 1;
          expect(new World(document, given).change({ ...change, to }).decide().outcome === 'nurtured').toBe(
            verdict.outcome === 'nurtured',
          );
        }
      }),
      runs,
    );
  });

  it('whoever is said to be next gets the next one like it', () => {
    fc.assert(
      fc.property(policies, lead, (document, given) => {
        const policy = compilePolicy(document);
        const verdict = decide(policy, given);
        const { next } = flipsOf(policy, given, verdict);
        if (next === null) return;
        const { people, credits } = structuredClone(given);
        const chosen = people.find((one) => one.ownerId === verdict.ownerId);
        if (chosen === undefined || verdict.step === null) throw new Error('nobody was chosen');
        chosen.openHandoffs += 1;
        for (const span of ['hour', 'day', 'week'] as const) chosen.assigned[span] += 1;
        const { scope, entries, makeUp = [] } = verdict.step;
        const balance = IDS.map((ownerId) => {
          const before = credits.find((one) => one.ownerId === ownerId && one.scope === scope);
          return before ?? { ownerId, scope, credit: 0, lastLeadAt: null };
        });
        for (const account of balance) {
          const amountIn = (booked: typeof entries) =>
            booked.find(({ ownerId }) => ownerId === account.ownerId)?.amount;
          account.credit += amountIn(entries) ?? 0;
          account.makeUp = (account.makeUp ?? 0) + (amountIn(makeUp) ?? 0);
          if (account.ownerId === verdict.ownerId) account.lastLeadAt = given.now;
        }
        const then = new World(document, { ...given, people, credits: [...balance, ...credits] }).decide();
        expect([then.ownerId, then.pool]).toEqual([next, verdict.pool]);
        expect(next).not.toBe(verdict.ownerId);
      }),
      runs,
    );
  });
});

import { describe, expect, it } from 'vitest';
import { LEAD } from '../balance.ts';
import { decide } from '../decide.ts';
import { explainVerdict } from '../explain.ts';
import { input, NOW, person, policy, pool, rule } from '../fixtures.ts';
import type { CompiledPolicy } from '../compile.ts';
import type { Condition } from '../condition-schema.ts';
import type { DecisionInput } from '../input.ts';
import { flipsOf } from './flips.ts';

const NAMES: Record<string, string> = { anna: 'Mona Fischer', ben: 'Jonas Weber', cleo: 'Cleo Brandt' };
const flips = (rules: CompiledPolicy, lead: DecisionInput) => flipsOf(rules, lead, decide(rules, lead));
const explain = (rules: CompiledPolicy, lead: DecisionInput) => {
  const verdict = decide(rules, lead);
  return explainVerdict(verdict, (id) => NAMES[id] ?? id, flipsOf(rules, lead, verdict));
};
/** What is said of Jonas Weber. */
const ofBen = (rules: CompiledPolicy, changes: Parameters<typeof input>[0]) =>
  explain(rules, input(changes)).others.find((line) => line.startsWith('Jonas Weber')) ?? '';

const owedToBen = [{ ownerId: 'ben', scope: '', credit: LEAD / 4, lastLeadAt: null }];
const owedByBen = [{ ownerId: 'ben', scope: '', credit: -LEAD / 4, lastLeadAt: null }];
const withBen = (changes: Parameters<typeof person>[1]) => [person('anna'), person('ben', changes)];
const twenty = { hour: 0, day: 20, week: 0 };
const capped = policy({ pools: [pool('sales', { caps: { day: 20, open: 5 } })] });
const nowMs = Date.parse(NOW);
const DAY_MS = 86_400_000;

describe('what would have helped a candidate', () => {
  const plain = policy();
  const members = [{ ownerId: 'anna', weight: 3 }, { ownerId: 'ben' }];
  it.each<[string, CompiledPolicy, Parameters<typeof input>[0], string]>([
    [
      'a cap',
      capped,
      { people: withBen({ assigned: twenty }), credits: owedToBen },
      'at cap 20 of 20 today; would have had it if the daily cap were 21',
    ],
    [
      'a cap that is passed already',
      capped,
      { people: withBen({ openHandoffs: 8 }), credits: owedToBen },
      'at cap 8 of 5 open handoffs; would have had it if the cap on open handoffs were 9',
    ],
    [
      'two caps',
      capped,
      { people: withBen({ openHandoffs: 5, assigned: twenty }), credits: owedToBen },
      'at cap 20 of 20 today; would have had it if the daily cap were 21 and the cap on open handoffs were 6',
    ],
    [
      'no cap',
      capped,
      { people: withBen({ assigned: twenty }), credits: owedByBen },
      'at cap 20 of 20 today; even if the daily cap were 21, Mona Fischer would have been ahead by 0.25 leads',
    ],
    [
      'a tie lost',
      capped,
      { people: withBen({ assigned: twenty }) },
      'at cap 20 of 20 today; even if the daily cap were 21, Mona Fischer would have been ahead on a tie',
    ],
    [
      'a status',
      plain,
      { people: withBen({ availability: 'away' }), credits: owedToBen },
      'away; would have had it if they were available',
    ],
    [
      'no leave',
      plain,
      { people: withBen({ outOfOffice: [{ startMs: nowMs, endMs: nowMs + DAY_MS }] }), credits: owedToBen },
      'out of office until 2026-01-15 10:00 UTC; would have had it if they were not on leave',
    ],
    [
      'working hours',
      plain,
      { people: withBen({ workingHours: [{ weekday: 4, startMinute: 540, endMinute: 600 }] }), credits: owedToBen },
      'outside working hours until 2026-01-15 09:00 UTC; would have had it if they were at work',
    ],
    [
      'no holiday',
      plain,
      {
        people: withBen({ holidays: { calendar: 'DE', days: [{ date: NOW.slice(0, 10), name: 'Rest' }] } }),
        credits: owedToBen,
      },
      'public holiday (Rest) in DE until 2026-01-15 00:00 UTC; would have had it if it were no holiday',
    ],
    [
      'a language',
      policy({ pools: [pool('sales', { language: 'require' })] }),
      { people: withBen({ languages: ['en'] }), contact: { facts: { language: 'de' } }, credits: owedToBen },
      "does not speak the lead's language; would have had it if they spoke the lead's language",
    ],
    [
      'a skill',
      policy({
        people: { anna: { skills: ['x'] } },
        poolRules: [rule('x', { pool: 'sales', skills: ['x'] })],
      }),
      { people: withBen({}), credits: owedToBen },
      'does not have the skill “x”; would have had it if they had the skill “x”',
    ],
    [
      'a weight instead of none',
      policy({ pools: [pool('sales', { members: [{ ownerId: 'anna' }, { ownerId: 'ben', weight: 0 }] })] }),
      { people: withBen({}), credits: owedByBen },
      'has weight 0 in this pool; would have had it if the weight were 2',
    ],
    [
      'a larger weight',
      policy({ pools: [pool('sales', { members })] }),
      { people: withBen({}), credits: owedByBen },
      'could have had it, was owed 0.00 leads; would have had it if the weight were 6',
    ],
    [
      'nothing that is done for one person: a ramp has not begun',
      policy({
        pools: [
          pool('sales', { members: [{ ownerId: 'anna' }, { ownerId: 'ben', ramp: { from: '2026-02-01', weeks: 2 } }] }),
        ],
      }),
      { people: withBen({}), credits: owedToBen },
      'has weight 0 in this pool',
    ],
    [
      'nothing that is done for one person: somebody has left',
      plain,
      { people: withBen({ active: false }) },
      'no longer active in HubSpot',
    ],
  ])('%s', (_name, rules, changes, expected) => {
    expect(ofBen(rules, changes)).toBe(`Jonas Weber: ${expected}`);
  });

  it('asks of somebody in two pools no more than the nearer one does', () => {
    const rules = policy({
      pools: [
        pool('sales', { members: [{ ownerId: 'ben', weight: 0 }], whenNobodyFree: 'overflow', overflowPool: 'big' }),
        pool('big', { members: [{ ownerId: 'anna' }, { ownerId: 'ben' }] }),
      ],
    });
    const people = withBen({ availability: 'away' });
    const { people: found } = flips(rules, input({ people, credits: owedToBen }));
    expect(found.map(({ pool: where, changes }) => [where, changes])).toEqual([
      ['sales', [{ what: 'available' }]],
      ['big', [{ what: 'available' }]],
    ]);
  });

  it('says who gets the next one like it', () => {
    expect(ofBen(policy(), { people: withBen({}) })).toContain('gets the next one like it if all else stays the same');
    const far = [{ ownerId: 'anna', scope: '', credit: 5 * LEAD, lastLeadAt: null }];
    expect(ofBen(policy(), { people: withBen({}), credits: far })).not.toContain('gets the next');
  });

  it('stops where a pool is too large to try everybody', () => {
    const ids = Array.from({ length: 300 }, (_, place) => `p${place}`);
    const rules = policy({ pools: [pool('sales', { members: ids.map((ownerId) => ({ ownerId })) })] });
    const people = ids.map((id) => person(id, { availability: 'away' }));
    const { length } = flips(rules, input({ people })).people;
    expect([length > 0, length < 24]).toEqual([true, true]);
  });
});

const otherwise = (rules: CompiledPolicy, changes: Parameters<typeof input>[0]) =>
  explain(rules, input(changes)).otherwise;
const research = (score: number) => ({ intent: 'research' as const, score });
const big = (when: Condition) =>
  policy({
    pools: [pool('sales'), pool('big', { members: [{ ownerId: 'cleo' }] })],
    poolRules: [rule('big', { label: 'it is large', pool: 'big', when })],
  });

describe('what about the lead or the rules would have led elsewhere', () => {
  it('says how far below the threshold a lead is', () => {
    expect(otherwise(policy(), { assessment: research(38) })).toEqual([
      '2 points short of the threshold of 40: with 38 it would have gone to Mona Fischer in the pool “sales”.',
    ]);
    const never = policy({ trigger: { alwaysNurtured: ['research'] } });
    expect(otherwise(never, { assessment: research(38) })).toEqual([]);
  });

  it('says which threshold would have kept a lead back', () => {
    expect(otherwise(policy(), { assessment: research(45) })).toEqual([
      'With a threshold of 46 instead of 40 it would have been nurtured.',
    ]);
    expect(otherwise(policy(), { assessment: { intent: 'demo_request', score: 45 } })).toEqual([]);
  });

  it.each<[string, Parameters<typeof input>[0], string]>([
    ['the contact', { contact: { ownerId: 'ben' } }, 'Had nobody owned the contact'],
    ['the company', { company: { companyId: 'k', ownerId: 'ben', facts: {} } }, 'Had nobody owned the company'],
    ['the other record', { duplicateOf: { contactId: 'd', ownerId: 'ben' } }, 'Had nobody owned the other record'],
    ['the contact before', { previousOwnerId: 'ben' }, 'Had nobody had the contact before'],
    ['the contact by hand', { enquiry: { source: 'CRM_UI', creatorOwnerId: 'ben' } }, 'Had nobody created it by hand'],
    [
      'this handoff',
      {
        openHandoff: {
          handoffId: 'h',
          decisionId: 'd',
          enquiryId: 'e',
          ownerId: 'ben',
          status: 'accepted',
          openedAt: NOW,
          dueAt: null,
        },
      },
      'Had nobody been on this contact',
    ],
  ])('says what would have become of it had nobody had %s', (_name, changes, start) => {
    const [sentence] = otherwise(policy(), changes);
    expect(sentence).toBe(`${start}, it would have gone to Mona Fischer in the pool “sales”.`);
    expect(otherwise(policy(), { ...changes, people: [person('ben')] }).join('')).not.toContain('Mona');
  });

  const employees: Condition = { field: 'contact.numberofemployees', operator: 'GTE', value: 1_000 };
  const wasLarge = 'the rule “it is large” would have held and it would have gone to Cleo Brandt in the pool “big”.';

  it.each<[string, Condition, string | null]>([
    ['a number', employees, `If employees were 1000, ${wasLarge}`],
    [
      'one of two conditions',
      { all: [employees, { field: 'contact.country', operator: 'EQ', value: 'DE' }] },
      `If employees were 1000, ${wasLarge}`,
    ],
    [
      'a value of a list',
      { field: 'contact.country', operator: 'IN', values: ['FR', 'US'] },
      `If country were France, ${wasLarge}`,
    ],
    [
      'the nearer end of a range',
      { field: 'assessment.score', operator: 'BETWEEN', value: 10, highValue: 30 },
      `If score were 30, ${wasLarge}`,
    ],
    ['two conditions at once', { all: [employees, { field: 'contact.country', operator: 'EQ', value: 'FR' }] }, null],
    ['what has no certain value', { field: 'contact.country', operator: 'NEQ', value: 'DE' }, null],
    ['a company that there is not', { field: 'company.industry', operator: 'EQ', value: 'x' }, null],
    ['a label that there is not', { field: 'assessment.intent', operator: 'EQ', value: 'nonsense' }, null],
  ])('says which rule missed by %s', (_name, when, expected) => {
    expect(otherwise(big(when), { contact: { facts: { numberofemployees: 500 } } })).toEqual(
      expected === null ? [] : [expected],
    );
  });

  it('tells the nearest three of many rules', () => {
    const country = { field: 'contact.country', operator: 'EQ', value: 'DE' } as const;
    const rules = policy({
      pools: [pool('sales'), pool('big', { members: [{ ownerId: 'cleo' }] })],
      poolRules: [
        ...['a', 'b'].map((id) =>
          rule(id, { pool: 'big', when: { field: 'contact.industry', operator: 'EQ' as const, value: id } }),
        ),
        ...[1_000, 2_000].map((value) =>
          rule(`n${value}`, {
            pool: 'big',
            when: { field: 'contact.numberofemployees', operator: 'GTE' as const, value },
          }),
        ),
        rule('both', {
          pool: 'big',
          when: { all: [country, { field: 'contact.industry', operator: 'EQ', value: 'c' }] },
        }),
      ],
    });
    const told = flips(rules, input()).lead.map(({ change }) => ('rule' in change ? change.rule.id : change.what));
    // Whoever has 2,000 employees is taken by the rule for 1,000.
    expect(told).toEqual(['both', 'n1000', 'a']);
  });
});

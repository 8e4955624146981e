import { describe, expect, it } from 'vitest';
import { LEAD } from './balance.ts';
import { decide } from './decide.ts';
import { explainVerdict } from './explain.ts';
import { input, person, policy, pool, rule } from './fixtures.ts';

const NAMES: Record<string, string> = { anna: 'Mona Fischer', ben: 'Jonas Weber', cleo: 'Cleo Brandt' };
const explain = (...args: Parameters<typeof decide>) => explainVerdict(decide(...args), (id) => NAMES[id] ?? id);
const emea = policy({
  pools: [pool('EMEA', { caps: { day: 20 } })],
  defaultPool: 'EMEA',
  poolRules: [{ id: 'emea', label: 'the country is in EMEA', when: { all: [] }, pool: 'EMEA' }],
});

describe('explainVerdict', () => {
  it('says who, why and why not the others', () => {
    const people = [
      person('anna'),
      person('ben', { assigned: { hour: 0, day: 20, week: 20 } }),
      person('cleo', { availability: 'away' }),
    ];
    const credits = [{ ownerId: 'anna', scope: '', credit: LEAD / 4, lastLeadAt: null }];
    expect(explain(emea, input({ people, credits }))).toEqual({
      headline: 'Mona Fischer, because the country is in EMEA and they were the only one free',
      why: ['1 of 3 people could have had it.'],
      terms: ['Trigger: demo request.', 'To be acted on by 2026-01-14 10:15 UTC (15 minutes).'],
      others: ['Jonas Weber: at cap 20 of 20 today', 'Cleo Brandt: away'],
      otherwise: [],
    });
  });

  it('says that somebody makes up for leads missed while away', () => {
    const rules = policy({ balance: { makeUp: { missed: 'capped' } } });
    const credits = [{ ownerId: 'ben', scope: '', credit: LEAD, lastLeadAt: null, makeUp: LEAD }];
    const sentence = 'Jonas Weber counts double for now, to make up for leads missed while away.';
    expect(explain(rules, input({ credits })).why).toContain(sentence);
    const away = [person('anna'), person('ben', { availability: 'away' })];
    expect(explain(rules, input({ people: away })).why).toEqual(['1 of 3 people could have had it.']);
  });

  it('says what was owed', () => {
    const credits = [{ ownerId: 'anna', scope: '', credit: LEAD / 4, lastLeadAt: null }];
    const { headline, others } = explain(emea, input({ people: [person('anna'), person('ben')], credits }));
    expect(headline).toBe('Mona Fischer, because the country is in EMEA and they were owed the most: 0.75 leads');
    expect(others).toContain('Jonas Weber: could have had it, was owed 0.50 leads');
    expect(others).toContain('Cleo Brandt: no longer active in HubSpot');
  });

  it.each<[string, Parameters<typeof input>[0], RegExp]>([
    ['its owner', { contact: { ownerId: 'ben' } }, /^Jonas Weber, because the contact is already theirs$/],
    ['the creating user', { enquiry: { source: 'CRM_UI', creatorOwnerId: 'ben' } }, /they created the contact$/],
    ['a nurtured lead', { assessment: { intent: 'research', score: 0 } }, /^Nurtured, because/],
    ['nobody', { people: [] }, /^Held, because nobody in the pool “EMEA” is free$/],
    [
      'a departed owner',
      { people: [person('anna'), person('ben', { active: false })], contact: { ownerId: 'ben' } },
      /^Mona Fischer, because/,
    ],
  ])('%s', (_name, changes, expected) => {
    expect(explain(emea, input(changes)).headline).toMatch(expected);
  });

  it('names the rule where the headline does not', () => {
    const people = [person('anna', { availability: 'away' })];
    const { headline, why } = explain(emea, input({ people }));
    expect(headline).not.toContain('the country is in EMEA');
    expect(why).toContain('Rule: the country is in EMEA.');
  });

  it('says which skill somebody lacks', () => {
    const rules = policy({
      hard: [rule('x', { to: { pool: 'sales' }, skills: ['x'] })],
      people: { ben: { skills: ['X'] } },
    });
    expect(explain(rules, input({ people: [person('anna'), person('ben')] })).others).toContain(
      'Mona Fischer: does not have the skill “x”',
    );
  });

  it('says what was passed over', () => {
    const people = [person('anna'), person('ben', { active: false })];
    const { why } = explain(emea, input({ people, contact: { ownerId: 'ben' } }));
    expect(why).toContain('Passed over: contact owner: inactive.');
  });

  it('says what a lead waits for', () => {
    const rules = policy({
      pools: [pool('sales'), pool('big')],
      poolRules: [
        {
          id: 'big',
          label: 'big',
          when: { field: 'company.numberofemployees', operator: 'GT', value: 9 },
          pool: 'big',
        },
      ],
    });
    expect(explain(rules, input({ assessment: { emailKind: 'business' } })).headline).toBe(
      'Held for a moment, because the company may change who gets it',
    );
  });
});

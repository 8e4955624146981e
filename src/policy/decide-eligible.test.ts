import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import type { Condition } from './condition-schema.ts';
import { gone, input, NOW, person, policy, pool, rule } from './fixtures.ts';
import type { DecisionInput } from './input.ts';

const nowMs = Date.parse(NOW);

describe('decide: who is eligible', () => {
  const closed = [{ weekday: 3, startMinute: 1_200, endMinute: 1_260 }];
  const leave = [{ startMs: nowMs - 1, endMs: nowMs + 3_600_000 }];
  const full = { assigned: { hour: 0, day: 20, week: 20 } };
  it.each<[string, Parameters<typeof person>[1], Parameters<typeof pool>[1], string]>([
    ['deactivated', { active: false }, {}, 'inactive'],
    ['away', { availability: 'away' }, {}, 'away'],
    ['of unknown status, where that means away', { availability: 'unknown' }, { unknownAvailability: 'away' }, 'away'],
    ['on leave', { outOfOffice: leave }, {}, 'out_of_office'],
    ['off duty', { workingHours: closed }, {}, 'outside_hours'],
    ['without hours, where that means closed', {}, { unknownHours: 'closed' }, 'outside_hours'],
    ['at the cap', full, { caps: { day: 20 } }, 'cap_reached'],
    ['not speaking the language', { languages: ['fr'] }, { language: 'require' }, 'language'],
    ['of weight 0', {}, { members: [{ ownerId: 'anna', weight: 0 }] }, 'zero_weight'],
  ])('not somebody %s', (_name, changes, poolChanges, standing) => {
    const rules = policy({ pools: [pool('sales', { members: [{ ownerId: 'anna' }], ...poolChanges })] });
    const verdict = decide(rules, input({ people: [person('anna', changes)], contact: { facts: { language: 'de' } } }));
    expect(verdict).toMatchObject({
      outcome: 'held',
      layer: 'fallback',
      pool: 'sales',
      ownerId: null,
      step: null,
      sla: null,
    });
    expect(verdict.candidates).toMatchObject([{ ownerId: 'anna', standing, creditBefore: null }]);
  });

  it('says which cap, and lets a person have caps of their own', () => {
    const rules = policy({
      pools: [
        pool('sales', { caps: { day: 20 }, members: [{ ownerId: 'anna' }, { ownerId: 'ben', caps: { day: 30 } }] }),
      ],
    });
    const verdict = decide(rules, input({ people: [person('anna', full), person('ben', full)] }));
    expect(verdict.ownerId).toBe('ben');
    expect(verdict.candidates[0]?.detail).toEqual({ count: 20, cap: 20, cap_kind: 'day' });
  });

  it('prefers those who speak the language, if one of them is free', () => {
    const people = [
      person('anna', { languages: ['en'] }),
      person('ben', { languages: ['de-AT', 'en'] }),
      person('cleo'),
    ];
    const german = { contact: { facts: { language: 'de' } } };
    expect(decide(policy(), input({ ...german, people }))).toMatchObject({ ownerId: 'ben', riskFlags: [] });
    const nobody = decide(policy(), input({ ...german, people: people.slice(0, 1) }));
    expect(nobody).toMatchObject({ ownerId: 'anna', riskFlags: ['language_mismatch'] });
  });
});

const overflowing = (whenNobodyFree: 'overflow' | 'fallback') => [
  pool('sales', { whenNobodyFree, overflowPool: 'more', fallbackOwnerId: 'anna' }),
  pool('more', { members: [{ ownerId: 'yan' }, { ownerId: 'zoe' }] }),
];
describe('decide: skills', () => {
  const dach: Condition = { field: 'contact.country', operator: 'EQ', value: 'DE' };
  const asking = (changes: Parameters<typeof policy>[0] = {}) =>
    policy({
      people: {
        ben: { skills: ['Product X', 'health'] },
        cleo: { skills: ['health'] },
        zoe: { skills: ['product x', 'health'] },
      },
      poolRules: [rule('x', { when: dach, pool: 'sales', skills: ['product x', 'health'] })],
      ...changes,
    });

  it('gives a lead to those who have all that its rule asks for, and says what the others lack', () => {
    expect(decide(asking(), input()).ownerId).toBe('ben');
    expect(decide(asking(), input()).candidates.map(({ standing, detail }) => [standing, detail?.['skill']])).toEqual([
      ['skill', 'product x'],
      ['chosen', undefined],
      ['skill', 'product x'],
    ]);
    const others = decide(asking(), input({ contact: { facts: { country: 'FR' } } }));
    expect(others.candidates.map(({ standing }) => standing)).not.toContain('skill');
  });

  it('asks the same where the pool overflows, but not of the fallback person', () => {
    const people = [person('anna'), person('ben', { availability: 'away' }), person('zoe'), person('yan')];
    const ownerIn = (whenNobodyFree: 'overflow' | 'fallback') =>
      decide(asking({ pools: overflowing(whenNobodyFree) }), input({ people })).ownerId;
    expect([ownerIn('overflow'), ownerIn('fallback')]).toEqual(['zoe', 'anna']);
  });

  it('asks the same where a hard rule leads to a pool', () => {
    const rules = asking({
      poolRules: [],
      hard: [rule('h', { when: dach, to: { pool: 'sales' }, skills: ['health'] })],
    });
    expect(decide(rules, input()).candidates.map(({ standing }) => standing)).toEqual([
      'skill',
      'chosen',
      'could_have',
    ]);
  });
});

describe('decide: public holidays', () => {
  const holidays = { calendar: 'GB-ENG', days: [{ date: '2026-01-14', name: 'Feast of the Ass' }] };
  const anna = (changes: Parameters<typeof person>[1] = {}) => [person('anna', { holidays, ...changes })];

  it.each<[string, Parameters<typeof person>[1], string]>([
    ['without known hours', {}, '2026-01-15T00:00:00.000Z'],
    [
      'with hours',
      {
        workingHours: [
          { weekday: 3, startMinute: 0, endMinute: 1_440 },
          { weekday: 4, startMinute: 540, endMinute: 600 },
        ],
      },
      '2026-01-15T09:00:00.000Z',
    ],
    [
      'at the end of the world',
      { timeZone: 'Pacific/Kiritimati', holidays: { ...holidays, days: [{ date: '2026-01-15', name: 'x' }] } },
      '2026-01-15T10:00:00.000Z',
    ],
  ])('are no working days for people %s', (_name, changes, until) => {
    const verdict = decide(policy(), input({ people: anna(changes) }));
    expect(verdict.hold).toEqual({ reason: 'outside_hours', until, waitingFor: [] });
    expect(verdict.candidates[0]).toMatchObject({ standing: 'holiday', detail: { calendar: 'GB-ENG' } });
  });

  it('are past in time, and the clock does not run on them', () => {
    const after = { ...holidays, days: [{ date: '2026-01-13', name: 'x' }] };
    expect(decide(policy(), input({ people: anna({ holidays: after }) })).ownerId).toBe('anna');
    const rules = policy({ pools: [pool('sales', { afterHours: 'assign' })] });
    const verdict = decide(rules, input({ people: anna() }));
    expect([verdict.ownerId, verdict.sla?.dueAt]).toEqual(['anna', '2026-01-15T00:15:00.000Z']);
  });

  it('change nothing for anybody else', () => {
    const others = [...anna(), person('ben')];
    expect(decide(policy(), input({ people: others })).ownerId).toBe('ben');
  });
});

describe('decide: nobody free', () => {
  const off = { workingHours: [{ weekday: 3, startMinute: 1_200, endMinute: 1_260 }] };
  it('holds until somebody opens, or without a time if something else may free somebody first', () => {
    const rules = policy({ pools: [pool('sales', { members: [{ ownerId: 'anna' }, { ownerId: 'ben' }] })] });
    const hold = (people: DecisionInput['people']) => decide(rules, input({ people })).hold;
    expect(hold([person('anna', off)])).toEqual({
      reason: 'outside_hours',
      until: '2026-01-14T20:00:00.000Z',
      waitingFor: [],
    });
    expect(hold([person('anna', off), person('ben', { availability: 'away' })])).toMatchObject({
      reason: 'nobody_free',
      until: null,
    });
    expect(hold([])).toMatchObject({ reason: 'nobody_free', until: null });
  });

  it('assigns after hours where the pool says so, and the clock starts at opening', () => {
    const rules = policy({ pools: [pool('sales', { afterHours: 'assign' })] });
    const people = [person('anna', off), person('ben', off)];
    expect(decide(rules, input({ people }))).toMatchObject({
      ownerId: 'anna',
      sla: { dueAt: '2026-01-14T20:15:00.000Z' },
    });
    const onDuty = decide(rules, input({ people: [...people, person('cleo')] }));
    expect(onDuty.ownerId).toBe('cleo');
    expect(onDuty.candidates[0]?.standing).toBe('outside_hours');
  });

  it('overflows into the next pool and lists the people of both', () => {
    const rules = policy({
      pools: [
        pool('sales', { members: [{ ownerId: 'gone' }], whenNobodyFree: 'overflow', overflowPool: 'rest' }),
        pool('rest', { members: [{ ownerId: 'ben' }] }),
      ],
    });
    const verdict = decide(rules, input({ people: gone }));
    expect(verdict).toMatchObject({ layer: 'fallback', ownerId: 'ben', ownerReason: 'overflow_pool', pool: 'rest' });
    expect(verdict.candidates.map((candidate) => candidate.pool)).toEqual(['sales', 'rest']);
  });

  it('gives it to the fallback person, else the manager, else holds it', () => {
    const rules = policy({
      pools: [
        pool('sales', { members: [], whenNobodyFree: 'fallback', fallbackOwnerId: 'gone', managerOwnerId: 'ben' }),
      ],
    });
    expect(decide(rules, input({ people: gone }))).toMatchObject({
      ownerId: 'ben',
      ownerReason: 'fallback_person',
      step: null,
    });
    expect(decide(rules, input({ people: [] }))).toMatchObject({ outcome: 'held', hold: { reason: 'nobody_free' } });
  });
});

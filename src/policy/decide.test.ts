import { describe, expect, it } from 'vitest';
import { LEAD } from './balance.ts';
import { decide } from './decide.ts';
import { input, NOW, person, policy, pool } from './fixtures.ts';
import type { DecisionInput, OpenHandoff } from './input.ts';
import type { Condition } from './condition-schema.ts';

const always: Condition = { all: [] };
const nowMs = Date.parse(NOW);
const rule = <R extends object>(id: string, more: R) => ({ id, label: `of ${id}`, when: always, ...more });
const skipSpam = rule('spam', {
  when: { field: 'assessment.intent', operator: 'EQ', value: 'spam' } satisfies Condition,
  reason: 'spam' as const,
});
const offered: OpenHandoff = {
  handoffId: 'h1',
  decisionId: 'd1',
  enquiryId: 'e1',
  ownerId: 'cleo',
  status: 'offered',
  openedAt: new Date(nowMs - 5_000).toISOString(),
  dueAt: NOW,
};
const gone = [person('anna'), person('ben'), person('gone', { active: false })];
const company = (ownerId: string) => ({ companyId: 'k1', ownerId, facts: {} });
const away = [person('anna'), person('ben', { availability: 'away' }), person('cleo')];

describe('decide: a plain lead', () => {
  it('goes to the person of the pool who is owed the most, with every candidate', () => {
    const credits = [{ ownerId: 'ben', scope: '', credit: 500, lastLeadAt: null }];
    const verdict = decide(policy(), input({ credits }));
    expect(verdict).toMatchObject({
      outcome: 'routed',
      layer: 'pool',
      rule: null,
      pool: 'sales',
      ownerId: 'ben',
      ownerReason: 'fair_share',
      trigger: 'demo_request',
      task: true,
      sla: { minutes: 15, dueAt: '2026-01-14T10:15:00.000Z' },
    });
    expect(verdict.candidates.map(({ ownerId, standing }) => [ownerId, standing])).toEqual([
      ['anna', 'could_have'],
      ['ben', 'chosen'],
      ['cleo', 'could_have'],
    ]);
    expect(verdict.candidates[1]).toMatchObject({ creditBefore: 500, creditAfter: 500 + 333_333_333 - LEAD });
    expect(verdict.step?.entries.reduce((sum, entry) => sum + entry.amount, 0)).toBe(0);
    expect(verdict.path.map(({ layer, matched }) => `${layer} ${matched}`)).toEqual([
      'source false',
      'skip false',
      'hard false',
      'trigger false',
      'stickiness false',
      'pool false',
      'pool true',
    ]);
  });

  it('keeps one account over all pools, or one per pool', () => {
    const credits = [
      { ownerId: 'ben', scope: '', credit: 9, lastLeadAt: null },
      { ownerId: 'cleo', scope: 'sales', credit: 9, lastLeadAt: null },
    ];
    expect(decide(policy(), input({ credits })).step?.scope).toBe('');
    const perPool = decide(policy({ balance: { span: 'pool' } }), input({ credits }));
    expect([perPool.step?.scope, perPool.ownerId]).toEqual(['sales', 'cleo']);
  });

  it('follows the first pool rule that matches', () => {
    const rules = policy({
      pools: [pool('sales'), pool('dach', { members: [{ ownerId: 'cleo' }] })],
      poolRules: [
        rule('off', { enabled: false, pool: 'sales' }),
        rule('dach', {
          when: { field: 'contact.country', operator: 'IN', values: ['DE', 'AT'] } satisfies Condition,
          pool: 'dach',
        }),
        rule('rest', { pool: 'sales' }),
      ],
      sla: { minutes: { high: 5, normal: 15, low: 60 }, byPool: { dach: { normal: 7 } } },
    });
    expect(decide(rules, input())).toMatchObject({
      ownerId: 'cleo',
      pool: 'dach',
      rule: { id: 'dach' },
      sla: { minutes: 7 },
    });
    expect(decide(rules, input({ contact: { facts: { country: 'FR' } } }))).toMatchObject({
      pool: 'sales',
      rule: { id: 'rest' },
    });
  });
});

describe('decide: skip and trigger', () => {
  const spam = { intent: 'spam', score: 0 } as const;
  it.each([
    ['a stranger', null, 'skipped'],
    ['an owned contact, whose owner stays', 'anna', 'skipped'],
  ])('skips spam of %s', (_name, ownerId, outcome) => {
    const verdict = decide(policy({ skip: [skipSpam] }), input({ assessment: spam, contact: { ownerId } }));
    expect(verdict).toMatchObject({
      outcome,
      layer: 'skip',
      skipReason: 'spam',
      ownerId: null,
      task: false,
      sla: null,
      qualification: 'disqualified',
    });
  });

  it('does not skip what a person routes by hand', () => {
    const verdict = decide(
      policy({ skip: [skipSpam] }),
      input({ assessment: spam, enquiry: { kind: 'by_hand', source: 'CRM_UI' } }),
    );
    expect(verdict).toMatchObject({ outcome: 'routed', trigger: 'manual', task: true });
  });

  const research = { intent: 'research', score: 12 } as const;
  it.each<[string, Parameters<typeof input>[0], string, string | null]>([
    ['research with a low score', { assessment: research }, 'nurtured', null],
    ['the same of an owned contact', { assessment: research, contact: { ownerId: 'anna' } }, 'nurtured', null],
    ['research with a high score', { assessment: { ...research, score: 40 } }, 'routed', 'threshold_reached'],
    [
      'a large company',
      { assessment: { ...research, score: 40, riskFlags: ['enterprise_account'] } },
      'routed',
      'enterprise_fit',
    ],
    ['a price question with a low score', { assessment: { intent: 'pricing', score: 1 } }, 'routed', 'pricing_request'],
    ['a message nobody could make out', { assessment: { ...research, confidence: 0.1 } }, 'routed', 'agent_uncertain'],
    ['no message at all', { assessment: { ...research, confidence: 0.1, hasText: false } }, 'nurtured', null],
    ['a booked meeting', { assessment: research, enquiry: { source: 'MEETINGS' } }, 'routed', 'meeting_booked'],
    [
      'a request about personal data',
      { assessment: { ...research, riskFlags: ['personal_data_request'] } },
      'routed',
      'asked_for_person',
    ],
    ['an import', { assessment: research, enquiry: { source: 'IMPORT', lane: 'bulk' } }, 'routed', 'imported'],
    [
      'a workflow action',
      { assessment: research, enquiry: { kind: 'by_hand', source: 'WORKFLOWS' } },
      'routed',
      'workflow',
    ],
    [
      'a return to its owner',
      { assessment: research, enquiry: { kind: 'came_back' }, contact: { ownerId: 'anna' } },
      'routed',
      'came_back',
    ],
    ['a customer in need', { assessment: { intent: 'technical_support' } }, 'routed', 'existing_customer'],
  ])('%s', (_name, changes, outcome, trigger) => {
    expect(decide(policy(), input(changes))).toMatchObject({ outcome, trigger });
  });
});

describe('decide: sources', () => {
  it('leaves what a user created with that user, without task and clock', () => {
    const verdict = decide(policy(), input({ enquiry: { source: 'CRM_UI', creatorOwnerId: 'cleo' } }));
    expect(verdict).toMatchObject({
      ownerId: 'cleo',
      ownerReason: 'creating_user',
      trigger: 'created_by_user',
      layer: 'source',
      task: false,
      sla: null,
      step: null,
    });
  });

  it.each([
    ['the owner the user has set', 'ben', 'cleo', 'ben', 'existing_owner'],
    ['the pool if the user is gone', null, 'gone', 'anna', 'fair_share'],
    ['the pool if nobody knows the user', null, null, 'anna', 'fair_share'],
  ])('gives it to %s', (_name, ownerId, creatorOwnerId, expected, reason) => {
    const verdict = decide(
      policy(),
      input({
        people: [...gone, person('cleo')],
        contact: { ownerId },
        enquiry: { source: 'MOBILE_IOS', creatorOwnerId },
      }),
    );
    expect([verdict.ownerId, verdict.ownerReason]).toEqual([expected, reason]);
  });

  it('gives imports to the pool only if they have no active owner, without task and clock', () => {
    const imported = { enquiry: { source: 'IMPORT', lane: 'bulk' as const } };
    expect(decide(policy(), input(imported))).toMatchObject({ ownerReason: 'fair_share', task: false, sla: null });
    expect(decide(policy(), input({ ...imported, contact: { ownerId: 'ben' } }))).toMatchObject({
      ownerId: 'ben',
      ownerReason: 'existing_owner',
      step: null,
    });
    expect(decide(policy(), input({ ...imported, people: gone, contact: { ownerId: 'gone' } }))).toMatchObject({
      ownerReason: 'fair_share',
    });
  });

  it('treats a moved source as its new group', () => {
    const rules = policy({ sources: { moved: { INTEGRATION: 'enquiry' } } });
    expect(decide(rules, input({ enquiry: { source: 'INTEGRATION' } }))).toMatchObject({
      task: true,
      trigger: 'demo_request',
    });
  });

  it("takes a person's edit of a nurtured lead for a change, not for a creation", () => {
    const verdict = decide(policy(), input({ enquiry: { kind: 'change', source: 'CRM_UI', creatorOwnerId: 'cleo' } }));
    expect(verdict).toMatchObject({ ownerId: 'anna', ownerReason: 'fair_share', task: true });
  });
});

describe('decide: who has a claim', () => {
  it.each<[string, Parameters<typeof input>[0], string, string]>([
    ['its owner', { contact: { ownerId: 'cleo' }, company: company('ben') }, 'cleo', 'existing_owner'],
    ['its owner, although away', { people: away, contact: { ownerId: 'ben' } }, 'ben', 'existing_owner'],
    [
      'the owner of the duplicate',
      { duplicateOf: { contactId: 'c0', ownerId: 'ben' }, company: company('cleo') },
      'ben',
      'duplicate_owner',
    ],
    ['the owner of the company', { company: company('cleo'), previousOwnerId: 'ben' }, 'cleo', 'company_owner'],
    [
      'the previous owner, the company owner being away',
      { people: away, company: company('ben'), previousOwnerId: 'cleo' },
      'cleo',
      'previous_owner',
    ],
    ['the pool, its owner being gone', { people: gone, contact: { ownerId: 'gone' } }, 'anna', 'fair_share'],
  ])('%s', (_name, changes, ownerId, reason) => {
    const verdict = decide(policy(), input(changes));
    expect([verdict.ownerId, verdict.ownerReason]).toEqual([ownerId, reason]);
    expect(verdict.step === null).toBe(reason !== 'fair_share');
  });

  it('may be switched off, but never for a contact just created with its owner', () => {
    const rules = policy({ stickiness: { contactOwner: { enabled: false, whenAway: 'keep' } } });
    const owned = { contact: { ownerId: 'cleo' } };
    expect(decide(rules, input(owned)).ownerReason).toBe('existing_owner');
    expect(decide(rules, input({ ...owned, enquiry: { kind: 'came_back' } })).ownerReason).toBe('fair_share');
  });

  it('goes to the stand-in of the default pool where the policy says so', () => {
    const rules = policy({
      pools: [pool('sales', { fallbackOwnerId: 'ben' })],
      stickiness: { contactOwner: { whenAway: 'keep', whenInactive: 'fallback' } },
    });
    expect(decide(rules, input({ people: gone, contact: { ownerId: 'gone' } }))).toMatchObject({
      ownerId: 'ben',
      ownerReason: 'fallback_person',
    });
  });
});

describe('decide: hard rules', () => {
  const pools = [pool('sales'), pool('support', { members: [{ ownerId: 'cleo' }] })];
  const support = rule('support', { to: { pool: 'support' } });
  it('come before trigger and claims, but not before an active owner', () => {
    const rules = policy({ pools, hard: [support] });
    const low = { intent: 'research', score: 0 } as const;
    expect(decide(rules, input({ company: company('ben'), assessment: low }))).toMatchObject({
      layer: 'hard',
      ownerId: 'cleo',
      pool: 'support',
      ownerReason: 'fair_share',
    });
    expect(decide(rules, input({ contact: { ownerId: 'ben' } }))).toMatchObject({
      ownerId: 'ben',
      ownerReason: 'existing_owner',
    });
  });

  it('hold for an owned contact only on a return and only if they say so', () => {
    const rules = policy({ pools, hard: [{ ...support, evenIfOwned: true }] });
    expect(decide(rules, input({ contact: { ownerId: 'ben' } })).ownerId).toBe('ben');
    expect(decide(rules, input({ contact: { ownerId: 'ben' }, enquiry: { kind: 'came_back' } })).ownerId).toBe('cleo');
  });

  it('name a person without a step of the balance, and are passed over when that person has left', () => {
    const named = policy({
      hard: [rule('named', { to: { ownerId: 'gone' } }), rule('next', { to: { ownerId: 'ben' } })],
    });
    const verdict = decide(named, input({ people: gone }));
    expect(verdict).toMatchObject({ ownerId: 'ben', ownerReason: 'named_by_rule', rule: { id: 'next' }, step: null });
    const onlyGone = policy({ hard: [rule('named', { to: { ownerId: 'gone' } })] });
    expect(decide(onlyGone, input({ people: gone })).path[2]).toMatchObject({
      layer: 'hard',
      matched: false,
      because: ['named: owner inactive'],
    });
  });

  it('reach the owner of the company', () => {
    const rules = policy({ hard: [rule('account', { to: 'company_owner' })] });
    expect(decide(rules, input({ company: company('ben') }))).toMatchObject({
      layer: 'hard',
      ownerId: 'ben',
      ownerReason: 'company_owner',
    });
    expect(decide(rules, input()).ownerReason).toBe('fair_share');
  });
});

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

describe('decide: open handoffs', () => {
  it('adds another enquiry to the open handoff, even one that would be skipped', () => {
    const verdict = decide(
      policy({ skip: [skipSpam] }),
      input({
        openHandoff: { ...offered, status: 'accepted' },
        enquiry: { kind: 'came_back' },
        assessment: { intent: 'spam' },
      }),
    );
    expect(verdict).toMatchObject({
      outcome: 'routed',
      ownerId: 'cleo',
      ownerReason: 'open_handoff',
      trigger: 'came_back',
    });
  });

  it('decides anew when its owner has left', () => {
    const verdict = decide(
      policy(),
      input({ people: gone, openHandoff: { ...offered, ownerId: 'gone' }, enquiry: { kind: 'came_back' } }),
    );
    expect(verdict.ownerReason).toBe('fair_share');
  });

  const change = { enquiry: { kind: 'change', source: 'INTEGRATION', ageMs: 5_000 } } as const;
  const elsewhere = policy({
    pools: [pool('sales'), pool('dach', { members: [{ ownerId: 'ben' }], caps: { open: 1 } })],
    poolRules: [rule('dach', { pool: 'dach' })],
  });

  it('within a minute a better answer replaces the first, with task and clock as before', () => {
    expect(decide(elsewhere, input({ ...change, openHandoff: offered }))).toMatchObject({
      ownerId: 'ben',
      pool: 'dach',
      task: true,
      sla: { minutes: 15 },
    });
  });

  it('but never moves a lead between two people of the same pool, nor counts it against its owner', () => {
    const credits = [{ ownerId: 'anna', scope: '', credit: LEAD, lastLeadAt: null }];
    const verdict = decide(policy(), input({ ...change, openHandoff: offered, credits }));
    expect(verdict).toMatchObject({ ownerId: 'cleo', ownerReason: 'fair_share' });
    expect(verdict.step?.entries.find((entry) => entry.amount < 0)?.ownerId).toBe('cleo');
    const people = [person('ben', { openHandoffs: 1 })];
    const own = { ...offered, ownerId: 'ben' };
    expect(decide(elsewhere, input({ ...change, people, openHandoff: own })).ownerId).toBe('ben');
  });

  it.each([
    ['after a minute', { openedAt: new Date(nowMs - 60_000).toISOString() }],
    ['once accepted', { status: 'accepted' as const }],
  ])('leaves it where it is %s', (_name, changes) => {
    expect(decide(elsewhere, input({ ...change, openHandoff: { ...offered, ...changes } }))).toMatchObject({
      ownerId: 'cleo',
      ownerReason: 'open_handoff',
    });
  });
});

import { describe, expect, it } from 'vitest';
import { LEAD } from './balance.ts';
import type { Condition } from './condition-schema.ts';
import { decide } from './decide.ts';
import { gone, input, person, policy, pool, rule, skipSpam } from './fixtures.ts';

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

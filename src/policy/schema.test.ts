import { describe, expect, it } from 'vitest';
import { policyDocument, pool } from './fixtures.ts';
import { readPolicy } from './read-policy.ts';

const base = { version: 1, name: 'x', pools: [{ name: 'sales', members: [] }], defaultPool: 'sales' };
const withRule = (when: unknown) => ({ ...base, poolRules: [{ id: 'r', label: 'l', when, pool: 'sales' }] });
const deep = (levels: number): unknown => (levels === 0 ? { all: [] } : { not: deep(levels - 1) });

function problems(value: unknown): string[] {
  const result = readPolicy(value);
  return result.ok ? [] : result.problems.map(({ place, message }) => `${place}: ${message}`);
}

describe('a policy document', () => {
  it('needs little and fills in the rest', () => {
    const result = readPolicy(base);
    expect(result).toMatchObject({
      ok: true,
      document: {
        sources: {
          enquiry: { assign: 'route', sla: true },
          by_user: { assign: 'keep' },
          bulk: { assign: 'ownerless', task: false },
        },
        sla: { minutes: { high: 5, normal: 15, low: 60 } },
        waitForFacts: { ms: 8_000, facts: ['company', 'hs_analytics_source', 'ip_country'] },
      },
    });
  });

  it('reads back unchanged', () => {
    const document = policyDocument({ pools: [pool('sales')] });
    expect(readPolicy(JSON.parse(JSON.stringify(document)))).toEqual({ ok: true, document });
  });

  it.each<[string, unknown, string | RegExp]>([
    ['no object', 'text', /^: Invalid input/],
    ['an unknown field', { ...base, pool: [] }, ': Unrecognized key: "pool"'],
    ['an unknown default pool', { ...base, defaultPool: 'nope' }, 'defaultPool: there is no pool "nope"'],
    [
      'an unknown pool in a rule',
      { ...base, poolRules: [{ id: 'r', label: 'l', when: { all: [] }, pool: 'nope' }] },
      'poolRules[0].pool: there is no pool "nope"',
    ],
    [
      'an unknown pool in a hard rule',
      { ...base, hard: [{ id: 'r', label: 'l', when: { all: [] }, to: { pool: 'nope' } }] },
      'hard[0].to.pool: there is no pool "nope"',
    ],
    [
      'a target that is none',
      { ...base, hard: [{ id: 'r', label: 'l', when: { all: [] }, to: 'somebody' }] },
      /^hard\[0\]\.to: /,
    ],
    [
      'an unknown list',
      withRule({ field: 'contact.x', operator: 'IN', list: 'nope' }),
      'poolRules[0].when: there is no list "nope"',
    ],
    [
      'values and list',
      withRule({ field: 'contact.x', operator: 'IN', list: 'l', values: ['a'] }),
      'poolRules[0].when: give either values or the name of a list',
    ],
    [
      'an unknown operator',
      withRule({ all: [{ field: 'contact.x', operator: 'LIKE', value: 'a' }] }),
      /^poolRules\[0\]\.when\.all\[0\]\.operator: .*'STARTS_WITH'/,
    ],
    [
      'a missing value',
      withRule({ any: [{ not: { field: 'contact.x', operator: 'EQ' } }] }),
      /^poolRules\[0\]\.when\.any\[0\]\.not\.value: /,
    ],
    [
      'a text where a number must be',
      withRule({ field: 'contact.x', operator: 'GT', value: '5' }),
      /^poolRules\[0\]\.when\.value: /,
    ],
    [
      'an interval turned round',
      withRule({ field: 'contact.x', operator: 'BETWEEN', value: 5, highValue: 1 }),
      'poolRules[0].when.highValue: must not be below value',
    ],
    [
      'free text',
      withRule({ field: 'contact.message', operator: 'CONTAINS_TOKEN', value: 'x' }),
      /^poolRules\[0\]\.when\.field: is free text/,
    ],
    [
      'an unknown label',
      withRule({ field: 'assessment.mood', operator: 'HAS_PROPERTY' }),
      /^poolRules\[0\]\.when\.field: is not known; one of intent/,
    ],
    [
      'a field without a home',
      withRule({ field: 'country', operator: 'HAS_PROPERTY' }),
      /^poolRules\[0\]\.when\.field: must look like/,
    ],
    [
      'a foreign home',
      withRule({ field: 'deal.amount', operator: 'HAS_PROPERTY' }),
      /^poolRules\[0\]\.when\.field: must begin with/,
    ],
    ['conditions nested too deep', withRule(deep(12)), /^poolRules\[0\]\.when/],
    [
      'a negative weight',
      { ...base, pools: [{ name: 'sales', members: [{ ownerId: '1', weight: -1 }] }] },
      /^pools\[0\]\.members\[0\]\.weight: /,
    ],
    ...[{ from: '5 January' }, { from: '2026-02-30' }, { weeks: 53 }, { startPercent: 0 }].map(
      (change): [string, object, RegExp] => [
        `a ramp with ${JSON.stringify(change)}`,
        {
          ...base,
          pools: [{ name: 'sales', members: [{ ownerId: '1', ramp: { from: '2026-01-05', weeks: 4, ...change } }] }],
        },
        /^pools\[0\]\.members\[0\]\.ramp\./,
      ],
    ),
    [
      'an unknown window',
      { ...base, balance: { window: 'fortnight' } },
      'balance.window: Invalid option: expected one of "never"|"day"|"week"|"month"',
    ],
    ...[0, 93, 1.5].map((rollingDays): [string, object, RegExp] => [
      `a window of ${rollingDays} days`,
      { ...base, balance: { window: { rollingDays } } },
      /^balance\.window\.rollingDays: /,
    ]),
    [
      'a person twice',
      { ...base, pools: [{ name: 'sales', members: [{ ownerId: '1' }, { ownerId: '1' }] }] },
      'pools[0].members[1]: this person is in the pool twice',
    ],
    ['a pool twice', { ...base, pools: [...base.pools, ...base.pools] }, 'pools[1].name: another pool has this name'],
    [
      'overflow into nowhere',
      { ...base, pools: [{ name: 'sales', members: [], whenNobodyFree: 'overflow' }] },
      'pools[0].overflowPool: must be named when whenNobodyFree is overflow',
    ],
    [
      'overflow in a circle',
      {
        ...base,
        pools: [
          { name: 'sales', members: [], overflowPool: 'b' },
          { name: 'b', members: [], overflowPool: 'sales' },
        ],
      },
      'pools[0].overflowPool: leads back to this pool',
    ],
    [
      'an id twice',
      { ...withRule({ all: [] }), skip: [{ id: 'r', label: 'l', when: { all: [] }, reason: 'spam' }] },
      'poolRules[0].id: another rule has this id',
    ],
    [
      'a reason of its own',
      { ...base, skip: [{ id: 'r', label: 'l', when: { all: [] }, reason: 'boring' }] },
      /^skip\[0\]\.reason: /,
    ],
    [
      'minutes for an unknown pool',
      { ...base, sla: { minutes: { high: 1, normal: 1, low: 1 }, byPool: { nope: { high: 1 } } } },
      'sla.byPool.nope: there is no pool "nope"',
    ],
    [
      'minutes for an unknown segment',
      { ...base, sla: { minutes: { high: 1, normal: 1, low: 1 }, bySegment: { nope: { high: 1 } } } },
      'sla.bySegment.nope: there is no segment "nope"',
    ],
    [
      'an unknown list in a segment',
      { ...base, segments: { a: { field: 'contact.x', operator: 'IN', list: 'nope' } } },
      'segments.a: there is no list "nope"',
    ],
    ['nurture of nothing', { ...base, nurture: {} }, 'nurture: must name a list, a sequence or both'],
    ['a list by its number', { ...base, nurture: { list: 9 } }, /^nurture\.list: /],
    ['a list by its name', { ...base, nurture: { list: 'Later' } }, 'nurture.list: must be digits in quotes'],
    [
      'a sender without an address',
      { ...base, nurture: { sequence: { id: '40', senderUserId: '7', senderEmail: 'Ada' } } },
      'nurture.sequence.senderEmail: must be an e-mail address',
    ],
    ['another version', { ...base, version: 2 }, /^version: /],
  ])('refuses %s', (_name, value, expected) => {
    const found = problems(value);
    expect(found).toEqual(
      expect.arrayContaining([typeof expected === 'string' ? expected : expect.stringMatching(expected)]),
    );
  });
});

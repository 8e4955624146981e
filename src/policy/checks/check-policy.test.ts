import { describe, expect, it } from 'vitest';
import type { Condition } from '../condition-schema.ts';
import { defaultPolicy } from '../default-policy.ts';
import { input, policyDocument, pool, rule } from '../fixtures.ts';
import type { PolicyDocument } from '../schema.ts';
import { checkPolicy, mayGoLive } from './check-policy.ts';
import type { World } from './world.ts';

const has = (field: string, operator: 'EQ' | 'STARTS_WITH', value: string | number): Condition => ({
  field,
  operator,
  value,
});
const among = (field: string, ...values: string[]): Condition => ({ field, operator: 'IN', values });
const compare = (operator: 'GT' | 'GTE' | 'LT' | 'LTE', value: number): Condition => ({
  field: 'company.numberofemployees',
  operator,
  value,
});
const country = (...values: string[]) => among('contact.country', ...values);

function told(document: PolicyDocument, world?: World): string[] {
  return checkPolicy({ document, ...(world === undefined ? {} : { world }) }).map(
    ({ rule: code, severity, path }) => `${severity} ${code} ${path.join('.')}`,
  );
}

/** A policy whose pool rules go to `x` and `y` in turn. */
function rulesOf(...conditions: Condition[]): PolicyDocument {
  return policyDocument({
    pools: [pool('x'), pool('y')],
    defaultPool: 'x',
    poolRules: conditions.map((when, n) => rule(`r${n}`, { label: `rule ${n}`, when, pool: n % 2 === 0 ? 'x' : 'y' })),
  });
}

/** The hard rules made of these parts that are called unreachable. */
function neverHard(...parts: object[]): string[] {
  const hard = parts.map((part, n) => rule(`h${n}`, { to: { pool: 'sales' }, ...part }));
  return told(policyDocument({ hard })).filter((line) => line.includes('unreachable'));
}

describe('rules that are never reached', () => {
  it.each<[string, Condition, Condition]>([
    ['anything', { all: [] }, has('contact.zip', 'EQ', 1)],
    ['more values', country('DE', 'AT'), has('contact.country', 'EQ', ' at')],
    ['a wider range', compare('GTE', 100), compare('GT', 100)],
    ['a shorter beginning', has('contact.zip', 'STARTS_WITH', '1'), has('contact.zip', 'STARTS_WITH', '10')],
    ['a beginning that the value has', has('contact.zip', 'STARTS_WITH', '1'), has('contact.zip', 'EQ', 1015)],
    ['any value', { field: 'contact.zip', operator: 'HAS_PROPERTY' }, has('contact.zip', 'STARTS_WITH', '1')],
    ['fewer conditions', country('DE'), { all: [country('DE'), compare('GT', 5)] }],
    ['one of several', { any: [country('DE'), compare('GT', 5)] }, compare('GT', 7)],
    ['a refusal', { not: country('DE') }, country('AT', 'CH')],
    ['fewer refusals', { field: 'contact.country', operator: 'NOT_IN', values: ['DE'] }, { not: country('DE', 'AT') }],
  ])('are told when an earlier one asks for %s', (_what, first, second) => {
    expect(told(rulesOf(first, second))).toContain('error unreachable_rule poolRules.1');
    expect(told(rulesOf(second, first))).not.toContain('error unreachable_rule poolRules.1');
  });

  it('are told when earlier ones take their leads together', () => {
    const document = rulesOf(country('DE'), country('AT'), country('DE', 'AT'));
    expect(checkPolicy({ document })).toContainEqual({
      rule: 'shadowed_rule',
      severity: 'error',
      path: ['poolRules', 2],
      message: 'is never reached: "rule 0", "rule 1", asked before, take all its leads',
      proposal: 'put it before "rule 0", or remove it',
    });
  });

  it('are a warning where their leads go to the same place', () => {
    expect(told(rulesOf(country('DE', 'AT'), compare('GT', 7), country('DE')))).toContain(
      'warning unreachable_rule poolRules.2',
    );
  });

  it('are not told where the earlier one may be passed over, or is asked of fewer leads', () => {
    expect(neverHard({ to: { ownerId: 'anna' } }, {})).toEqual([]);
    expect(neverHard({}, { evenIfOwned: true })).toEqual([]);
    expect(neverHard({ evenIfOwned: true }, {})).toEqual(['warning unreachable_rule hard.1']);
  });
});

describe('conditions that can never hold', () => {
  it.each<[string, Condition]>([
    ['two values at once', { all: [has('contact.country', 'EQ', 'DE'), has('contact.country', 'EQ', 'AT')] }],
    ['a range without numbers', { all: [compare('GT', 10), compare('LT', 10)] }],
    [
      'a value outside its range',
      { all: [has('contact.zip', 'EQ', 5), { field: 'contact.zip', operator: 'GT', value: 5 }] },
    ],
    ['a value and none', { all: [country('DE'), { field: 'contact.country', operator: 'NOT_HAS_PROPERTY' }] }],
    ['two beginnings', { all: [has('contact.zip', 'STARTS_WITH', '1'), has('contact.zip', 'STARTS_WITH', '2')] }],
    ['the opposite of anything', { not: { all: [] } }],
  ])('are told: %s', (_what, when) => {
    expect(told(rulesOf(when))).toContain('error contradiction poolRules.0.when');
  });

  it('are not told of flags, of which a lead may have several', () => {
    const flags = ['procurement', 'legal_review'].map((flag) => has('assessment.risk_flags', 'EQ', flag));
    expect(told(rulesOf({ all: flags }))).not.toContain('error contradiction poolRules.0.when');
  });
});

const weights = (ben: number) =>
  pool('sales', {
    members: [
      { ownerId: 'anna', weight: 9, caps: { week: 3 } },
      { ownerId: 'ben', weight: ben },
    ],
  });

describe('what else is looked at', () => {
  it('tells two rules that share leads and neither of which is the narrower', () => {
    expect(told(rulesOf(country('DE', 'FR'), country('FR', 'ES')))).toContain('hint overlapping_rules poolRules.1');
    expect(told(rulesOf(country('DE'), country('DE', 'ES')))).not.toContain('hint overlapping_rules poolRules.1');
  });

  it('tells pools and lists that are not used, empty, or without anybody to fall back on', () => {
    const document = policyDocument({
      lists: { partner: ['a'], partners: ['b'], other: ['c'] },
      poolRules: [rule('r', { pool: 'zero', when: { field: 'contact.x', operator: 'IN', list: 'partners' } })],
      pools: [
        pool('sales', { members: [] }),
        pool('zero', { members: [{ ownerId: 'anna', weight: 0 }], whenNobodyFree: 'fallback' }),
        pool('alone'),
      ],
    });
    expect(told(document).sort()).toEqual([
      'error empty_pool pools.0.members',
      'error no_fallback pools.1.whenNobodyFree',
      'warning all_weights_zero pools.1.members',
      'warning similar_lists lists.partner',
      'warning unused_list lists.other',
      'warning unused_pool pools.2',
    ]);
  });

  it('tells people who have left, where the account is known', () => {
    const people = [
      { ownerId: 'anna', name: 'Anna Berg', active: true },
      { ownerId: 'ben', name: 'Ben Rep', active: false },
    ];
    const document = policyDocument({
      pools: [pool('sales', { fallbackOwnerId: 'ben', whenNobodyFree: 'fallback' })],
      hard: [rule('vip', { to: { ownerId: 'ben' } })],
    });
    expect(told(document, { people })).toEqual([
      'error departed_owner pools.0.fallbackOwnerId',
      'error departed_owner hard.0.to.ownerId',
      'warning departed_owner pools.0.members.1',
      'warning departed_owner pools.0.members.2',
    ]);
    expect(mayGoLive(checkPolicy({ document }))).toBe(true);
  });

  it('tells properties and values that the account does not have, and changes that nobody hears of', () => {
    const document = rulesOf(
      has('contact.lifecyclestag', 'EQ', 'lead'),
      among('contact.lifecyclestage', 'lead', 'custmer'),
      has('assessment.intent', 'EQ', 'demo'),
      has('contact.tier', 'EQ', 'gold'),
    );
    const contact = new Map([
      ['lifecyclestage', ['lead', 'customer']],
      ['tier', null],
    ]);
    const world = { properties: { contact }, subscribed: { contact: ['lifecyclestage'], company: [] } };
    expect(
      checkPolicy({ document, world })
        .filter(({ rule: code }) => !code.includes('pool'))
        .map(({ rule: code, path, proposal }) => [code, path.join('.'), proposal]),
    ).toEqual([
      ['unknown_property', 'poolRules.0.when.field', 'did you mean contact.lifecyclestage?'],
      ['unknown_value', 'poolRules.1.when.values.1', 'did you mean customer?'],
      ['unknown_value', 'poolRules.2.when.value', expect.stringContaining('one of demo_request')],
      ['not_subscribed', 'poolRules.3.when.field', expect.stringContaining('workflow action')],
    ]);
  });

  it('refuses rules on what no rule is shown: what strangers write, and what Baton itself wrote', () => {
    const document = rulesOf(has('contact.wishes', 'EQ', 'cheap'), has('contact.baton_score', 'EQ', 90));
    const world = { properties: { contact: new Map([['wishes', 'free_text' as const]]) } };
    const findings = checkPolicy({ document, world }).filter(({ severity }) => severity === 'error');
    expect(findings.map(({ rule: code, path, message }) => [code, path.join('.'), message])).toEqual([
      ['never_seen', 'poolRules.0.when.field', expect.stringContaining('whatever somebody types')],
      ['never_seen', 'poolRules.1.when.field', expect.stringContaining('Baton itself writes')],
    ]);
  });

  it('tells what is to move handoffs and is never heard of', () => {
    const document = policyDocument({
      onChange: { reroute: ['contact.country', 'company.plan_of_record'], hard: ['contact.contry'] },
    });
    const world = { subscribed: { contact: ['country'], company: ['state'] } };
    const findings = checkPolicy({ document, world }).filter(({ rule: code }) => code === 'silent_trigger');
    expect(findings.map(({ severity, path, proposal }) => [severity, path.join('.'), proposal])).toEqual([
      ['error', 'onChange.reroute.1', 'leave it out'],
      ['error', 'onChange.hard.0', 'did you mean contact.country?'],
    ]);
  });

  it('tells caps that such a month would not fit under, and clocks that run the wrong way', () => {
    const document = policyDocument({
      pools: [pool('sales', { caps: { day: 1 } })],
      sla: { minutes: { high: 30, normal: 15, low: 60 } },
    });
    const inputs = Array.from({ length: 100 }, () => input());
    expect(told(document, { enquiries: { days: 10, inputs } })).toEqual([
      'warning sla_order sla.minutes',
      'warning caps_below_volume pools.0',
    ]);
    expect(told(document, { enquiries: { days: 50, inputs } })).toEqual(['warning sla_order sla.minutes']);
  });

  it('names windows in which a small weight has no turn, and make-up that weekly caps do not allow', () => {
    const windowed = (window: 'day' | 'month', ben: number) =>
      policyDocument({ pools: [weights(ben)], balance: { window, makeUp: { missed: 'capped', maxLeads: 3 } } });
    // A lead a day.
    const enquiries = { days: 100, inputs: Array.from({ length: 100 }, () => input()) };
    expect(told(windowed('day', 1), { enquiries })).toEqual(['warning window_too_short pools.0']);
    expect(told(windowed('day', 9), { enquiries })).toEqual([]);
    expect(told(windowed('month', 1), { enquiries })).toEqual([]);
    expect(told(policyDocument({ pools: [weights(1)] }), { enquiries })).toEqual([]);
    const more = policyDocument({ pools: [weights(9)], balance: { makeUp: { missed: 'capped', maxLeads: 4 } } });
    expect(told(more)).toEqual(['hint make_up_above_caps pools.0']);
  });
});

it('finds nothing that keeps a starting policy from going live', () => {
  const teams = ['Sales DACH', 'Sales EMEA', 'Enterprise', 'Support', 'Sales US'].map((name, n) => ({
    teamId: String(n),
    name,
    ownerIds: [`o${n}`],
  }));
  const people = teams.map(({ teamId }, n) => ({
    ownerId: `o${n}`,
    userId: n,
    active: true,
    superAdmin: false,
    teamIds: [teamId],
  }));
  const document = defaultPolicy({ directory: { people, teams }, installerOwnerId: 'o0', timeZone: 'UTC' });
  expect(checkPolicy({ document }).filter(({ severity }) => severity === 'error')).toEqual([]);
});

describe('ten thousand rules', () => {
  it.each<[string, (n: number) => Condition]>([
    ['of values', (n) => country('DE', `C${n}`)],
    [
      'of combined values',
      (n) => ({ all: [country('DE', 'FR', `C${n}`), among('contact.industry', `I${n % 100}`, 'x')] }),
    ],
    ['of beginnings', (n) => has('contact.zip', 'STARTS_WITH', `z${n}`)],
  ])('%s are all compared', (_what, when) => {
    const document = rulesOf(...Array.from({ length: 10_000 }, (_, n) => when(n)));
    const findings = checkPolicy({ document });
    expect(findings.map(({ rule: code }) => code)).not.toContain('not_fully_checked');
    expect(findings.length).toBeLessThan(10_000);
  });

  it('that are ranges alone are compared as far as the effort goes, which is said', () => {
    const document = rulesOf(...Array.from({ length: 10_000 }, (_, n) => compare('GTE', 10_000 - n)));
    expect(told(document)).toContain('hint not_fully_checked ');
  });
});

import { describe, expect, it } from 'vitest';
import type { Condition } from '../condition-schema.ts';
import { policyDocument, pool, rule, TERRITORIES } from '../fixtures.ts';
import type { PolicyDocument } from '../schema.ts';
import { checkPolicy } from './check-policy.ts';
import type { World } from './world.ts';

const country = (...values: string[]): Condition => ({ field: 'contact.country', operator: 'IN', values });

function told(document: PolicyDocument, world?: World): string[] {
  return checkPolicy({ document, ...(world === undefined ? {} : { world }) }).map(
    ({ rule: code, severity, path }) => `${severity} ${code} ${path.join('.')}`,
  );
}

const TERRITORY_POOLS = { pools: [pool('x'), pool('y')], defaultPool: 'x', territories: TERRITORIES };
const within = (territory: string): Condition => ({ field: 'contact', operator: 'WITHIN', territory });

/** The same with territories. */
function territoryRules(...conditions: Condition[]): PolicyDocument {
  const poolRules = conditions.map((when, n) => rule(`r${n}`, { when, pool: n % 2 === 0 ? 'x' : 'y' }));
  return policyDocument({ ...TERRITORY_POOLS, poolRules });
}

describe('territories', () => {
  const taken = 'error unreachable_rule poolRules.1';

  it.each<[Condition, Condition]>([
    [within('California'), within('Bay Area')],
    [within('America'), within('Bay Area')],
    [country('US', 'CA'), within('Bay Area')],
    [within('DACH'), country('AT')],
    [{ not: within('California') }, { not: within('West') }],
  ])('are told to be taken by wider ones: %j takes %j', (wide, narrow) => {
    expect(told(territoryRules(wide, narrow))).toContain(taken);
    expect(told(territoryRules(narrow, wide))).not.toContain(taken);
  });

  it('are left alone where they only meet', () => {
    expect(told(territoryRules(within('California'), within('By code')))).not.toContain(taken);
  });

  it('are no property of an account, and hang on properties of it', () => {
    const world = {
      properties: { contact: new Map(), company: new Map() },
      subscribed: { contact: ['country', 'state'], company: [] },
    };
    expect(
      told(territoryRules(within('West'), within('Bay Area')), world).filter((line) => !line.includes('territor')),
    ).toEqual(['error unreachable_rule poolRules.1', 'hint not_subscribed poolRules.0.when.field']);
  });

  it('are told when no rule names them, and when they are nowhere', () => {
    const places = {
      old: [{ countries: ['UK'] }],
      us: [{ countries: ['US'], states: ['CA', 'XY'] }],
      USA: [{ countries: ['US'] }],
    };
    const poolRules = [rule('r', { when: within('us'), pool: 'x' })];
    expect(told(policyDocument({ ...TERRITORY_POOLS, territories: places, poolRules }))).toEqual(
      expect.arrayContaining([
        'warning unused_territory territories.old',
        'warning unknown_place territories.old.0.countries.0',
        'warning unknown_place territories.us.0.states.1',
        'warning unused_territory territories.USA',
      ]),
    );
  });
});

describe('segments', () => {
  it('without minutes are told, and what only they name is used', () => {
    const large: Condition = { field: 'contact.domain', operator: 'DOMAIN_IN', list: 'vips' };
    const sla = { minutes: { high: 5, normal: 15, low: 60 }, bySegment: { A: { high: 9, normal: 8 } } };
    expect(told(policyDocument({ lists: { vips: ['a.test'] }, segments: { A: large, B: large }, sla }))).toEqual([
      'warning sla_order sla.bySegment.A',
      'warning unused_segment segments.B',
    ]);
  });
});

const asking = (skill: string, changes: Partial<Parameters<typeof policyDocument>[0]> = {}) =>
  told(
    policyDocument({
      people: { anna: { skills: ['health'] }, dora: { skills: ['finance'] } },
      poolRules: [rule('r', { pool: 'sales', skills: [skill] })],
      ...changes,
    }),
  );

describe('skills', () => {
  it('that nobody in the pool has are told', () => {
    expect(asking('Health')).toEqual([]);
    expect(asking('finance')).toEqual(['error missing_skill poolRules.0.skills']);
    expect(
      asking('finance', { pools: [pool('sales', { whenNobodyFree: 'fallback', managerOwnerId: 'ben' })] }),
    ).toEqual(['warning missing_skill poolRules.0.skills']);
    const overflowing = [
      pool('sales', { whenNobodyFree: 'overflow', overflowPool: 'more' }),
      pool('more', { members: [{ ownerId: 'dora' }] }),
    ];
    expect(asking('finance', { pools: overflowing })).toEqual([]);
  });

  it('that are nearly spelt like others are guessed', () => {
    const document = policyDocument({
      people: { anna: { skills: ['health'] } },
      poolRules: [rule('r', { pool: 'sales', skills: ['helath'] })],
    });
    expect(checkPolicy({ document })[0]?.proposal).toBe('did you mean health?');
  });
});

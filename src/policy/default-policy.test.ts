import { describe, expect, it } from 'vitest';
import { compilePolicy } from './compile.ts';
import { decide } from './decide.ts';
import { defaultPolicy } from './default-policy.ts';
import { input, person } from './fixtures.ts';
import { regionOf } from './regions.ts';

const someone = (
  ownerId: string,
  teamId: string | null,
  changes: Partial<{ active: boolean; superAdmin: boolean; userId: number | null }> = {},
) => ({
  ownerId,
  userId: 1,
  active: true,
  superAdmin: false,
  teamIds: teamId === null ? [] : [teamId],
  ...changes,
});
const team = (teamId: string, name: string, ownerIds: string[] = []) => ({ teamId, name, ownerIds });

const PORTAL = {
  directory: {
    people: [
      someone('admin', null, { superAdmin: true }),
      someone('e1', '1'),
      someone('e2', null),
      someone('left', '1', { active: false }),
      someone('queue', '1', { userId: null }),
      someone('d1', '2'),
      someone('u1', '3'),
      someone('s1', '4'),
      someone('m1', '5'),
      someone('big', '6'),
    ],
    teams: [
      team('1', 'EMEA Sales', ['e2', 'left']),
      team('2', 'DACH'),
      team('3', 'US & Canada'),
      team('4', 'Customer Support'),
      team('5', 'EMEA Marketing'),
      team('6', 'Enterprise'),
      team('7', 'APAC Sales'),
    ],
  },
  installerOwnerId: null,
  timeZone: 'Europe/London',
};
const people = PORTAL.directory.people.map(({ ownerId, active }) => person(ownerId, { active }));
const document = defaultPolicy(PORTAL);
const rules = compilePolicy(document);
const poolOf = (changes: Parameters<typeof input>[0]) => decide(rules, input({ people, ...changes })).pool;
const from = (country: string | null, more: Record<string, string | number | null> = {}) => ({
  contact: { facts: { country, ...more } },
});

describe('defaultPolicy', () => {
  it('makes a pool of each team with active people, and one of all who sell', () => {
    expect(
      Object.fromEntries(document.pools.map((pool) => [pool.name, pool.members.map((member) => member.ownerId)])),
    ).toEqual({
      'EMEA Sales': ['e1', 'e2'],
      DACH: ['d1'],
      'US & Canada': ['u1'],
      'Customer Support': ['s1'],
      'EMEA Marketing': ['m1'],
      Enterprise: ['big'],
      'All sales': ['e1', 'e2', 'd1', 'u1', 'big'],
    });
    expect(document.defaultPool).toBe('All sales');
    expect(new Set(document.pools.map((pool) => pool.fallbackOwnerId))).toEqual(new Set(['admin']));
  });

  it('says where each rule comes from', () => {
    expect(document.poolRules.map((rule) => rule.label)).toEqual([
      'it is a large company (from your team “Enterprise”)',
      'the country is in Germany, Austria or Switzerland (from your team “DACH”)',
      'the country is in the United States or Canada (from your team “US & Canada”)',
      'the country is in Europe, the Middle East or Africa (from your team “EMEA Sales”)',
    ]);
  });

  it.each<[string, Parameters<typeof input>[0], string]>([
    ['the narrower territory first', from('DE'), 'DACH'],
    ['the wider one', from('NL'), 'EMEA Sales'],
    ['another continent', from('CA'), 'US & Canada'],
    ['no territory', from('JP'), 'All sales'],
    ['no country', { ...from(null, { ip_country_code: 'XX' }) }, 'All sales'],
    [
      "the company's country",
      {
        ...from(null, { ip_country_code: 'XX' }),
        company: { companyId: 'k', ownerId: null, facts: { country: 'US' } },
      },
      'US & Canada',
    ],
    ['a large company', from('DE', { numberofemployees: 1_000 }), 'Enterprise'],
    ['not quite so large', from('DE', { numberofemployees: 999 }), 'DACH'],
    ['help with the product', { ...from('DE'), assessment: { intent: 'technical_support' } }, 'Customer Support'],
    ['a customer', { ...from('DE'), assessment: { riskFlags: ['existing_customer'] } }, 'Customer Support'],
  ])('%s', (_name, changes, expected) => {
    expect(poolOf(changes)).toBe(expected);
  });

  it('leaves a customer with the owner there is', () => {
    const verdict = decide(
      rules,
      input({ people, contact: { ownerId: 'u1' }, assessment: { intent: 'technical_support' } }),
    );
    expect([verdict.ownerId, verdict.trigger]).toEqual(['u1', 'existing_customer']);
  });

  it.each(['spam', 'vendor_pitch', 'careers'] as const)('skips %s', (intent) => {
    expect(decide(rules, input({ people, assessment: { intent } }))).toMatchObject({
      outcome: 'skipped',
      skipReason: intent,
    });
  });

  it('skips own staff, and nurtures research with a low score only', () => {
    expect(decide(rules, input({ people, assessment: { emailKind: 'own_staff' } }))).toMatchObject({
      skipReason: 'own_staff',
    });
    expect(decide(rules, input({ people, assessment: { intent: 'research', score: 20 } })).outcome).toBe('nurtured');
    for (const intent of ['demo_request', 'pricing', 'product_question', 'partnership'] as const) {
      expect(decide(rules, input({ people, assessment: { intent, score: 0 } })).outcome).toBe('routed');
    }
  });

  it('does not keep a lead waiting whose territory is known', () => {
    expect(poolOf({ ...from('NL', { numberofemployees: 20 }), assessment: { emailKind: 'business' } })).toBe(
      'EMEA Sales',
    );
  });

  it('makes one pool of everybody with a seat where there are no teams', () => {
    const plain = defaultPolicy({
      ...PORTAL,
      directory: { people: PORTAL.directory.people.slice(0, 5).map((one) => ({ ...one, teamIds: [] })), teams: [] },
      installerOwnerId: 'e1',
    });
    expect(plain.pools).toMatchObject([
      { name: 'everyone', members: [{ ownerId: 'admin' }, { ownerId: 'e1' }, { ownerId: 'e2' }], managerOwnerId: 'e1' },
    ]);
    expect([plain.hard, plain.poolRules]).toEqual([[], []]);
  });

  it('lets teams for the same countries share a pool, and a team without countries of its own take what all who sell take', () => {
    const names = ['Germany', 'UKI', 'Sales Deutschland', 'UK', 'Ireland'];
    const shared = defaultPolicy({
      ...PORTAL,
      directory: {
        people: names.map((name, n) => someone(name, String(n))),
        teams: names.map((name, n) => team(String(n), name)),
      },
    });
    expect(
      shared.pools.map(({ name, label, members }) => [name, label, members.map(({ ownerId }) => ownerId)]),
    ).toEqual([
      [
        'Germany + Sales Deutschland',
        'from your teams “Germany” and “Sales Deutschland”',
        ['Germany', 'Sales Deutschland'],
      ],
      ['UKI', 'from your team “UKI”', ['UKI']],
      ['UK', 'from your team “UK”', ['UK']],
      ['Ireland', 'from your team “Ireland”', ['Ireland']],
      ['All sales', 'everybody in your sales teams', names],
    ]);
    expect(shared.poolRules.map((rule) => rule.pool)).toEqual(['Germany + Sales Deutschland', 'Ireland', 'UK']);
  });

  it('is valid for an account without people, or with teams of one name', () => {
    expect(
      defaultPolicy({ directory: { people: [], teams: [] }, installerOwnerId: null, timeZone: 'UTC' }).pools,
    ).toMatchObject([{ members: [] }]);
    const twins = {
      people: [someone('a', '1'), someone('b', '2')],
      teams: [team('1', 'All sales'), team('2', 'All sales')],
    };
    const names = defaultPolicy({ ...PORTAL, directory: twins }).pools.map((pool) => pool.name);
    expect(names).toEqual(['All sales', 'All sales (2)', 'All sales (3)']);
  });
});

describe('regionOf', () => {
  it.each<[string, string[], string[]]>([
    ['EMEA Sales', ['DE', 'AE', 'ZA'], ['US', 'IN']],
    ['Europe', ['FR', 'GB'], ['AE']],
    ['UK&I', ['GB', 'IE'], ['FR']],
    ['UK & Ireland', ['GB', 'IE'], ['FR']],
    ['Inside sales UK', ['GB'], ['IE']],
    ['Nordics', ['SE', 'FI'], ['DE']],
    ['Americas', ['US', 'BR', 'CA'], ['GB']],
    ['North America', ['US', 'CA'], ['MX', 'BR']],
    ['US & LATAM', ['US', 'MX', 'BR'], ['CA']],
    ['APAC', ['JP', 'AU', 'SG'], ['DE']],
    ['ANZ', ['AU', 'NZ'], ['SG']],
    ['Asia', ['JP', 'IN'], ['AU']],
    ['Middle East & Africa', ['AE', 'NG'], ['DE']],
    ['Eastern Europe', ['PL'], ['FR']],
  ])('%s', (name, inside, outside) => {
    const countries = regionOf(name)?.countries ?? [];
    expect(countries).toEqual(expect.arrayContaining(inside));
    expect(outside.filter((country) => countries.includes(country))).toEqual([]);
  });

  it.each(['Sales', 'Contact us', 'Business development', 'Enterprise', 'Museum partners', ''])('%s: none', (name) => {
    expect(regionOf(name)).toBeNull();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition } from '../condition-schema.ts';
import { compileCondition } from '../evaluate.ts';
import { input, PLACES, TERRITORIES } from '../fixtures.ts';
import type { Fact } from '../input.ts';
import type { WaitableFact } from '../schema.ts';
import { liesWithin } from './coverage.ts';
import { normalPostcode } from './postcodes.ts';
import { stateCode } from './subdivisions.ts';
import type { Area } from './schema.ts';
import { compileTerritory } from './territory.ts';

type Facts = Record<string, Fact>;
const NAMES = { lists: {}, territories: TERRITORIES };

function lies(
  territory: keyof typeof TERRITORIES,
  facts: Facts,
  {
    company = null,
    awaited = [],
    whose = 'contact',
  }: { company?: Facts | null; awaited?: WaitableFact[]; whose?: 'contact' | 'company' } = {},
) {
  const condition: Condition = { field: whose, operator: 'WITHIN', territory };
  const lead = {
    input: input({
      contact: { facts },
      company: company === null ? null : { companyId: 'k', ownerId: null, facts: company },
    }),
    group: 'enquiry' as const,
    awaited: new Set(awaited),
  };
  return compileCondition(condition, NAMES)(lead);
}

describe('a territory', () => {
  it.each<[keyof typeof TERRITORIES, Facts, 'yes' | 'no']>([
    ['DACH', { country: 'CH' }, 'yes'],
    ['DACH', { country: 'FR' }, 'no'],
    ['DACH', { country: null }, 'no'],
    ['California', { country: 'US', state_code: 'CA' }, 'yes'],
    ['California', { country: 'US', state_code: null }, 'no'],
    ['California', { country: 'DE', state_code: 'CA' }, 'no'],
    ['Bay Area', { country: 'US', state_code: 'CA', zip: '94107-1234' }, 'yes'],
    ['Bay Area', { country: 'US', state_code: 'CA', zip: '95014' }, 'yes'],
    ['Bay Area', { country: 'US', state_code: 'NV', zip: '94107' }, 'no'],
    ['Bay Area', { country: 'US', state_code: 'CA', zip: '93999' }, 'no'],
    ['Bay Area', { country: 'US', state_code: 'CA', zip: '9410' }, 'no'],
    ['By code', { country: 'AT', zip: '1010' }, 'yes'],
    ['Manchester', { country: 'GB', zip: 'M1 1AE' }, 'yes'],
    ['Manchester', { country: 'GB', zip: 'm11ae' }, 'yes'],
    ['Manchester', { country: 'GB', zip: 'ME1 1AA' }, 'no'],
    ['Manchester', { country: 'GB', zip: 'SK1 1AA' }, 'yes'],
    ['Manchester', { country: 'GB', zip: 'SK10 1AA' }, 'no'],
    ['Manchester', { country: 'GB', zip: 'EC1A 1BB' }, 'yes'],
    ['Manchester', { country: 'GB', zip: 'EC1B 1BB' }, 'no'],
    ['Manchester', { country: 'GB', zip: 'SW1A 1AA' }, 'yes'],
    ['Manchester', { country: 'GB', zip: 'SW1A 2AA' }, 'no'],
  ])('%s %j: %s', (territory, facts, answer) => {
    expect(lies(territory, facts)).toBe(answer);
  });

  it("takes the company's place for a contact without one, in the same country only", () => {
    const company = { country: 'US', state_code: 'CA', zip: '94107' };
    expect(lies('Bay Area', { country: 'US' }, { company })).toBe('yes');
    expect(lies('Bay Area', { country: 'US', state_code: 'NV' }, { company })).toBe('no');
    expect(lies('Bay Area', { country: 'CA' }, { company })).toBe('no');
    expect(lies('Bay Area', { country: null }, { company })).toBe('no');
    expect(lies('Bay Area', { country: null }, { company, whose: 'company' })).toBe('yes');
  });

  it('waits for a company only where it could matter', () => {
    const awaited: WaitableFact[] = ['company'];
    expect(lies('Bay Area', { country: 'US' }, { awaited })).toBe('maybe');
    expect(lies('America', { country: 'US' }, { awaited })).toBe('yes');
    expect(lies('Bay Area', { country: 'DE' }, { awaited })).toBe('no');
    expect(lies('Bay Area', { country: null }, { awaited })).toBe('maybe');
    expect(lies('Bay Area', { country: 'US', state_code: 'NV' }, { awaited })).toBe('no');
  });

  it('has all places of a territory that is said to lie in it', () => {
    const territory = fc.constantFrom<readonly Area[]>(...Object.values(TERRITORIES));
    const zip = fc.oneof(fc.constantFrom(...PLACES.zip), fc.integer({ min: 10_000, max: 99_999 }).map(String));
    const place = fc
      .record({ country: fc.constantFrom('us', 'gb', 'at'), state: fc.constantFrom('ca', 'nv', null), zip })
      .map(({ country, state, zip: code }) => ({
        country,
        state,
        postcode: code === null ? null : normalPostcode(country, code),
      }));
    let covered = 0;
    fc.assert(
      fc.property(territory, territory, fc.array(place, { minLength: 20 }), (narrow, wide, places) => {
        if (!liesWithin(narrow, wide)) return;
        covered += 1;
        const [inNarrow, inWide] = [compileTerritory(narrow), compileTerritory(wide)];
        for (const one of places) if (inNarrow(one) === 'yes') expect(inWide(one)).toBe('yes');
      }),
      { numRuns: 500 },
    );
    expect(covered).toBeGreaterThan(50);
  });
});

const gb = (...postcodes: string[]): Area[] => [{ countries: ['GB'], postcodes }];
const us = (...postcodes: string[]): Area[] => [{ countries: ['US'], postcodes }];

describe('liesWithin', () => {
  it.each<[readonly Area[], readonly Area[], boolean]>([
    [TERRITORIES['Bay Area'], TERRITORIES.California, true],
    [TERRITORIES.California, TERRITORIES.West, true],
    [TERRITORIES.West, TERRITORIES.California, false],
    [TERRITORIES.California, TERRITORIES['Bay Area'], false],
    [gb('M1'), gb('M'), true],
    [gb('ME1'), gb('M'), false],
    [gb('M1'), gb('M10'), false],
    [us('94100-94199'), us('94000-94999'), true],
    [us('94100-95199'), us('94000-94999'), false],
    [us('941'), us('94'), true],
    [us('94'), us('94000-94999'), false],
  ])('%j in %j: %s', (narrow, wide, expected) => {
    expect(liesWithin(narrow, wide)).toBe(expected);
  });
});

describe('stateCode', () => {
  it.each([
    ['US', 'california', 'CA'],
    ['us', 'us-ca', 'CA'],
    ['US', 'NY', 'NY'],
    ['DE', 'NY', null],
    ['DE', 'Bavaria', 'BY'],
    ['DE', 'Baden-Wurttemberg', 'BW'],
    ['ES', 'Illes Balears', 'IB'],
    ['CA', 'Québec', 'QC'],
    ['XX', 'CA', null],
    ['US', '', null],
  ])('%s %s: %s', (country, text, code) => {
    expect(stateCode(country, text)).toBe(code);
  });
});

import { describe, expect, it } from 'vitest';
import { defaultPolicy } from './default-policy.ts';
import { describePolicy } from './describe.ts';
import { policyDocument, pool, rule } from './fixtures.ts';
import type { PolicyDocument } from './schema.ts';

const NAMES: Readonly<Record<string, string>> = { anna: 'Anna Berg', ben: 'Ben Rep', cleo: 'Cleo Boss' };
const nameOf = (ownerId: string) => NAMES[ownerId] ?? `Owner ${ownerId}`;

function linesOf(document: PolicyDocument, title: string): string[] {
  return describePolicy(document, nameOf).find((section) => section.title === title)?.lines ?? [];
}

const madeUp = (missed: 'never' | 'capped') =>
  linesOf(policyDocument({ balance: { makeUp: { missed, maxLeads: 1 } } }), 'Fair shares').slice(1);

const onChangeLines = (changes: Parameters<typeof policyDocument>[0]) =>
  linesOf(policyDocument(changes), 'When facts change').slice(1);

describe('a policy in words', () => {
  it('tells what becomes of nurtured leads, and nothing of it where nothing does', () => {
    const title = 'What becomes of nurtured leads';
    const sequence = { id: '40', senderUserId: '7', senderEmail: 'ada@firm.example' };
    expect(linesOf(policyDocument({ nurture: { list: '9', sequence } }), title)).toEqual([
      "They are put on HubSpot's list 9, and taken off it again when a person gets them.",
      "They are enrolled in HubSpot's sequence 40, in the name of ada@firm.example, unless they have opted out of e-mail. It ends by itself when they reply.",
    ]);
    expect(describePolicy(policyDocument(), nameOf).map((section) => section.title)).not.toContain(title);
  });

  it('tells rules in order, with label, condition and whether they are switched off', () => {
    const document = policyDocument({
      pools: [pool('sales'), pool('France')],
      poolRules: [
        rule('fr', {
          label: 'the country is France',
          pool: 'France',
          when: { field: 'contact.country', operator: 'EQ', value: 'FR' },
        }),
        rule('off', { label: 'somebody wanted it', pool: 'sales', enabled: false }),
      ],
      hard: [
        rule('vip', { label: 'it is a named account', to: { ownerId: 'cleo' }, evenIfOwned: true }),
        rule('own', { label: 'the company is ours', to: 'company_owner' }),
      ],
      skip: [rule('staff', { label: 'it is us', reason: 'own_staff' })],
    });
    expect(linesOf(document, 'Which pool gets a lead')).toEqual([
      'The first rule that fits counts.',
      '1. To the pool “France”, because the country is France. When country is France.',
      '2. (switched off) To the pool “sales”, because somebody wanted it. Always.',
      'Everything else goes to the pool “sales”.',
    ]);
    expect(linesOf(document, 'Rules that hold in any case').slice(1)).toEqual([
      '1. To Cleo Boss, also when a contact with an active owner comes back, because it is a named account. Always.',
      "2. To the company's owner, because the company is ours. Always.",
    ]);
    expect(linesOf(document, 'Leads that nobody needs to see').at(-1)).toBe(
      '1. Left alone as own staff, because it is us. Always.',
    );
  });

  it('tells who is in a pool, how much they get and what happens when nobody is free', () => {
    const document = policyDocument({
      pools: [
        pool('sales', {
          label: 'from your team “Sales”',
          members: [
            { ownerId: 'anna', weight: 3, caps: { day: 5, open: 20 } },
            { ownerId: 'ben', weight: 0 },
            { ownerId: 'gone', ramp: { from: '2026-12-01', weeks: 4, startPercent: 30 } },
          ],
          caps: { hour: 2 },
          managerOwnerId: 'cleo',
          whenNobodyFree: 'overflow',
          overflowPool: 'rest',
          afterHours: 'hold',
          unknownHours: 'closed',
          unknownAvailability: 'away',
          languages: ['de', 'pt'],
          language: 'require',
        }),
        pool('rest', { members: [] }),
      ],
    });
    expect(linesOf(document, 'Pool “sales”')).toEqual([
      'From your team “Sales”.',
      'People: Anna Berg (weight 3, at most 5 a day and 20 open at one time), Ben Rep (none for now) and Owner gone (none before 2026-12-01, then 30% of the weight, growing to all of it over 4 weeks).',
      'Each person gets at most 2 an hour.',
      'Manager: Cleo Boss.',
      'Fallback person: the manager.',
      'When nobody is free, leads go to the pool “rest”.',
      'While nobody is at work, leads wait.',
      'People without working hours in HubSpot count as not at work.',
      'People whose status HubSpot does not tell count as away.',
      'Languages: German and Portuguese.',
      "People known not to speak the lead's language do not get it.",
    ]);
    expect(linesOf(document, 'Pool “rest”')).toContain('Nobody is in it.');
  });

  it('tells which changes move a handoff', () => {
    expect(onChangeLines({ onChange: { reroute: [] } })[0]).toBe(
      'Afterwards no change moves a handoff that nobody has accepted.',
    );
    expect(onChangeLines({})[1]).toBe('No change takes it from somebody who has accepted it or acted on it.');
  });

  it('tells sources, clock, trigger, claims and what is waited for', () => {
    const document = policyDocument({
      sources: { moved: { INTEGRATION: 'enquiry' } },
      sla: { minutes: { high: 5, normal: 90, low: 240 }, byPool: { sales: { high: 1 } }, clock: 'always' },
      trigger: { threshold: 55, alwaysRouted: ['pricing'], alwaysNurtured: ['research'], uncertainBelow: 0.25 },
      stickiness: { companyOwner: { enabled: false, whenAway: 'keep', whenInactive: 'fallback' } },
      waitForFacts: { ms: 2_500, facts: ['company'], forCompanyOwner: true },
      balance: { span: 'pool' },
      lists: { partners: ['acme.test', 7] },
    });
    const text = describePolicy(document, nameOf).flatMap(({ lines }) => lines);
    for (const line of [
      'INTEGRATION counts as an enquiry.',
      'Within 5 minutes when urgency is high, 1 hour 30 minutes when urgency is normal and 4 hours when urgency is low.',
      'In the pool “sales”: within 1 minute when urgency is high.',
      'The clock runs day and night.',
      'From a score of 55 (of 100).',
      'Whatever the score: pricing.',
      expect.stringMatching(/^Never, whatever the score: research; but/),
      'A message whose intent is less than 25% certain is shown to a person.',
      "The company's owner: has no claim (switched off).",
      'A new lead waits up to 2.5 seconds for the company, if that could change who gets it.',
      'It also waits for who owns the company.',
      'Everybody who could have had a lead is owed a share of it, by weight. This is counted in each pool by itself.',
      '“partners”: acme.test and 7.',
    ]) {
      expect(text).toContainEqual(line);
    }
  });

  it('says how much there is beyond what it tells', () => {
    const many = policyDocument({
      pools: Array.from({ length: 100 }, (_, n) =>
        pool(`p${n}`, { members: Array.from({ length: 500 }, (_person, m) => ({ ownerId: `${n}-${m}` })) }),
      ),
      defaultPool: 'p0',
      poolRules: Array.from({ length: 20_000 }, (_, n) => rule(`r${n}`, { pool: `p${n % 100}` })),
    });
    const sections = describePolicy(many, nameOf);
    expect(linesOf(many, 'Which pool gets a lead').at(-2)).toBe('… and 19,940 more.');
    expect(linesOf(many, 'Pool “p0”')[0]).toMatch(/Owner 0-19 and 480 more\.$/);
    expect(sections.find(({ title }) => title === 'More pools')?.lines).toEqual(['There are 60 more pools.']);
    expect(Buffer.byteLength(JSON.stringify(sections))).toBeLessThan(200_000);
  });

  it('tells the policy that an account starts with', () => {
    const document = defaultPolicy({
      directory: {
        people: [{ ownerId: 'anna', userId: 1, active: true, superAdmin: true, teamIds: ['1'] }],
        teams: [{ teamId: '1', name: 'Sales Germany', ownerIds: ['anna'] }],
      },
      installerOwnerId: 'anna',
      timeZone: 'UTC',
    });
    expect(linesOf(document, 'Which pool gets a lead')[1]).toMatch(
      /^1\. To the pool “Sales Germany”, because the country is in Germany \(from your team “Sales Germany”\)\. When in Germany \(country is /,
    );
  });

  it.each([
    [undefined, undefined],
    ['never', undefined],
    ['week', 'At the start of each week everybody begins anew, owed nothing.'],
    [{ rollingDays: 1 }, 'A lead counts in full on its day, then less every day, and no more on the next.'],
    [{ rollingDays: 30 }, 'A lead counts in full on its day, then less every day, and no more after 30 days.'],
  ] as const)('tells how far back leads count: %j', (window, line) => {
    const balance = window === undefined ? {} : { window };
    expect(linesOf(policyDocument({ balance }), 'Fair shares')[1]).toBe(line);
  });

  it('tells what is made up for missed turns', () => {
    expect(madeUp('never')).toEqual([]);
    expect(madeUp('capped')).toEqual([
      'Who was away or out of office counts double afterwards until the missed share is made up, 1 lead at most.',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { person } from '../../hubspot/fixtures.ts';
import { OPTIONAL_SCOPES, REQUIRED_SCOPES } from '../../install/scopes.ts';
import { policyDocument, pool } from '../../policy/fixtures.ts';
import type { OpenException } from '../../store/tables/exceptions.ts';
import { healthOf, type HealthFacts } from './health.ts';

const NOW = new Date('2026-03-10T12:00:00Z');
const anna = person('anna', { userId: 1, name: 'Anna Berg' });
const facts: HealthFacts = {
  portal: {
    portalId: 1,
    status: 'active',
    mode: 'live',
    installedAt: NOW,
    installedByUserId: 1,
    liveSince: NOW,
    scopes: [...REQUIRED_SCOPES, ...OPTIONAL_SCOPES],
    adminUserIds: [],
    timeZone: 'UTC',
    uiDomain: 'app.hubspot.com',
    limitedUntil: null,
    cardSeenAt: NOW,
  },
  directory: { people: [anna], teams: [], fetchedAtMs: NOW.getTime() },
  policy: { version: 3, document: policyDocument({ pools: [pool('sales')] }) },
  problems: [],
  openByKind: new Map(),
  deadLetters: 0,
  now: NOW,
};

function problem(kind: string, subject: string, sentence = 'It is so.'): OpenException {
  return { kind, subject, sentence, count: 1, firstAt: NOW, lastAt: NOW };
}

function checkOf(check: string, changes: Partial<HealthFacts>) {
  return healthOf({ ...facts, ...changes }).find((one) => one.check === check);
}

describe('health', () => {
  it('is fine where everything is, in the order of a set-up', () => {
    expect(healthOf(facts).map(({ check, state }) => `${check} ${state}`)).toEqual([
      'connection ok',
      'scopes ok',
      'properties ok',
      'people ok',
      'policy ok',
      'card ok',
      'writes ok',
    ]);
  });

  it.each<[string, string, Partial<HealthFacts>, string, RegExp, string[]]>([
    [
      'a suspended account',
      'connection',
      { portal: { ...facts.portal, status: 'suspended' } },
      'broken',
      /Install Baton again/,
      ['What Baton has stored is deleted 30 days after the withdrawal.'],
    ],
    [
      "HubSpot's limit",
      'connection',
      { portal: { ...facts.portal, limitedUntil: new Date('2026-03-10T12:05:00Z') } },
      'attention',
      /until 2026-03-10 12:05 UTC/,
      [],
    ],
    [
      'a limit that has passed',
      'connection',
      { portal: { ...facts.portal, limitedUntil: new Date('2026-03-10T11:59:00Z') } },
      'ok',
      /connected/,
      [],
    ],
    [
      'a missing optional scope',
      'scopes',
      { portal: { ...facts.portal, scopes: [...REQUIRED_SCOPES, ...OPTIONAL_SCOPES.slice(1)] } },
      'attention',
      /1 permission that it can use/,
      [
        'crm.objects.users.read: without it availability, working hours and absence are not known, so everybody counts as there.',
      ],
    ],
    [
      'a missing required scope',
      'scopes',
      { portal: { ...facts.portal, scopes: [...REQUIRED_SCOPES.slice(0, -1), ...OPTIONAL_SCOPES] } },
      'broken',
      /1 permission that it cannot work without/,
      ['crm.objects.owners.read: without it nobody can be given a lead.'],
    ],
    [
      'missing and refused properties',
      'properties',
      {
        problems: [
          problem('refused_write', 'baton_score', 'Too long.'),
          problem('missing_property', 'baton_intent', 'Not there.'),
          problem('refused_write', 'jobtitle'),
          problem('install', 'properties'),
        ],
      },
      'attention',
      /2 contact properties of Baton's/,
      ['baton_intent: Not there.', 'baton_score: Too long.'],
    ],
    [
      'a set-up that failed',
      'properties',
      { problems: [problem('install', 'properties', 'HubSpot had a problem.')] },
      'attention',
      /could not be set up/,
      ['HubSpot had a problem.'],
    ],
    [
      'people who were never read',
      'people',
      { directory: null, problems: [problem('install', 'directory', 'Owners could not be read.')] },
      'broken',
      /knows nobody/,
      ['Owners could not be read.'],
    ],
    [
      'nobody active',
      'people',
      { directory: { people: [{ ...anna, active: false }], teams: [], fetchedAtMs: 0 } },
      'broken',
      /knows nobody/,
      [],
    ],
    ['one person', 'people', {}, 'ok', /knows 1 person .* 2026-03-10 12:00 UTC/, []],
    ['no policy', 'policy', { policy: null }, 'broken', /no policy yet/, []],
    [
      'a pool without people',
      'policy',
      { policy: { version: 4, document: policyDocument({ pools: [pool('sales'), pool('empty', { members: [] })] }) } },
      'attention',
      /Version 4 .* 1 pool has nobody/,
      ['empty'],
    ],
    [
      'a card nobody opened',
      'card',
      { portal: { ...facts.portal, cardSeenAt: null } },
      'attention',
      /^Nobody has opened the card yet\. An admin adds it to the contact record: Customize > Card library > App\.$/,
      [],
    ],
    [
      'refusals, another automation and leads put aside',
      'writes',
      {
        problems: [problem('refused_write', 'baton_score')],
        openByKind: new Map([
          ['refused_write', 3],
          ['other_automation', 1],
          ['nobody_free', 7],
        ]),
        deadLetters: 4,
      },
      'attention',
      /^7 matters need/,
      [
        'HubSpot refuses 2 things that Baton writes.',
        '1 contact is assigned by another automation too.',
        '4 leads were put aside after too many failed tries.',
      ],
    ],
  ])('tells %s', (_name, check, changes, state, sentence, details) => {
    const told = checkOf(check, changes);
    expect(told).toMatchObject({ state, details });
    expect(told?.sentence).toMatch(sentence);
  });
});

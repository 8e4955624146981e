import { afterAll, beforeAll, expect, it } from 'vitest';
import { replay } from '../../src/audit/replay.ts';
import { policyHash } from '../../src/policy/canonical.ts';
import { policyDocument, pool, rule } from '../../src/policy/fixtures.ts';
import type { Store } from '../../src/store/store.ts';
import { markGone } from '../../src/store/tables/contacts.ts';
import { insertPolicy } from '../../src/store/tables/policies.ts';
import { anna, ben, cleo, openDecidingScene, readyLead } from '../deciding-scene.ts';
import { testDatabase, type TestDatabase } from '../support/postgres.ts';

const BATCH = 100;
const BATCHES = 100;
/** Clocks in Berlin go forward on 28 March 2027, one hour after this; two minutes between batches, then hours. */
const BEFORE_THE_CHANGE = Date.UTC(2027, 2, 28, 0, 0);

let database: TestDatabase;
let store: Store;
beforeAll(async () => {
  database = await testDatabase();
  store = await database.store();
});
afterAll(() => database?.close());

it('10,000 decisions of several policies and agents, over a time change, are recomputed to the same bytes', async () => {
  const scene = await openDecidingScene(store, 1_801);
  const office = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startMinute: 120, endMinute: 180 }));
  const people = [
    { ...anna, timeZone: 'Europe/Berlin', workingHours: office },
    { ...ben, timeZone: 'Europe/Berlin', languages: ['de'] },
    {
      ...cleo,
      timeZone: 'America/New_York',
      outOfOffice: [{ startMs: BEFORE_THE_CHANGE, endMs: BEFORE_THE_CHANGE + 6e6 }],
    },
  ];
  const countries = ['FR', 'DE', 'BE', 'US'];
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const now = new Date(BEFORE_THE_CHANGE + batch * (batch < 60 ? 120_000 : 7_200_000));
    if (batch % 25 === 24) {
      const document = policyDocument({
        pools: [
          pool('sales', {
            members: [
              { ownerId: 'anna', weight: batch },
              { ownerId: 'ben', weight: 7 },
            ],
          }),
          pool('france', { members: [{ ownerId: 'cleo' }], whenNobodyFree: 'overflow', overflowPool: 'sales' }),
        ],
        poolRules: [
          rule('f', {
            pool: 'france',
            when: { field: 'contact.country', operator: 'IN', values: countries.slice(0, batch % 3) },
          }),
        ].filter(({ when }) => 'values' in when && (when.values?.length ?? 0) > 0),
        balance: batch === 49 ? { window: { rollingDays: 3 }, makeUp: { missed: 'capped' } } : {},
      });
      await scene.portal.transaction((tx) =>
        insertPolicy(tx, { document, hash: policyHash(document), authorUserId: null, effectiveFrom: now }),
      );
    }
    const leads = Array.from({ length: BATCH }, (_, at) => {
      const lead = readyLead(String(batch * BATCH + at + 1), { country: countries[at % countries.length] ?? 'DE' });
      const provenance = [{ agent: 'score', version: `1.${batch % 4}.0`, ms: 1, outcome: 'ok' as const }];
      const score = (batch * 7 + at) % 101;
      return { ...lead, assessment: { ...lead.assessment, provenance, score } };
    });
    const ends = await scene.decide(leads, { people, now, timeZone: 'Europe/Berlin' });
    expect(ends.filter(({ end }) => end === 'decided')).toHaveLength(BATCH);
  }
  // Some ask to be forgotten: their keys are destroyed.
  const erased = Array.from({ length: 100 }, (_, at) => String(at * BATCH + 77));
  for (const contactId of erased) {
    await scene.portal.transaction((tx) =>
      markGone(tx, { contactId, gone: 'privacy', at: new Date(), mergedInto: null }),
    );
  }
  const report = await replay(scene.portal, 'live');
  expect(report).toEqual({
    decisions: BATCH * BATCHES,
    same: BATCH * BATCHES - erased.length,
    erased: erased.length,
    different: [],
    broken: [],
  });
  const versions = new Set((await scene.decisions()).map((row) => row.policy_version));
  expect(versions.size).toBeGreaterThan(3);
});

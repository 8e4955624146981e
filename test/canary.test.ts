import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { armOf } from '../src/audit/snapshot.ts';
import { replay } from '../src/audit/replay.ts';
import { policyDocument, pool, rule, type PolicyInput } from '../src/policy/fixtures.ts';
import { checkDraft } from '../src/publishing/check-draft.ts';
import { promoteCanary, startCanary, stopCanary } from '../src/publishing/canary.ts';
import { publishPolicy } from '../src/publishing/publish-policy.ts';
import { rollBack } from '../src/publishing/versions.ts';
import type { Store } from '../src/store/store.ts';
import { newestCanary, runningCanary } from '../src/store/tables/canaries.ts';
import { openExceptions } from '../src/store/tables/exceptions.ts';
import { appendHandoffEvents } from '../src/store/tables/handoff-events.ts';
import { policyHead } from '../src/store/tables/policies.ts';
import { openDecidingScene, readyLead } from './deciding-scene.ts';
import { testDatabase, type TestDatabase } from './support/postgres.ts';

let database: TestDatabase;
let store: Store;
beforeAll(async () => {
  database = await testDatabase();
  store = await database.store();
});
afterAll(() => database.close());

/** In force: Germans go to Anna and Ben, the French to Cleo. By this draft everybody goes to Cleo: no check can know better. */
const toCleo = (changes: Partial<PolicyInput> = {}) =>
  checkDraft(
    {
      document: policyDocument({
        pools: [
          pool('sales', { members: [{ ownerId: 'anna' }, { ownerId: 'ben' }] }),
          pool('france', { members: [{ ownerId: 'cleo' }] }),
        ],
        poolRules: [
          rule('all', { pool: 'france', when: { field: 'contact.country', operator: 'IN', values: ['FR', 'DE'] } }),
        ],
        ...changes,
      }),
    },
    {},
  );

async function open(portalId: number) {
  const scene = await openDecidingScene(store, portalId);
  const start = (percent: number, draft = toCleo()) =>
    scene.portal.transaction((tx) => startCanary(tx, { draft, percent, base: null, userId: 7, note: 'try' }));
  return {
    ...scene,
    portalId,
    start,
    running: () => scene.portal.transaction(runningCanary),
    newest: () => scene.portal.transaction(newestCanary),
    head: () => scene.portal.transaction((tx) => policyHead(tx, new Date())),
    /** Decides a lead; answers who got it. */
    async lead(contactId: string) {
      const [end] = await scene.decide([readyLead(contactId)]);
      return end?.end === 'decided' ? end.verdict.ownerId : null;
    },
    /** Somebody says on the card that the owner is the wrong one. */
    async disputes(contactId: string) {
      const handoff = await scene.handoffOf(contactId);
      await scene.portal.transaction((tx) =>
        appendHandoffEvents(tx, [
          {
            kind: 'wrong_owner',
            handoffId: handoff?.handoffId ?? '',
            contactId,
            at: new Date(),
            label: 'wrong_segment',
          },
        ]),
      );
    },
  };
}

const code = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { code?: string }) => error.code,
  );

it('a shadow is followed by nobody and compared with what was in force', async () => {
  const scene = await open(1_905);
  await scene.start(0, toCleo({ balance: { window: 'day' } }));
  for (const contact of ['1', '2', '3', '4']) expect(await scene.lead(contact)).not.toBe('cleo');
  expect(new Set((await scene.decisions()).map((row) => row.policy_version))).toEqual(new Set([1]));
});

describe('a canary', () => {
  it('is followed by its share of the leads, always the same contacts, under one balance; all can be replayed', async () => {
    const scene = await open(1_901);
    const { version } = await scene.start(30);
    for (let contact = 1; contact <= 60; contact += 1) {
      const owner = await scene.lead(String(contact));
      const follows = armOf(scene.portalId, String(contact)) < 30;
      expect(owner === 'cleo').toBe(follows);
    }
    const decisions = await scene.decisions();
    expect(new Set(decisions.map((row) => row.policy_version))).toEqual(new Set([1, version]));
    expect((await scene.head())?.version).toBe(1);
    expect(await replay(scene.portal, 'live')).toMatchObject({ decisions: 60, same: 60, broken: [], different: [] });
  });

  it('may be followed by the leads of some countries', async () => {
    const scene = await open(1_906);
    const start = (countries: string[], percent = 0) =>
      scene.portal.transaction((tx) =>
        startCanary(tx, { draft: toCleo(), percent, countries, base: null, userId: 7, note: '' }),
      );
    expect(await code(start(['XX']))).toBe('bad_countries');
    expect(await code(start(['DE'], 10))).toBe('bad_countries');
    await start(['AT']);
    expect(await code(start(['DE']))).toBe('canary_running');
    expect(await scene.lead('1')).not.toBe('cleo');
    await scene.portal.transaction(stopCanary);
    await start(['DE', 'AT']);
    const germany = { value: 'DE', confidence: 1, evidence: [] };
    const lead = readyLead('2');
    const [end] = await scene.decide([
      { ...lead, assessment: { ...lead.assessment, clean: { ...lead.assessment.clean, country: germany } } },
    ]);
    expect(end).toMatchObject({ end: 'decided', verdict: { ownerId: 'cleo' } });
  });

  it('that sends leads to the wrong people is stopped within 50 leads, and said why', async () => {
    const scene = await open(1_902);
    await scene.start(20);
    let leads = 0;
    while ((await scene.running()) !== null && leads < 50) {
      leads += 1;
      if ((await scene.lead(String(leads))) === 'cleo') await scene.disputes(String(leads));
    }
    expect(leads).toBeLessThan(50);
    expect(await scene.newest()).toMatchObject({
      endReason: 'bound',
      sentence: expect.stringMatching(/wrong owner \(0 of \d+ others\)/),
    });
    const told = await scene.portal.transaction((tx) => openExceptions(tx, { kinds: ['canary_stopped'] }));
    expect(told).toMatchObject([
      { subject: '2', sentence: expect.stringContaining('All leads follow the policy in force again.') },
    ]);
    for (let contact = 101; contact <= 120; contact += 1) expect(await scene.lead(String(contact))).not.toBe('cleo');
  });

  it('is stopped by hand, counts for all by hand, and ends when the account goes back', async () => {
    const scene = await open(1_903);
    await scene.start(10);
    expect(await scene.portal.transaction(stopCanary)).toBe(2);
    expect(await code(scene.portal.transaction(stopCanary))).toBe('no_canary');
    await scene.start(10);
    expect(await scene.portal.transaction((tx) => promoteCanary(tx, 7))).toEqual({ version: 4, from: 3 });
    expect((await scene.head())?.version).toBe(4);
    expect(await scene.lead('1')).toBe('cleo');
    await scene.start(10, toCleo({ name: 'other' }));
    expect(await scene.portal.transaction((tx) => rollBack(tx, { to: 1, base: null, authorUserId: 7 }))).toEqual({
      version: 6,
      to: 1,
    });
    expect(await scene.running()).toBeNull();
    expect(await scene.newest()).toMatchObject({ endReason: 'stopped' });
  });

  it('is refused with errors, a bad share, another balance, beside another one, and keeps others from publishing', async () => {
    const scene = await open(1_904);
    expect(await code(scene.start(10, checkDraft({ text: 'version: 1' }, {})))).toBe('policy_has_errors');
    expect(await code(scene.start(60))).toBe('bad_percent');
    expect(await code(scene.start(10, toCleo({ balance: { window: 'day' } })))).toBe('other_balance');
    await scene.start(10);
    expect(await code(scene.start(10))).toBe('canary_running');
    const publish = scene.portal.transaction((tx) =>
      publishPolicy(tx, { draft: toCleo({ name: 'x' }), base: 1, authorUserId: 7, note: '' }),
    );
    expect(await code(publish)).toBe('canary_running');
    expect((await scene.head())?.version).toBe(1);
  });
});

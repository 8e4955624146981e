import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { fairnessReport } from '../src/audit/fairness-report.ts';
import type { FairnessReport } from '../src/policy/fairness.ts';
import type { Store } from '../src/store/store.ts';
import { anna, away, ben, byHand, cleo, openDecidingScene, readyLead, type DecidingScene } from './deciding-scene.ts';
import { testDatabase, type TestDatabase } from './support/postgres.ts';

let database: TestDatabase;
let store: Store;
let scene: DecidingScene;
let portalId = 1_000;
beforeAll(async () => {
  database = await testDatabase();
  store = await database.store();
});
afterAll(() => database?.close());
beforeEach(async () => {
  portalId += 1;
  scene = await openDecidingScene(store, portalId);
});

const report = (o: { since?: Date; page?: number } = {}) =>
  fairnessReport(scene.portal, { ledger: 'live', since: null, ...o });
const sharesOf = ({ shares }: FairnessReport) =>
  Object.fromEntries(
    shares.map(({ ownerId, given, due, deviation, standing, worstDeviation }) => [
      ownerId,
      { given, due, deviation, standing, worst: worstDeviation },
    ]),
  );
const even = { given: 1, due: 1, deviation: 0, standing: 0, worst: 0.5 };
/** Each lead in a transaction of its own. */
async function decideAll(contactIds: readonly string[], o: Parameters<DecidingScene['decide']>[1] = {}): Promise<void> {
  for (const contactId of contactIds) await scene.decide([readyLead(contactId)], o);
}

it('is empty before the first lead', async () => {
  expect(await report()).toMatchObject({ shares: [], byPool: [] });
  expect(await report({ since: new Date(0) })).toMatchObject({ shares: [], byPool: [] });
});

it('gives what is counted by hand, whatever the size of the pages', async () => {
  await decideAll(['1', '2', '3']);
  await decideAll(['4', '5'], { people: [anna, away(ben), cleo] });
  await scene.decide([readyLead('6', { country: 'FR' })]);
  await decideAll(['7'], { ledger: 'observe' });
  // Anna and Ben share three leads, of which Anna gets two; two more only she could have had, and one only Cleo.
  const byHandCount = {
    anna: { given: 4, due: 3.5, deviation: 0.5, standing: 0.5, worst: 0.5 },
    ben: { given: 1, due: 1.5, deviation: -0.5, standing: -0.5, worst: 0.5 },
    cleo: { given: 1, due: 1, deviation: 0, standing: 0, worst: 0 },
  };
  for (const page of [1, 2, 3, 5_000]) expect(sharesOf(await report({ page }))).toEqual(byHandCount);
  expect((await report()).byPool).toMatchObject([
    { pool: 'france', ownerId: 'cleo', given: 1, due: 1, deviation: 0 },
    { pool: 'sales', ownerId: 'anna', given: 4, due: 3.5, deviation: 0.5 },
    { pool: 'sales', ownerId: 'ben', given: 1, due: 1.5, deviation: -0.5 },
  ]);
});

it('counts a lead that a person gave to a colleague for the colleague', async () => {
  await decideAll(['1', '2']);
  expect(sharesOf(await report())).toEqual({ anna: even, ben: even });
  const seen = await scene.handoffOf('1');
  await scene.decide([readyLead('1', { kind: 'change', ownerId: 'ben', history: [byHand('ben')], seen })]);
  expect(sharesOf(await report())).toEqual({
    anna: { given: 0, due: 1, deviation: -1, standing: -1, worst: 1 },
    ben: { given: 2, due: 1, deviation: 1, standing: 1, worst: 1 },
  });
});

it('counts a lead that went to somebody outside the pool for nobody', async () => {
  await decideAll(['1', '2']);
  const seen = await scene.handoffOf('1');
  await scene.decide([readyLead('1', { kind: 'change', ownerId: 'cleo', history: [byHand('cleo')], seen })]);
  for (const page of [1, 5_000]) {
    expect(sharesOf(await report({ page }))).toEqual({
      anna: { given: 0, due: 0.5, deviation: -0.5, standing: -0.5, worst: 0.5 },
      ben: { given: 1, due: 0.5, deviation: 0.5, standing: 0.5, worst: 0.5 },
    });
  }
});

it('counts a lead once that moved to a better answer, and again to a better one', async () => {
  await scene.decide([readyLead('1')]);
  for (const [country, ownerId] of [
    ['FR', 'anna'],
    ['DE', 'cleo'],
  ] as const) {
    const seen = await scene.handoffOf('1');
    await scene.decide([readyLead('1', { kind: 'change', country, ownerId, seen })]);
  }
  expect(sharesOf(await report())).toMatchObject({
    anna: { given: 0, due: 0.5 },
    ben: { given: 1, due: 0.5 },
    cleo: { given: 0, due: 0 },
  });
});

it('begins a period with what everybody was owed then', async () => {
  await decideAll(['1', '2']);
  const earlier = Math.max(...(await scene.decisions()).map((row) => row.decided_at.getTime()));
  const since = new Date(earlier + 1);
  while (Date.now() < since.getTime()) await delay(1);
  await decideAll(['3']);
  expect(sharesOf(await report({ since }))).toEqual({
    anna: { given: 1, due: 0.5, deviation: 0.5, standing: 0.5, worst: 0.5 },
    ben: { given: 0, due: 0.5, deviation: -0.5, standing: -0.5, worst: 0.5 },
  });
  expect(await report({ since: new Date(Date.now() + 60_000) })).toMatchObject({ shares: [], byPool: [] });
});

const noon = (day: number) => new Date(Date.UTC(2100, 4, day, 12));

it('counts by the window of the policy in force, however the period was cut', async () => {
  portalId += 1;
  scene = await openDecidingScene(store, portalId, { window: { rollingDays: 2 } });
  const until = (now: Date, since: Date | null = null) =>
    fairnessReport(scene.portal, { ledger: 'live', since, now }).then(sharesOf);
  await scene.decide([readyLead('1')], { now: noon(3) });
  await scene.decide([readyLead('2')], { now: noon(4) });
  // On the second day the first lead counts half: Ben is given a lead for a quarter that he was owed and half of a new one.
  const rest = { given: 1, due: 1, deviation: 0, worst: 0.5 };
  expect(await until(noon(4))).toEqual({ anna: { ...rest, standing: -0.25 }, ben: { ...rest, standing: 0.25 } });
  expect(await until(noon(5), noon(4))).toEqual({
    anna: { given: 0, due: 0.5, deviation: -0.5, standing: -0.25, worst: 0.25 },
    ben: { given: 1, due: 0.5, deviation: 0.5, standing: 0.25, worst: 0.25 },
  });
  expect(await until(noon(6))).toMatchObject({ anna: { given: 1, standing: 0 }, ben: { given: 1, standing: 0 } });
});

it('shows that nobody is owed anything by people who have left', async () => {
  await decideAll(['1']);
  await decideAll(['2'], { people: [anna, { ...ben, active: false }, cleo] });
  expect(await scene.credits()).toEqual({});
  expect(sharesOf(await report())).toMatchObject({
    anna: { given: 2, due: 1.5, deviation: 0.5, standing: 0, worst: 0.5 },
    ben: { given: 0, due: 0.5, deviation: -0.5, standing: 0, worst: 0.5 },
  });
});

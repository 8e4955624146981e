import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { fairnessReport } from '../src/audit/fairness-report.ts';
import { replay } from '../src/audit/replay.ts';
import { LEAD } from '../src/policy/balance.ts';
import { UNBOUNDED } from '../src/policy/balance-window.ts';
import type { Store } from '../src/store/store.ts';
import { loadCredits } from '../src/store/tables/balances.ts';
import { anna, away, ben, byHand, cleo, openDecidingScene, readyLead, type DecidingScene } from './deciding-scene.ts';
import { testDatabase, type TestDatabase } from './support/postgres.ts';

let database: TestDatabase;
let store: Store;
let scene: DecidingScene;
let portalId = 1_500;
beforeAll(async () => {
  database = await testDatabase();
  store = await database.store();
});
afterAll(() => database?.close());
beforeEach(async () => {
  portalId += 1;
  scene = await openDecidingScene(store, portalId, { window: 'day', makeUp: { missed: 'capped', maxLeads: 1 } });
});

const benAway = { people: [anna, away(ben), cleo] };
const leftOf = async (ownerId: string) => {
  const credits = await scene.portal.transaction((tx) => loadCredits(tx, 'live', { window: UNBOUNDED, makeUp: true }));
  return credits.find((one) => one.ownerId === ownerId)?.makeUp ?? 0;
};

it('notes missed turns up to the cap in one batch, makes up for them over the next days, and replays', async () => {
  await scene.decide([readyLead('1'), readyLead('2'), readyLead('3')], { ...benAway, now: new Date('2100-05-03') });
  expect(await leftOf('ben')).toBe(LEAD);
  const back = Array.from({ length: 12 }, (_, index) => readyLead(`back ${index}`));
  await scene.decide(back, { now: new Date('2100-05-04') });
  expect(await leftOf('ben')).toBeLessThan(LEAD / 5);
  const report = await fairnessReport(scene.portal, { ledger: 'live', since: null, now: new Date('2100-05-04') });
  const [annas, bens] = report.shares;
  expect(annas).toMatchObject({ ownerId: 'anna', given: 3 + 5, madeUp: 0, missed: 0 });
  expect(bens).toMatchObject({ ownerId: 'ben', given: 7, missed: 1 });
  expect(bens?.madeUp).toBeCloseTo(5 / 6, 8);
  expect(bens?.due).toBeCloseTo(6 + 5 / 6, 8);
  expect(report.byPool).toMatchObject([{ pool: 'sales' }, { pool: 'sales', ownerId: 'ben', missed: 1 }]);
  expect(await replay(scene.portal, 'live')).toMatchObject({ same: 15, different: [], broken: [] });
});

it('forgets a missed turn when the lead counts no more', async () => {
  await scene.decide([readyLead('1')], benAway);
  expect(await leftOf('ben')).toBe(LEAD / 2);
  const seen = await scene.handoffOf('1');
  await scene.decide([readyLead('1', { kind: 'change', ownerId: 'cleo', history: [byHand('cleo')], seen })], benAway);
  expect(await leftOf('ben')).toBe(0);
  const { shares } = await fairnessReport(scene.portal, { ledger: 'live', since: null });
  expect(shares).toMatchObject([
    { ownerId: 'anna', given: 0, due: 0 },
    { ownerId: 'ben', given: 0, missed: 0 },
  ]);
});

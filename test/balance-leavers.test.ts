import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { replay } from '../src/audit/replay.ts';
import { LEAD } from '../src/policy/balance.ts';
import type { Store } from '../src/store/store.ts';
import { anna, away, ben, byHand, cleo, openDecidingScene, readyLead, type DecidingScene } from './deciding-scene.ts';
import { testDatabase, type TestDatabase } from './support/postgres.ts';

let database: TestDatabase;
let store: Store;
let scene: DecidingScene;
let portalId = 1_400;
beforeAll(async () => {
  database = await testDatabase();
  store = await database.store();
});
afterAll(() => database?.close());
beforeEach(async () => {
  portalId += 1;
  scene = await openDecidingScene(store, portalId);
});

const benLeft = { people: [anna, { ...ben, active: false }, cleo] };
const closings = () =>
  scene.portal.transaction((tx) =>
    tx.db
      .selectFrom('ledger_entries')
      .select(['owner_id', 'amount'])
      .where('kind', '=', 'close')
      .orderBy('entry_id')
      .execute(),
  );

it('closes the account of whoever has left once, and replays', async () => {
  await scene.decide([readyLead('1')]);
  await scene.decide([readyLead('2'), readyLead('3')], benLeft);
  await scene.decide([readyLead('4')], benLeft);
  expect(await closings()).toEqual([
    { owner_id: 'ben', amount: -LEAD / 2 },
    { owner_id: 'anna', amount: LEAD / 2 },
  ]);
  expect(await scene.credits()).toEqual({});
  expect(await replay(scene.portal, 'live')).toMatchObject({ same: 4, different: [], broken: [] });
});

it('closes no account of somebody who is only away', async () => {
  await scene.decide([readyLead('1')]);
  await scene.decide([readyLead('2')], { people: [anna, away(ben), cleo] });
  expect(await closings()).toEqual([]);
  expect(await scene.credits()).toEqual({ anna: -LEAD / 2, ben: LEAD / 2 });
});

it('takes a lead of somebody who has left back exactly, and closes what that leaves', async () => {
  await scene.decide([readyLead('1')]);
  const seen = await scene.handoffOf('1');
  await scene.decide([readyLead('2')], benLeft);
  // Anna's first lead goes to somebody outside the pool, so it counts for nobody.
  const taken = readyLead('1', { kind: 'change', ownerId: 'cleo', history: [byHand('cleo')], seen });
  expect(await scene.decide([taken], benLeft)).toMatchObject([{ end: 'taken_over' }]);
  await scene.decide([readyLead('3')], benLeft);
  expect(await scene.credits()).toEqual({});
});

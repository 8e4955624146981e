import { afterAll, beforeAll, expect, it } from 'vitest';
import { replay } from '../src/audit/replay.ts';
import type { Store } from '../src/store/store.ts';
import { openDecidingScene, readyLead } from './deciding-scene.ts';
import { asAdmin, testDatabase, type TestDatabase } from './support/postgres.ts';

let database: TestDatabase;
let store: Store;
let portalId = 700;
beforeAll(async () => {
  database = await testDatabase();
  store = await database.store();
});
afterAll(() => database?.close());

it.each([
  ['a verdict was changed', `set verdict = verdict || '{"task": false}' where seq = 2`, ['2'], { '2': 'verdict.task' }],
  ['a stored input was exchanged', `set snapshot = 'x' where seq = 2`, ['2'], {}],
  ['a decision was put under another policy', `set policy_hash = 'x' where seq = 2`, ['2'], {}],
  ['a receipt was exchanged', `set receipt = 'x' where seq = 2`, ['2', '3'], {}],
])('replay finds that %s', async (_name, change, broken, different) => {
  portalId += 1;
  const scene = await openDecidingScene(store, portalId);
  await scene.decide(['1', '2', '3'].map((contactId) => readyLead(contactId)));
  const ids = new Map((await scene.decisions()).map((row) => [row.decision_id, row.contact_id]));
  await asAdmin(
    (client) => client.query(`update decisions ${change} and portal_id = $1`, [portalId]),
    database.databaseUrl,
  );
  const report = await replay(scene.portal, 'live');
  expect(report.broken.map((id) => ids.get(id))).toEqual(broken);
  expect(Object.fromEntries(report.different.map(({ decisionId, field }) => [ids.get(decisionId), field]))).toEqual(
    different,
  );
  expect(report).toMatchObject({ decisions: 3, erased: 0 });
});

it('replay finds that a decision was taken out of the middle', async () => {
  portalId += 1;
  const scene = await openDecidingScene(store, portalId);
  await scene.decide(['1', '2', '3'].map((contactId) => readyLead(contactId)));
  const last = (await scene.decisions()).at(-1)?.decision_id;
  await scene.portal.transaction((tx) => tx.db.deleteFrom('decisions').where('seq', '=', 2).execute());
  expect(await replay(scene.portal, 'live')).toMatchObject({ decisions: 2, same: 2, broken: [last] });
});

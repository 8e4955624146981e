import { afterAll, beforeAll, expect, it } from 'vitest';
import { assessed } from '../src/handoff/fixtures.ts';
import { policyHash } from '../src/policy/canonical.ts';
import { policyDocument, pool } from '../src/policy/fixtures.ts';
import { rememberLists } from '../src/store/tables/nurtured.ts';
import { insertPolicy } from '../src/store/tables/policies.ts';
import type { Store } from '../src/store/store.ts';
import { anna, away, ben, openDecidingScene, readyLead } from './deciding-scene.ts';
import { testDatabase, type TestDatabase } from './support/postgres.ts';

let database: TestDatabase;
let store: Store;
let portals = 8_300;
beforeAll(async () => {
  database = await testDatabase();
  store = await database.store();
});
afterAll(() => database.close());

/** A portal whose nurtured leads are put on a list. */
async function open() {
  const scene = await openDecidingScene(store, (portals += 1));
  const document = policyDocument({
    pools: [pool('sales', { members: [{ ownerId: 'anna' }, { ownerId: 'ben' }] })],
    nurture: { list: '9' },
  });
  await scene.portal.transaction((tx) =>
    insertPolicy(tx, { document, hash: policyHash(document), authorUserId: null }),
  );
  const decide = async (lead: ReturnType<typeof readyLead>, o: Parameters<typeof scene.decide>[1] = {}) => {
    const [end] = await scene.decide([lead], { people: [anna, ben], ...o });
    return end?.end === 'decided' ? end.verdict.outcome : end?.end;
  };
  return { ...scene, decide, kinds: async () => (await scene.writes()).map(({ kind, state }) => `${kind} ${state}`) };
}

/** The same contact with little or much to say. */
function says(what: 'little' | 'much', kind: 'new' | 'came_back' | 'change' = 'new') {
  const lead = readyLead('501', { kind });
  const { facts } = lead.assessment.clean;
  const intent = { value: 'research' as const, confidence: 1, evidence: [] };
  const assessment = assessed({ contactId: '501', facts }, { intent, score: what === 'little' ? 5 : 90 });
  return { ...lead, assessment };
}

it('a lead is put on the list once for each enquiry, also if something else was decided in between', async () => {
  const scene = await open();
  const nobody = { people: [away(anna), away(ben)] };
  expect(await scene.decide(says('little'))).toBe('nurtured');
  expect(await scene.kinds()).toEqual(['contact_update todo', 'list_add todo']);
  expect(await scene.decide(says('little', 'change'))).toBe('unchanged');
  expect(await scene.decide(says('much', 'change'), nobody)).toBe('held');
  expect(await scene.decide(says('little', 'change'))).toBe('nurtured');
  expect((await scene.kinds()).filter((one) => one.startsWith('list_add'))).toEqual(['list_add superseded']);
  expect(await scene.decide(says('little', 'came_back'))).toBe('nurtured');
  expect((await scene.kinds()).filter((one) => one.startsWith('list_add'))).toHaveLength(2);
});

it('a lead that is only observed is put on no list, nor remembered as if it were', async () => {
  const scene = await open();
  expect(await scene.decide(says('little'), { ledger: 'observe' })).toBe('nurtured');
  expect(await scene.writes()).toEqual([]);
  expect(await scene.decide(says('little', 'came_back'))).toBe('nurtured');
  expect(await scene.kinds()).toEqual(['contact_update todo', 'list_add todo']);
});

it('a routed lead leaves the lists on which Baton has put it, and no others', async () => {
  const scene = await open();
  await scene.decide(says('little'));
  await scene.portal.transaction((tx) =>
    rememberLists(tx, [
      { contactId: '501', listId: '9' },
      { contactId: '501', listId: '12' },
      { contactId: '501', listId: '9' },
    ]),
  );
  expect(await scene.decide(says('much', 'came_back'))).toBe('routed');
  expect((await scene.kinds()).filter((one) => one.endsWith('todo'))).toEqual([
    'contact_update todo',
    'task_create todo',
    'list_remove todo',
    'list_remove todo',
  ]);
});

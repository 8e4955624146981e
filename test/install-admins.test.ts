import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Directory } from '../src/hubspot/lead.ts';
import { setAdmins } from '../src/install/admins.ts';
import type { Store } from '../src/store/store.ts';
import { anna, ben } from './deciding-scene.ts';
import { testDatabase, type TestDatabase } from './support/postgres.ts';

const portalId = 61;
let database: TestDatabase;
let store: Store;
beforeAll(async () => {
  database = await testDatabase();
  store = await database.store(portalId);
  await store.forPortal(portalId).transaction((tx) =>
    tx.db
      .updateTable('portals')
      .set({ admin_user_ids: [1] })
      .execute(),
  );
});
afterAll(() => database.close());

const people = [
  { ...anna, userId: 1 },
  { ...ben, userId: 2 },
];
const set = (userId: number, userIds: number[]) =>
  setAdmins(
    { store, directory: async (): Promise<Directory> => ({ people, teams: [], fetchedAtMs: 0 }) },
    { portalId, userId, userIds },
  );

it('never locks everybody out: where nobody else may, an admin stays', async () => {
  await expect(set(1, [])).rejects.toMatchObject({ code: 'nobody_left' });
  expect(await set(1, [2])).toEqual([2]);
  await expect(set(1, [1])).rejects.toMatchObject({ code: 'not_allowed' });
});

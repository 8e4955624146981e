import { programOf } from '../demo/program.ts';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replay } from '../src/audit/replay.ts';
import { clearOverride, listOverrides, setOverride } from '../src/install/overrides.ts';
import { parseKeyRing } from '../src/store/encryption.ts';
import { openStore, type Store } from '../src/store/store.ts';
import { storeDirectory } from '../src/store/tables/directories.ts';
import { anna, ben, openDecidingScene, readyLead } from './deciding-scene.ts';
import { testDatabase, type TestDatabase } from './support/postgres.ts';
import { run } from './support/run.ts';

const KEYS = `test:${randomBytes(32).toString('base64')}`;
const ADMIN = 1;
const HOUR = 3_600_000;
const directory = {
  people: [
    { ...anna, userId: ADMIN, superAdmin: true },
    { ...ben, userId: 2 },
  ],
  teams: [],
  fetchedAtMs: 0,
};

let database: TestDatabase;
let store: Store;
beforeAll(async () => {
  database = await testDatabase();
  store = await openStore({ databaseUrl: database.databaseUrl, keys: parseKeyRing(KEYS), role: 'all' });
});
afterAll(async () => {
  await store?.close();
  await database?.close();
});

async function open(portalId: number) {
  const scene = await openDecidingScene(store, portalId);
  await scene.portal.transaction((tx) => storeDirectory(tx, directory));
  const deps = { store, directory: async () => directory };
  const later = new Date(Date.now() + HOUR);
  return {
    ...scene,
    later,
    set: (ownerId: string, changes: Partial<Parameters<typeof setOverride>[1]> = {}) =>
      setOverride(deps, {
        portalId,
        userId: ADMIN,
        ownerId,
        state: 'away',
        until: later,
        note: 'parental leave',
        ...changes,
      }),
    clear: (ownerId: string, userId = ADMIN) => clearOverride(deps, { portalId, userId, ownerId }),
    list: (at = new Date()) => listOverrides(deps, portalId, at),
    ownersOf: async (...ids: string[]) => {
      const ends = await scene.decide(ids.map((id) => readyLead(id)));
      return ends.map((end) => (end.end === 'decided' ? end.verdict.ownerId : end.end));
    },
  };
}

describe('setting somebody away', () => {
  it('counts from the next decision on, until it is cleared, and can be recomputed', async () => {
    const scene = await open(1_401);
    await scene.set('anna');
    expect(await scene.ownersOf('1', '2')).toEqual(['ben', 'ben']);
    expect(await scene.list()).toMatchObject([
      { ownerId: 'anna', state: 'away', untilMs: scene.later.getTime(), note: 'parental leave', authorUserId: ADMIN },
    ]);
    await scene.clear('anna');
    await scene.clear('anna');
    expect([await scene.ownersOf('3'), await scene.list()]).toEqual([['anna'], []]);
    expect(await replay(scene.portal, 'live')).toMatchObject({ decisions: 3, same: 3, different: [], broken: [] });
  });

  it('ends by itself, and the last word counts', async () => {
    const scene = await open(1_402);
    await scene.set('anna');
    await scene.set('anna', { until: null, note: '' });
    expect(await scene.list(new Date(scene.later.getTime() + HOUR))).toHaveLength(1);
    await scene.set('anna');
    expect(await scene.list(scene.later)).toEqual([]);
  });

  it('is for admins, people of the account and times to come', async () => {
    const scene = await open(1_403);
    await expect(scene.set('anna', { userId: 2 })).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(scene.clear('anna', 2)).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(scene.set('zoe')).rejects.toMatchObject({ code: 'unknown_owner' });
    await expect(scene.set('anna', { until: new Date(0) })).rejects.toMatchObject({ code: 'past' });
    await expect(scene.set('anna', { note: 'x'.repeat(201) })).rejects.toMatchObject({ code: 'long_note' });
    expect(await scene.list()).toEqual([]);
  });

  it('is seen by one account only', async () => {
    const [scene, other] = [await open(1_404), await open(1_405)];
    await scene.set('anna');
    expect(await other.list()).toEqual([]);
    await other.clear('anna');
    expect(await scene.list()).toHaveLength(1);
  });
});

const people = (...args: string[]) =>
  run(process.execPath, [...programOf('src/cli/main.ts'), 'people', ...args, '--portal', '1406'], {
    env: {
      BATON_ENCRYPTION_KEYS: KEYS,
      HUBSPOT_CLIENT_ID: 'client',
      HUBSPOT_CLIENT_SECRET: 'secret',
      HUBSPOT_APP_ID: '1001',
      DATABASE_URL: database.databaseUrl,
      REDIS_URL: '',
    },
  });

describe('baton people', () => {
  it('sets, lists and clears', async () => {
    await open(1_406);
    const name = `${anna.name} (anna)`;
    expect((await people()).stdout).toBe('Nobody is set away or available in Baton: what HubSpot says counts.\n');
    expect((await people('away', '--owner', 'anna', '--until', '2999-12-01', '--note', 'leave')).stdout).toBe(
      `${name} is away until 2999-12-01 00:00 in UTC.\n`,
    );
    expect((await people()).stdout).toBe(`${name}  away until 2999-12-01 00:00 in UTC  leave\n`);
    expect((await people('clear', '--owner', 'anna')).stdout).toBe(`${name} is as HubSpot says again.\n`);
    expect(await people('away', '--owner', 'anna', '--until', 'soon')).toMatchObject({ code: 2 });
    expect(await people('gone', '--owner', 'anna')).toMatchObject({ code: 2 });
  });
});

import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDirectory } from '../src/install/directory.ts';
import type { Person } from '../src/hubspot/lead.ts';
import { createPolicies } from '../src/policy-in-force.ts';
import type { Store } from '../src/store/store.ts';
import { openExceptions } from '../src/store/tables/exceptions.ts';
import { anna, ben, cleo, openDecidingScene, readyLead } from './deciding-scene.ts';
import { testDatabase, type TestDatabase } from './support/postgres.ts';

let database: TestDatabase;
let store: Store;
beforeAll(async () => {
  database = await testDatabase();
  store = await database.store();
});
afterAll(() => database.close());

/** A portal whose people are read from these; `left` are those that have left by now. */
async function open(portalId: number) {
  const scene = await openDecidingScene(store, portalId);
  let people: readonly Person[] = [anna, ben, cleo];
  const readDirectory = async () => ({ people, teams: [], fetchedAtMs: Date.now() });
  const directories = createDirectory({
    store,
    hubspot: { forPortal: () => ({ readDirectory }) },
    policyInForce: createPolicies(),
    logger: pino({ level: 'silent' }),
  });
  return {
    ...scene,
    async leaves(...left: string[]) {
      people = [anna, ben, cleo].map((one) => ({ ...one, active: !left.includes(one.ownerId) }));
      await directories.refresh(portalId);
    },
    decideNow: async (id: string) => {
      const [end] = await scene.decide([readyLead(id)], { people: (await directories.directory(portalId)).people });
      return end?.end === 'decided' ? end.verdict : null;
    },
    told: () => scene.portal.transaction((tx) => openExceptions(tx, { kinds: ['departed_owner'] })),
  };
}

it('who has left gets no leads and is named with pools and open handoffs, until that is mended', async () => {
  const scene = await open(1_501);
  await scene.leaves();
  expect(await scene.decideNow('1')).toMatchObject({ ownerId: 'anna' });
  expect(await scene.told()).toEqual([]);

  await scene.leaves('anna');
  expect(await scene.decideNow('2')).toMatchObject({ ownerId: 'ben', candidates: [{ standing: 'inactive' }, {}] });
  const [exception, ...more] = await scene.told();
  expect(more).toEqual([]);
  expect(exception).toMatchObject({
    subject: 'anna',
    sentence: `${anna.name} is no longer active in HubSpot and gets no leads, but the policy still names them in the pool "sales", and 1 open handoff is still theirs. Take them out of the policy, and give open handoffs to somebody else.`,
  });
  // Looking again tells nothing new.
  await scene.leaves('anna');
  expect((await scene.told())[0]?.count).toBe(exception?.count);

  await scene.leaves('cleo');
  expect((await scene.told()).map(({ subject }) => subject)).toEqual(['cleo']);
  await scene.leaves();
  expect(await scene.told()).toEqual([]);
});

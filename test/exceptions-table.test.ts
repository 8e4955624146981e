import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { PortalStore, Store } from '../src/store/store.ts';
import {
  openExceptionCounts,
  openExceptions,
  raiseException,
  resolveExceptions,
} from '../src/store/tables/exceptions.ts';
import { countDeadRows, deadRows } from '../src/store/tables/mailbox.ts';
import { insertPolicy, policyAuthorship } from '../src/store/tables/policies.ts';
import { testDatabase, type TestDatabase } from './support/postgres.ts';

let database: TestDatabase;
let store: Store;
let portal: PortalStore;
let portalId = 8_000;
beforeAll(async () => {
  database = await testDatabase();
  store = await database.store();
});
afterAll(() => database.close());
beforeEach(async () => {
  portalId += 1;
  await store.createPortal(portalId);
  portal = store.forPortal(portalId);
  await portal.transaction(async (tx) => {
    for (const [kind, subject] of [
      ['refused_write', 'a'],
      ['refused_write', 'b'],
      ['dead_letter', '1'],
    ] as const) {
      await raiseException(tx, { kind, subject, sentence: 'x' });
    }
  });
});

const subjects = (o: Parameters<typeof openExceptions>[1] = {}) =>
  portal.transaction(async (tx) => (await openExceptions(tx, o)).map(({ subject }) => subject).toSorted());

it('lists some kinds, or all but some, of one portal', async () => {
  expect(await subjects()).toEqual(['1', 'a', 'b']);
  expect(await subjects({ kinds: ['refused_write'] })).toEqual(['a', 'b']);
  expect(await subjects({ kinds: [] })).toEqual([]);
  expect(await subjects({ except: ['refused_write'] })).toEqual(['1']);
  expect(await subjects({ kinds: ['refused_write'], limit: 1 })).toHaveLength(1);
});

it('counts what is open by kind, and resolves kinds but for what still stands', async () => {
  await portal.transaction((tx) => resolveExceptions(tx, { kinds: ['refused_write', 'unknown'], except: ['b'] }));
  expect(await portal.transaction(openExceptionCounts)).toEqual(
    new Map([
      ['dead_letter', 1],
      ['refused_write', 1],
    ]),
  );
  await portal.transaction((tx) => resolveExceptions(tx, { kinds: ['refused_write'] }));
  expect(await subjects()).toEqual(['1']);
});

it('counts all leads that are put aside and lists the first of them', async () => {
  await portal.transaction(async (tx) => {
    for (const [contactId, state] of [
      ['1', 'dead'],
      ['2', 'dead'],
      ['3', 'waiting'],
    ] as const) {
      await tx.db
        .insertInto('mailbox')
        .values({ portal_id: portalId, contact_id: contactId, lane: 'fresh', state, reasons: '[]' })
        .execute();
    }
    expect(await countDeadRows(tx)).toBe(2);
    expect((await deadRows(tx)).map((row) => row.contact_id)).toEqual(['1', '2']);
    expect((await deadRows(tx, { limit: 1 })).map((row) => row.contact_id)).toEqual(['1']);
  });
});

it('knows who published a version of the policy, and why', async () => {
  await portal.transaction(async (tx) => {
    const version = await insertPolicy(tx, { document: {}, hash: 'h', authorUserId: 7, note: 'Why' });
    expect(await policyAuthorship(tx, version)).toMatchObject({ authorUserId: 7, note: 'Why' });
    expect(await policyAuthorship(tx, version + 1)).toBeNull();
  });
});

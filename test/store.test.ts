import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from '../src/store/migrate.ts';
import { contactKeys } from '../src/store/tables/contact-keys.ts';
import { testDatabase, type TestDatabase } from './support/postgres.ts';

describe.each(['owner', 'superuser'] as const)('the store, DATABASE_URL as %s', (as) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase({ as });
  });
  afterAll(() => database.close());

  test('migrating an empty database twice applies each file once', async () => {
    const empty = await testDatabase({ as, empty: true });
    expect(await migrate({ databaseUrl: empty.databaseUrl })).toEqual({ applied: ['0001_init.sql'] });
    expect(await migrate({ databaseUrl: empty.databaseUrl })).toEqual({ applied: [] });
    await empty.close();
  });

  test('makes a portal once and keys for its contacts', async () => {
    const store = await database.store();
    expect(await store.createPortal(1)).toEqual({ created: true });
    expect(await store.createPortal(1)).toEqual({ created: false });
    const first = await store.forPortal(1).transaction((tx) => contactKeys(tx, ['2', '1', '2']));
    const again = await store.forPortal(1).transaction((tx) => contactKeys(tx, ['1', '2', '3']));
    expect([...first.keys()].sort()).toEqual(['1', '2']);
    expect(again.get('1')).toEqual(first.get('1'));
    expect(again.get('3')).toHaveLength(32);
  });
});

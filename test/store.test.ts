import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { StoreUnavailable, UnknownPortal } from '../src/store/errors.ts';
import { openStore, type Store } from '../src/store/store.ts';
import { contactKeys, knownContactKeys } from '../src/store/tables/contact-keys.ts';
import { livingProcesses } from '../src/store/tables/processes.ts';
import { asAdmin, testDatabase, type TestDatabase } from './support/postgres.ts';

async function count(run: Store['sweep'], table: string): Promise<number | undefined> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(run);
  return rows[0]?.n;
}

describe.each(['owner', 'superuser'] as const)('the store, DATABASE_URL as %s', (as) => {
  let database: TestDatabase;
  let store: Store;
  beforeAll(async () => {
    database = await testDatabase({ as });
    store = await database.store(1);
    await store.createPortal(2);
    for (const portalId of [1, 2]) {
      await store.forPortal(portalId).transaction(async (tx) => {
        await contactKeys(tx, ['7', '8']);
        await sql`insert into mailbox (portal_id, contact_id, lane) values (${portalId}, '7', 'fresh')`.execute(tx.db);
      });
    }
  });
  afterAll(() => database.close());

  test('works as its two roles, never as the user of DATABASE_URL', async () => {
    const who = sql<{ me: string }>`select current_user as me`;
    const app = await store.forPortal(1).transaction((tx) => who.execute(tx.db));
    expect([app.rows, (await who.execute(store.shared)).rows, (await who.execute(store.sweep)).rows].flat()).toEqual([
      { me: 'baton_app' },
      { me: 'baton_app' },
      { me: 'baton_sweep' },
    ]);
  });

  test('one portal can neither read, write, change, move nor delete what is another one’s', async () => {
    const portal = store.forPortal(1);
    const inPortal = (statement: string) => portal.transaction((tx) => sql.raw(statement).execute(tx.db));
    for (const table of ['portals', 'contacts', 'mailbox']) {
      const { rows } = await inPortal(`select distinct portal_id from ${table}`);
      expect(rows).toEqual([{ portal_id: 1 }]);
    }
    expect((await inPortal(`update contacts set outcome = 'held' where portal_id = 2`)).numAffectedRows).toBe(0n);
    expect((await inPortal(`delete from portals where portal_id = 2`)).numAffectedRows).toBe(0n);
    const forbidden = /violates row-level security policy/;
    await expect(
      inPortal(`insert into mailbox (portal_id, contact_id, lane) values (2, '9', 'fresh')`),
    ).rejects.toThrow(forbidden);
    await expect(inPortal(`update contacts set portal_id = 2 where contact_id = '7'`)).rejects.toThrow(forbidden);
    await expect(inPortal(`set local row_security = off; select * from contacts`)).rejects.toThrow(
      /row-level security/,
    );
    expect(await store.forPortal(2).transaction((tx) => count(tx.db, 'contacts'))).toBe(2);
  });

  test('outside a portal’s transaction nothing is visible, also on a connection that had one', async () => {
    const lonely = await openStore({
      databaseUrl: database.databaseUrl,
      keys: database.keys,
      role: 'web',
      poolSize: 1,
    });
    const seen = async () => (await sql`select portal_id from contacts`.execute(lonely.shared)).rows;
    expect(await seen()).toEqual([]);
    expect(await lonely.forPortal(1).transaction((tx) => count(tx.db, 'contacts'))).toBe(2);
    expect(await seen()).toEqual([]);
    await expect(
      sql`insert into exceptions (portal_id, kind, subject, sentence) values (1, 'a', 'b', 'c')`.execute(lonely.shared),
    ).rejects.toThrow(/row-level security/);
    await lonely.close();
  });

  test('the sweep sees ids, lanes, states and times of all portals', async () => {
    const rows = await store.sweep
      .selectFrom('mailbox')
      .select(['portal_id', 'contact_id', 'lane', 'state', 'not_before'])
      .orderBy('portal_id')
      .execute();
    expect(rows.map((row) => [row.portal_id, row.contact_id, row.lane, row.state])).toEqual([
      [1, '7', 'fresh', 'waiting'],
      [2, '7', 'fresh', 'waiting'],
    ]);
    expect(await count(store.sweep, 'portals')).toBe(2);
  });

  test.each([
    'select reasons from mailbox',
    'select last_error from mailbox',
    'select payload from crm_writes',
    'select portal_key from portals',
    'select access_token from oauth_tokens',
    'select people from directories',
    'select parts from handoffs',
    'select 1 from contacts',
    'select 1 from decisions',
    'select 1 from policies',
    'select 1 from fingerprints',
    'select 1 from oauth_states',
    'select * from mailbox',
    `update mailbox set state = 'dead'`,
    'delete from portals',
    `insert into processes (process_id, role) values (gen_random_uuid(), 'x')`,
  ])('the sweep may not: %s', async (statement) => {
    await expect(sql.raw(statement).execute(store.sweep)).rejects.toThrow(/permission denied/);
  });

  test('rolls back what throws, and hands the error on as it is', async () => {
    const failure = new Error('changed my mind');
    const failed = store.forPortal(1).transaction(async (tx) => {
      await sql`delete from mailbox`.execute(tx.db);
      throw failure;
    });
    await expect(failed).rejects.toBe(failure);
    expect(await store.forPortal(1).transaction((tx) => count(tx.db, 'mailbox'))).toBe(1);
  });

  test('gives numbers, arrays of numbers and bytes as what they are', async () => {
    const { rows } = await store
      .forPortal(1)
      .transaction((tx) =>
        sql`select 9007199254740991::bigint as big, 1.5::numeric as part, '{}'::bigint[] as none, '{1,-2}'::bigint[] as some, '\\x00ff'::bytea as raw`.execute(
          tx.db,
        ),
      );
    expect(rows).toEqual([{ big: 9007199254740991, part: 1.5, none: [], some: [1, -2], raw: Buffer.of(0, 255) }]);
  });

  test('a portal is made once, with a key that stays', async () => {
    const key = (portalId: number) => store.forPortal(portalId).transaction((tx) => tx.portalKey());
    expect(await store.createPortal(3)).toEqual({ created: true });
    const first = await key(3);
    expect(await store.createPortal(3)).toEqual({ created: false });
    expect(await key(3)).toEqual(first);
    expect(await key(1)).not.toEqual(first);
    await expect(key(99)).rejects.toThrow(UnknownPortal);
    for (const nonsense of [0, -1, 1.5, Number.NaN]) expect(() => store.forPortal(nonsense)).toThrow(UnknownPortal);
  });

  test('deleting a portal takes everything of it along, and nothing else', async () => {
    await store.createPortal(4);
    await store.forPortal(4).transaction((tx) => contactKeys(tx, ['1']));
    await store.forPortal(4).transaction((tx) => tx.db.deleteFrom('portals').execute());
    expect(await store.forPortal(4).transaction((tx) => count(tx.db, 'contacts'))).toBe(0);
    expect(await store.forPortal(1).transaction((tx) => count(tx.db, 'contacts'))).toBe(2);
  });

  test('contact keys: made once, also by two at the same time; strangers have none', async () => {
    const portal = store.forPortal(1);
    const ids = ['31', '30', '31', '32'];
    const [a, b] = await Promise.all([
      portal.transaction((tx) => contactKeys(tx, ids)),
      portal.transaction((tx) => contactKeys(tx, ids.toReversed())),
    ]);
    expect([...a.keys()].toSorted()).toEqual(['30', '31', '32']);
    for (const [id, key] of a) expect(b.get(id)).toEqual(key);
    expect(new Set([...a.values()].map((key) => key.toString('hex'))).size).toBe(3);
    const known = await portal.transaction((tx) => knownContactKeys(tx, ['30', '33']));
    expect([...known.keys()]).toEqual(['30']);
  });

  test('a backend that the server ends is an error of that one transaction and no more', async () => {
    const portal = store.forPortal(1);
    const cut = portal.transaction(async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx.db);
      await asAdmin((client) => client.query('select pg_terminate_backend($1)', [rows[0]?.pid]));
      return count(tx.db, 'contacts');
    });
    await expect(cut).rejects.toThrow(StoreUnavailable);
    await asAdmin((client) =>
      client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name in ('baton_app', 'baton_sweep') and datname = $1`,
        [new URL(database.databaseUrl).pathname.slice(1)],
      ),
    );
    await expect.poll(() => portal.transaction(async () => 'again').catch(() => 'down')).toBe('again');
    await expect.poll(() => count(store.sweep, 'portals').catch(() => 'down')).toBeGreaterThan(0);
  });

  test('a database that is not there is StoreUnavailable, which helps to repeat', async () => {
    const url = new URL(database.databaseUrl);
    url.port = '1';
    const opened = openStore({ databaseUrl: url.href, keys: database.keys, role: 'web' });
    await expect(opened).rejects.toThrow(StoreUnavailable);
    await expect(opened).rejects.toMatchObject({ code: 'store_unavailable', retry: { helps: true } });
  });

  test('a process reports itself and strikes itself off; one that stopped reporting counts as dead', async () => {
    const other = await openStore({ databaseUrl: database.databaseUrl, keys: database.keys, role: 'worker' });
    const listed = async () =>
      (await store.shared.selectFrom('processes').select(['process_id', 'role']).execute()).find(
        (row) => row.process_id === other.processId,
      );
    expect(await listed()).toMatchObject({ role: 'worker' });
    await other.close();
    await other.close();
    expect(await listed()).toBeUndefined();

    const dead = randomUUID();
    await sql`insert into processes (process_id, role, heartbeat_at) values (${dead}, 'all', now() - interval '1 minute')`.execute(
      store.shared,
    );
    const living = await livingProcesses(store.shared);
    expect(living).toContain(store.processId);
    expect(living).not.toContain(dead);
  });
});

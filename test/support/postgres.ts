import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { inject } from 'vitest';
import { parseKeyRing, type KeyRing } from '../../src/store/encryption.ts';
import { openStore, type Store } from '../../src/store/store.ts';

export interface TestDatabase {
  databaseUrl: string;
  keys: KeyRing;
  /** A store on this database (a process of its own, as far as leases are concerned); with `portalId` the portal exists. */
  store(portalId?: number): Promise<Store>;
  /** Closes the stores and drops the database. */
  close(): Promise<void>;
}

/**
 * A migrated database of its own, cloned in a few milliseconds. `as`: who DATABASE_URL names - `owner` (default), an ordinary user
 * who owns the database and may create roles, or `superuser`. `empty`: not migrated.
 */
export async function testDatabase(
  options: { as?: 'owner' | 'superuser'; empty?: boolean } = {},
): Promise<TestDatabase> {
  const { as = 'owner', empty = false } = options;
  const { adminUrl, ownerUrl, template } = inject('postgres');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await createDatabase(`create database ${name} owner baton template ${empty ? 'template0' : template}`);
  const url = new URL(as === 'owner' ? ownerUrl : adminUrl);
  url.pathname = `/${name}`;
  const keys = parseKeyRing(`test:${randomBytes(32).toString('base64')}`);
  const stores: Store[] = [];
  return {
    databaseUrl: url.href,
    keys,
    async store(portalId) {
      const store = await openStore({ databaseUrl: url.href, keys, role: 'all' });
      stores.push(store);
      if (portalId !== undefined) await store.createPortal(portalId);
      return store;
    },
    async close() {
      await Promise.all(stores.map((store) => store.close()));
      await asAdmin((client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

/** Runs `work` as the test server's superuser, in the database of `databaseUrl` or in `postgres`. */
export async function asAdmin<T>(work: (client: Client) => Promise<T>, databaseUrl?: string): Promise<T> {
  const url = new URL(inject('postgres').adminUrl);
  if (databaseUrl !== undefined) url.pathname = new URL(databaseUrl).pathname;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** While one clone is made, Postgres refuses the next ("source database is being accessed by other users"): try again. */
async function createDatabase(statement: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await asAdmin((client) => client.query(statement));
      return;
    } catch (error) {
      const busy = error instanceof Error && 'code' in error && error.code === '55006';
      if (!busy || tries === 200) throw error;
      await delay(25);
    }
  }
}

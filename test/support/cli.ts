import { randomBytes } from 'node:crypto';
import { programOf } from '../../demo/program.ts';
import { parseKeyRing } from '../../src/store/encryption.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { testDatabase, type TestDatabase } from './postgres.ts';
import { run } from './run.ts';

/** Runs the command line in a process of its own, with nothing of an app around it but `env`. */
export function runCli(args: readonly string[], env: Record<string, string> = {}) {
  return run(process.execPath, [...programOf('src/cli/main.ts'), ...args], { env });
}

/** What the command line is told beside an app with this database and these keys. */
export function besideApp({ keys, databaseUrl }: { keys: string; databaseUrl: string }): Record<string, string> {
  return {
    BATON_ENCRYPTION_KEYS: keys,
    HUBSPOT_CLIENT_ID: 'client',
    HUBSPOT_CLIENT_SECRET: 'secret',
    HUBSPOT_APP_ID: '1001',
    DATABASE_URL: databaseUrl,
    REDIS_URL: '',
  };
}

export interface CliApp {
  database: TestDatabase;
  store: Store;
  /** Runs the command line as beside an app on this database. */
  baton(args: readonly string[], env?: Record<string, string>): ReturnType<typeof runCli>;
  close(): Promise<void>;
}

/** A database of its own with a store, and the command line in the environment of an app on it. */
export async function openCliApp(): Promise<CliApp> {
  const keys = `test:${randomBytes(32).toString('base64')}`;
  const database = await testDatabase();
  const store = await openStore({ databaseUrl: database.databaseUrl, keys: parseKeyRing(keys), role: 'all' });
  const environment = besideApp({ keys, databaseUrl: database.databaseUrl });
  return {
    database,
    store,
    baton: (args, env = {}) => runCli(args, { ...environment, ...env }),
    async close() {
      await store.close();
      await database.close();
    },
  };
}

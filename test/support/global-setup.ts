import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { isAlive } from '../../src/store/embedded/processes.ts';
import { startEmbeddedPostgres } from '../../src/store/embedded/start.ts';
import { migrate } from '../../src/store/migrate.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The run's own server; `ownerUrl` is an ordinary user's, `template` a migrated database to clone. */
    postgres: { adminUrl: string; ownerUrl: string; template: string };
  }
}

const PREFIX = 'baton-test-';

/** One Postgres server for the whole run, in a folder of its own, so that any number of runs may go on side by side. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweepDeadRuns();
  const folder = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  await chmod(folder, 0o711);
  const server = await startEmbeddedPostgres({ dir: join(folder, 'postgres') });
  await forgetDurability(server.adminUrl);
  await migrate({ databaseUrl: server.url });
  project.provide('postgres', { adminUrl: server.adminUrl, ownerUrl: server.url, template: 'baton' });
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

/** Nobody needs these databases after a power cut; the tests of the built-in server's own durability start servers of their own. */
async function forgetDurability(adminUrl: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  for (const setting of ['fsync', 'full_page_writes']) await client.query(`alter system set ${setting} = off`);
  await client.query('select pg_reload_conf()');
  await client.end();
}

/** A run that was killed could not clean up: ends the server it left behind and removes its folder. */
async function sweepDeadRuns(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(/^baton-test-(\d+)-/.exec(name)?.[1]);
    if (!(pid > 0) || isAlive(pid)) continue;
    const folder = join(tmpdir(), name);
    const pidFile = await readFile(join(folder, 'postgres', 'data', 'postmaster.pid'), 'utf8').catch(() => '');
    const server = Number.parseInt(pidFile, 10);
    if (server > 0 && isAlive(server)) process.kill(server, 'SIGQUIT');
    await rm(folder, { recursive: true, force: true });
  }
}

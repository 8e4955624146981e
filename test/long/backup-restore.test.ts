import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { afterEach, expect, it, vi } from 'vitest';
import { startLocalStack } from '../../demo/local-stack.ts';
import { readOptions } from '../../demo/options.ts';
import { openPortal, planRun, runLeads } from '../../demo/sample-run.ts';
import { startEmbeddedPostgres } from '../../src/store/embedded/start.ts';
import { runCli } from '../support/cli.ts';
import { run } from '../support/run.ts';

/** The commands of docs/runbook.md, "Back-up and restore", on a Postgres that has its own pg_dump. */
vi.setConfig({ testTimeout: 280_000 });

const opened: (() => unknown)[] = [];
afterEach(async () => {
  while (opened.length > 0) await opened.pop()?.();
});

/** A folder of a whole Postgres: server, pg_dump and pg_restore of one version. The built-in one has no pg_dump. */
const native = findWholePostgres();
if (native === null) {
  process.stderr.write(
    'There is no Postgres with pg_dump: the test of back-ups is skipped (Debian: apt install postgresql)\n',
  );
}

function findWholePostgres(): string | null {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).toSorted((a, b) => Number(b) - Number(a)) : [];
  const programs = ['initdb', 'postgres', 'pg_ctl', 'pg_dump', 'pg_restore'];
  const whole = versions.find((version) => programs.every((name) => existsSync(path.join(root, version, 'bin', name))));
  return whole === undefined ? null : path.join(root, whole);
}

async function query<T extends object>(url: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

const inDatabase = (url: string, name: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;

it.skipIf(native === null)(
  'a restored back-up opens, and every decision in it is recomputed to the same bytes',
  async () => {
    const bin = path.join(native ?? '', 'bin');
    const folder = mkdtempSync(path.join(tmpdir(), 'baton-backup-'));
    chmodSync(folder, 0o711);
    opened.push(() => rmSync(folder, { recursive: true, force: true }));
    const server = await startEmbeddedPostgres({ dir: path.join(folder, 'postgres'), native: native ?? '' });
    opened.push(() => server.stop());
    const keys = `test:${randomBytes(32).toString('base64')}`;
    const stack = await startLocalStack({ databaseUrl: server.url, env: { BATON_ENCRYPTION_KEYS: keys } });
    opened.push(() => stack.stop());
    const plan = planRun(readOptions(['--once', '--leads', '4', '--seed', '3']));
    const portalId = await openPortal({ stack, contacts: plan.contacts });
    await runLeads({ stack, portalId, plan, perSecond: 10, queue: 'postgres', onLook: () => {} });
    await stack.app.stop();

    const file = path.join(folder, 'baton.dump');
    const dump = (url: string) =>
      run(path.join(bin, 'pg_dump'), ['--format=custom', '--exclude-schema=bullmq', `--file=${file}`, url]);
    // The owner of the tables sees no rows under forced row security: better no back-up than an empty one.
    expect(await dump(server.url)).toMatchObject({ code: 1, stderr: expect.stringContaining('row-level security') });
    expect(await dump(inDatabase(server.adminUrl, 'baton'))).toMatchObject({ code: 0 });

    await query(server.adminUrl, 'create database restored owner baton');
    const restored = inDatabase(server.url, 'restored');
    const restore = [
      '--no-owner',
      '--no-privileges',
      '--exit-on-error',
      '--single-transaction',
      `--dbname=${restored}`,
      file,
    ];
    expect(await run(path.join(bin, 'pg_restore'), restore)).toMatchObject({ code: 0, stderr: '' });

    const env = {
      BATON_ENCRYPTION_KEYS: keys,
      HUBSPOT_CLIENT_ID: 'client',
      HUBSPOT_CLIENT_SECRET: 'secret',
      HUBSPOT_APP_ID: '1001',
      DATABASE_URL: restored,
      REDIS_URL: '',
    };
    const replayed = await runCli(['replay', '--portal', `${portalId}`], env);
    expect(replayed).toMatchObject({ code: 0 });
    const count = (url: string) => query<{ n: number }>(url, 'select count(*)::int as n from decisions');
    const [was] = await count(inDatabase(server.adminUrl, 'baton'));
    expect(was?.n).toBeGreaterThan(3);
    expect(await count(inDatabase(server.adminUrl, 'restored'))).toEqual([was]);
    // Closed as it was: row security is on and forced.
    const closed = await query<{ n: number }>(
      inDatabase(server.adminUrl, 'restored'),
      `select count(*)::int as n from pg_class where relname in ('decisions', 'mailbox', 'contacts') and relforcerowsecurity and relrowsecurity`,
    );
    expect(closed).toEqual([{ n: 3 }]);

    const lost = await runCli(['replay', '--portal', `${portalId}`], {
      ...env,
      BATON_ENCRYPTION_KEYS: `other:${randomBytes(32).toString('base64')}`,
    });
    expect(lost.code).not.toBe(0);
  },
);

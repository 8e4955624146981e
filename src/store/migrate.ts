import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { runMigrations } from 'bullmq';
import { Client, type ClientBase } from 'pg';
import { BadConfiguration } from '../errors.ts';
import { codeOfPg, storeError } from './errors.ts';
import { ensureRoles } from './roles.ts';
import { liftForce, securityStatements } from './row-security.ts';

/** Any constant will do; it spells `BATN`. Advisory locks are per database. */
const MIGRATION_LOCK = 0x4241544e;
const SECURITY = 'row security';

/**
 * Brings the database of `databaseUrl` up to date: roles, the SQL files of `folder` in order of name (each in a transaction,
 * once), row-level security on every tenant table, and bullmq's own schema. Safe to repeat and to run from several processes at
 * once: the others wait and find nothing to do. Throws StoreUnavailable, or BadConfiguration with what a person has to do.
 */
export async function migrate(options: { databaseUrl: string; folder?: URL }): Promise<{ applied: string[] }> {
  const { databaseUrl, folder = new URL('./migrations/', import.meta.url) } = options;
  const client = new Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 5_000,
    application_name: 'baton_migrate',
  });
  // Whatever the server does to this connection shows in the query that was running.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await ensureRoles(client);
    await client.query(
      'create table if not exists baton_migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now())',
    );
    const applied = await applyFiles(client, folder);
    await secure(client);
    await runMigrations(client, 'bullmq');
    return { applied };
  } catch (error) {
    throw refusalOf(error, databaseUrl) ?? storeError(error);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Why Postgres does not let us in although it is there: nothing that passes by waiting. */
function refusalOf(error: unknown, databaseUrl: string): BadConfiguration | null {
  const { username, pathname, host } = new URL(databaseUrl);
  const user = decodeURIComponent(username);
  const REFUSALS: Readonly<Record<string, string>> = {
    '28P01': `Postgres at ${host} refuses the password of the user "${user}". Correct the user or the password in DATABASE_URL.`,
    '28000': `Postgres at ${host} does not let the user "${user}" in. Correct the user in DATABASE_URL, or allow it in the server's pg_hba.conf.`,
    '3D000': `Postgres at ${host} has no database "${decodeURIComponent(pathname.slice(1))}". Create it, or correct its name in DATABASE_URL.`,
  };
  const sentence = REFUSALS[codeOfPg(error) ?? ''];
  return sentence === undefined ? null : new BadConfiguration(sentence, error);
}

async function applyFiles(client: ClientBase, folder: URL): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted();
  const known = await checksums(client);
  const applied: string[] = [];
  for (const name of names) {
    const sql = await readFile(new URL(name, folder), 'utf8');
    const checksum = hash(sql.replaceAll('\r\n', '\n'));
    if (known.get(name) === checksum) continue;
    if (known.has(name)) {
      throw new BadConfiguration(
        `The migration ${name} was changed after this database had applied it. Restore the file and put the change into a new one.`,
      );
    }
    await inTransaction(client, async () => {
      await liftForce(client);
      await client.query(sql);
      await closeTables(client, await securityStatements(client));
      await client.query('insert into baton_migrations (name, checksum) values ($1, $2)', [name, checksum]);
    });
    applied.push(name);
  }
  return applied;
}

/** Renews security when what it should be has changed since it was set, or when the grants are gone (a restored dump). */
async function secure(client: ClientBase): Promise<void> {
  const statements = await securityStatements(client);
  const known = await checksums(client);
  const { rows } = await client.query<{ granted: boolean }>(
    `select has_table_privilege('baton_app', 'portals', 'select') as granted`,
  );
  if (known.get(SECURITY) === hash(statements.join(';')) && rows[0]?.granted === true) return;
  await inTransaction(client, () => closeTables(client, statements));
}

async function closeTables(client: ClientBase, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await client.query(statement);
  await client.query(
    `insert into baton_migrations (name, checksum) values ($1, $2)
     on conflict (name) do update set checksum = excluded.checksum, applied_at = now()`,
    [SECURITY, hash(statements.join(';'))],
  );
}

async function checksums(client: ClientBase): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from baton_migrations',
  );
  return new Map(rows.map((row) => [row.name, row.checksum]));
}

async function inTransaction(client: ClientBase, work: () => Promise<void>): Promise<void> {
  await client.query('begin');
  try {
    await work();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

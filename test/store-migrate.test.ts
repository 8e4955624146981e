import { chmod, copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BadConfiguration } from '../src/errors.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../src/store/embedded/start.ts';
import { migrate } from '../src/store/migrate.ts';
import { asAdmin, testDatabase } from './support/postgres.ts';

const INIT = '0001_init.sql';
/** Every file of ours, in order. */
const ALL = (await readdir(new URL('../src/store/migrations/', import.meta.url))).toSorted();

/** Tables with a portal_id that are not closed as they must be. */
const OPEN_TABLES = `
  select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'portal_id'
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not (
    c.relrowsecurity and c.relforcerowsecurity
    and exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'baton_portal'
                and pg_get_expr(p.polqual, c.oid) like '%baton.portal_id%' and p.polwithcheck is not null)
    and exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'baton_sweep' and p.polcmd = 'r'))`;

describe.each(['owner', 'superuser'] as const)('migrating, DATABASE_URL as %s', (as) => {
  test('applies each file once, also when several processes begin at the same time', async () => {
    const { databaseUrl, close } = await testDatabase({ as, empty: true });
    const runs = await Promise.all([migrate({ databaseUrl }), migrate({ databaseUrl }), migrate({ databaseUrl })]);
    expect(runs.map(({ applied }) => applied.length).toSorted()).toEqual([0, 0, ALL.length]);
    expect(await migrate({ databaseUrl })).toEqual({ applied: [] });
    await asAdmin(async (client) => {
      expect((await client.query(`select count(*)::int as n from bullmq.migration`)).rows[0]).toMatchObject({
        n: expect.any(Number),
      });
    }, databaseUrl);
    await close();
  });

  test('closes every table with a portal_id, those of later files too, and later files can change every row', async () => {
    const database = await testDatabase({ as, empty: true });
    const { databaseUrl } = database;
    const directory = await mkdtemp(join(tmpdir(), 'baton-migrations-'));
    const folder = pathToFileURL(`${directory}/`);
    await copyFile(new URL(`../src/store/migrations/${INIT}`, import.meta.url), join(directory, INIT));
    await migrate({ databaseUrl, folder });
    const store = await database.store(1);
    await store.createPortal(2);
    await asAdmin(async (client) => expect((await client.query(OPEN_TABLES)).rows).toEqual([]), databaseUrl);

    await writeFile(
      join(directory, '0002_more.sql'),
      `create table notes (portal_id bigint references portals on delete cascade, note text);
       insert into notes select portal_id, 'n' from portals;
       update portals set time_zone = 'Europe/Berlin';`,
    );
    expect(await migrate({ databaseUrl, folder })).toEqual({ applied: ['0002_more.sql'] });
    await asAdmin(async (client) => {
      expect((await client.query(OPEN_TABLES)).rows).toEqual([]);
      expect((await client.query(`select portal_id from notes order by 1`)).rows).toEqual([
        { portal_id: '1' },
        { portal_id: '2' },
      ]);
      expect((await client.query(`select distinct time_zone from portals`)).rows).toEqual([
        { time_zone: 'Europe/Berlin' },
      ]);
    }, databaseUrl);

    await rm(directory, { recursive: true });
    await database.close();
  });

  test('closes a table that somebody made by hand', async () => {
    const { databaseUrl, close } = await testDatabase({ as });
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    await client.query('create table by_hand (portal_id bigint)');
    await client.end();
    await migrate({ databaseUrl });
    await asAdmin(async (admin) => expect((await admin.query(OPEN_TABLES)).rows).toEqual([]), databaseUrl);
    await close();
  });

  test('a file that fails leaves nothing behind; one that was changed afterwards is refused', async () => {
    const { databaseUrl, close } = await testDatabase({ as, empty: true });
    const directory = await mkdtemp(join(tmpdir(), 'baton-migrations-'));
    const folder = pathToFileURL(`${directory}/`);
    const init = await readFile(new URL(`../src/store/migrations/${INIT}`, import.meta.url), 'utf8');
    await writeFile(join(directory, INIT), `${init}\nselect no_such_function();`);
    await expect(migrate({ databaseUrl, folder })).rejects.toThrow(/no_such_function/);
    await writeFile(join(directory, INIT), init);
    expect(await migrate({ databaseUrl, folder })).toEqual({ applied: [INIT] });
    await writeFile(join(directory, INIT), `${init}\n-- an afterthought`);
    await expect(migrate({ databaseUrl, folder })).rejects.toThrow(BadConfiguration);
    await rm(directory, { recursive: true });
    await close();
  });
});

describe('the roles of a cluster', () => {
  let folder = '';
  let server: EmbeddedPostgres;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), `baton-test-${process.pid}-`));
    await chmod(folder, 0o711);
    server = await startEmbeddedPostgres({ dir: join(folder, 'postgres') });
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function run(...statements: string[]): Promise<void> {
    const client = new Client({ connectionString: server.adminUrl });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  }

  function urlOf(user: string, database: string): string {
    const url = new URL(server.adminUrl);
    Object.assign(url, {
      username: user,
      pathname: `/${database}`,
      ...(user === 'postgres' ? {} : { password: 'pw' }),
    });
    return url.href;
  }

  test('a user who may not make them is given the SQL for an administrator, and with it all is well', async () => {
    await run(`create role "small user" login password 'pw'`, `create database small owner "small user"`);
    const databaseUrl = urlOf('small user', 'small');
    const refused: unknown = await migrate({ databaseUrl }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(BadConfiguration);
    const { message } = refused instanceof Error ? refused : new Error('not refused');
    const asked = message.split('\n').filter((line) => /^ {2}[A-Z]+ /.test(line));
    expect(asked.map((line) => line.trim())).toEqual([
      'CREATE ROLE baton_app NOLOGIN;',
      'CREATE ROLE baton_sweep NOLOGIN;',
      'GRANT baton_app, baton_sweep TO "small user";',
    ]);
    await run(...asked);
    expect(await migrate({ databaseUrl })).toEqual({ applied: ALL });

    // Another application of the same cluster: the roles are there, only the grant is missing.
    await run(`create role other login createrole password 'pw'`, `create database other owner other`);
    await expect(migrate({ databaseUrl: urlOf('other', 'other') })).rejects.toThrow(
      /must run once:\n {2}GRANT baton_app, baton_sweep TO other;$/,
    );
    await run(`drop database small`, `drop role "small user"`, `drop role baton_app`, `drop role baton_sweep`);
  });

  test('several databases of one cluster make them at the same time', async () => {
    const names = ['one', 'two', 'three'];
    await run(
      `create role maker login createrole password 'pw'`,
      ...names.map((name) => `create database ${name} owner maker`),
    );
    const runs = await Promise.all(names.map((name) => migrate({ databaseUrl: urlOf('maker', name) })));
    expect(runs).toEqual(names.map(() => ({ applied: ALL })));
  });

  test('roles that could see everything are refused', async () => {
    await run('alter role baton_app bypassrls');
    await expect(migrate({ databaseUrl: urlOf('maker', 'one') })).rejects.toThrow(
      /ALTER ROLE baton_app NOSUPERUSER NOBYPASSRLS/,
    );
    await run('alter role baton_app nobypassrls');
  });
});

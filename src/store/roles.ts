import type { ClientBase } from 'pg';
import { BadConfiguration } from '../errors.ts';
import { codeOfPg } from './errors.ts';

/**
 * `baton_app` does all the work and sees one portal at a time; `baton_sweep` reads ids, lanes, states and times of all
 * portals. Neither may log in, is a superuser or bypasses row-level security. Roles belong to the whole cluster: other
 * databases in it may have made them, or may be making them right now.
 */
export const ROLES = ['baton_app', 'baton_sweep'] as const;
export type RoleName = (typeof ROLES)[number];

const INSUFFICIENT_PRIVILEGE = '42501';
/** duplicate_object, unique_violation, and "tuple concurrently updated": another process did the same at the same time. */
const DONE_BY_ANOTHER = new Set(['42710', '23505', 'XX000']);

/**
 * Makes sure that both roles exist and that the connected user may take them on. Safe to repeat, and at the same time from
 * several databases. Throws BadConfiguration with the SQL for an administrator when the user may not do it.
 */
export async function ensureRoles(client: ClientBase): Promise<void> {
  for (const role of ROLES) {
    await attempt(client, `create role ${role} nologin nosuperuser nobypassrls nocreatedb nocreaterole`, () =>
      exists(client, role),
    );
    await attempt(client, `grant ${role} to current_user`, () => mayTakeOn(client, role));
  }
  const { rows } = await client.query<{ rolname: string }>(
    'select rolname from pg_roles where rolname = any($1) and (rolsuper or rolbypassrls)',
    [[...ROLES]],
  );
  if (rows.length > 0) {
    const names = rows.map((row) => row.rolname).join(', ');
    throw new BadConfiguration(
      `The database role ${names} may see every portal's rows. An administrator must run:\n` +
        rows.map((row) => `  ALTER ROLE ${row.rolname} NOSUPERUSER NOBYPASSRLS;`).join('\n'),
    );
  }
}

async function attempt(client: ClientBase, statement: string, done: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    if (await done()) return;
    try {
      await client.query(statement);
      return;
    } catch (error) {
      const code = codeOfPg(error) ?? '';
      if (code === INSUFFICIENT_PRIVILEGE) throw await askAdministrator(client, error);
      if (!DONE_BY_ANOTHER.has(code) || tries === 10) throw error;
    }
  }
}

async function exists(client: ClientBase, role: RoleName): Promise<boolean> {
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  return rowCount === 1;
}

async function mayTakeOn(client: ClientBase, role: RoleName): Promise<boolean> {
  // Since Postgres 16 a membership may exclude SET ROLE.
  const { rows } = await client.query<{ may: boolean }>(
    `select pg_has_role(current_user, $1,
       case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end) as may`,
    [role],
  );
  return rows[0]?.may === true;
}

async function askAdministrator(client: ClientBase, cause: unknown): Promise<BadConfiguration> {
  const { rows } = await client.query<{ me: string }>('select quote_ident(current_user) as me');
  const statements: string[] = [];
  for (const role of ROLES) if (!(await exists(client, role))) statements.push(`CREATE ROLE ${role} NOLOGIN;`);
  statements.push(`GRANT ${ROLES.join(', ')} TO ${rows[0]?.me ?? 'the user of DATABASE_URL'};`);
  return new BadConfiguration(
    `The user of DATABASE_URL may not create the roles that keep HubSpot accounts apart. An administrator must run once:\n` +
      statements.map((statement) => `  ${statement}`).join('\n'),
    cause,
  );
}

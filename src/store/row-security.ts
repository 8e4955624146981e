import type { ClientBase } from 'pg';

/**
 * What `baton_sweep` may read: ids, lanes, states and times. A column that is not listed here it cannot see, so a new
 * column is hidden until somebody decides otherwise.
 */
export const SWEEP_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  portals: [
    'portal_id',
    'status',
    'mode',
    'installed_at',
    'suspended_at',
    'purge_after',
    'limited_until',
    'searched_until',
  ],
  processes: ['process_id', 'role', 'started_at', 'heartbeat_at'],
  oauth_tokens: ['portal_id', 'expires_at', 'refreshed_at'],
  directories: ['portal_id', 'fetched_at'],
  webhook_events: ['portal_id', 'received_at'],
  mailbox: [
    'portal_id',
    'contact_id',
    'lane',
    'state',
    'revision',
    'waiting_since',
    'not_before',
    'attempts',
    'lease_id',
    'lease_process',
    'locked_until',
  ],
  handoffs: [
    'portal_id',
    'handoff_id',
    'contact_id',
    'status',
    'sla_state',
    'sla_due_at',
    'opened_at',
    'closed_at',
    'look_at',
  ],
  workflow_callbacks: ['portal_id', 'look_at', 'answered_at'],
  crm_writes: [
    'portal_id',
    'write_id',
    'seq',
    'contact_id',
    'kind',
    'lane',
    'state',
    'attempts',
    'not_before',
    'sent_at',
    'done_at',
    'lease_id',
    'lease_process',
    'locked_until',
    'created_at',
  ],
  notifications: ['portal_id', 'notification_id', 'state', 'not_before', 'attempts', 'created_at'],
};

/** Unset outside a portal's transaction, and '' on a connection that has had one: both mean "no portal", so no row. */
const THIS_PORTAL = `portal_id = nullif(current_setting('baton.portal_id', true), '')::bigint`;

interface Table {
  name: string;
  columns: string[];
}

/**
 * The statements that close every table of the schema: forced row-level security on whatever has a portal_id, all rows of
 * one portal for `baton_app`, the columns above of all portals for `baton_sweep`, nothing for anybody else.
 */
export async function securityStatements(client: ClientBase): Promise<string[]> {
  const tables = await ownTables(client);
  const { rows } = await client.query<{ schema: string }>('select quote_ident(current_schema()) as schema');
  return [
    `grant usage on schema ${rows[0]?.schema ?? 'public'} to baton_app, baton_sweep`,
    'grant select (name) on baton_migrations to baton_sweep',
    ...tables.flatMap((table) => [...closeTable(table), ...grantsOn(table)]),
  ];
}

function closeTable({ name, columns }: Table): string[] {
  if (!columns.includes('portal_id')) return [];
  return [
    `alter table ${name} enable row level security`,
    `alter table ${name} force row level security`,
    `drop policy if exists baton_portal on ${name}`,
    `create policy baton_portal on ${name} to baton_app using (${THIS_PORTAL}) with check (${THIS_PORTAL})`,
    `drop policy if exists baton_sweep on ${name}`,
    `create policy baton_sweep on ${name} for select to baton_sweep using (true)`,
  ];
}

function grantsOn({ name, columns }: Table): string[] {
  const visible = (SWEEP_COLUMNS[name] ?? []).filter((column) => columns.includes(column));
  return [
    `revoke all on ${name} from public, baton_app, baton_sweep`,
    `grant select, insert, update, delete on ${name} to baton_app`,
    ...(visible.length === 0 ? [] : [`grant select (${visible.join(', ')}) on ${name} to baton_sweep`]),
  ];
}

/**
 * Lifts the force inside a migration's transaction: without this, an UPDATE in a migration run by a table owner who is no
 * superuser would find no rows and say nothing.
 */
export async function liftForce(client: ClientBase): Promise<void> {
  for (const table of await ownTables(client)) {
    if (table.columns.includes('portal_id'))
      await client.query(`alter table ${table.name} no force row level security`);
  }
}

async function ownTables(client: ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select quote_ident(t.table_name) as name, array_agg(c.column_name::text order by c.ordinal_position) as columns
     from information_schema.tables t
     join information_schema.columns c on c.table_schema = t.table_schema and c.table_name = t.table_name
     where t.table_schema = current_schema() and t.table_type = 'BASE TABLE' and t.table_name <> 'baton_migrations'
     group by t.table_name order by t.table_name`,
  );
  return rows;
}

import { Client, DatabaseError } from 'pg';

const DEADLOCK = '40P01';

/** Empties the tables of the queue in Postgres, as if they had been lost, while workers are at them. */
export async function wipeQueue(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select quote_ident(tablename) as name from pg_tables where schemaname = 'bullmq' and tablename not like '%migration%'`,
    );
    const tables = rows.map((row) => `bullmq.${row.name}`).join(', ');
    // The workers lock them in an order of their own.
    while (!(await truncated(client, tables)));
  } finally {
    await client.end();
  }
}

/** Whether the tables were emptied; false after a deadlock, after which one may try again. */
async function truncated(client: Client, tables: string): Promise<boolean> {
  try {
    await client.query(`truncate ${tables}`);
    return true;
  } catch (error) {
    if (error instanceof DatabaseError && error.code === DEADLOCK) return false;
    throw error;
  }
}

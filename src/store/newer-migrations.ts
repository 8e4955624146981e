import { readdir } from 'node:fs/promises';
import { sql, type Kysely } from 'kysely';
import type { Database } from './schema.ts';

/**
 * Migrations that the database has had and this build does not know, in order of name: another, newer version of Baton is at
 * work on it, or was. `db` reads as baton_sweep.
 */
export async function newerMigrations(
  db: Kysely<Database>,
  folder: URL = new URL('./migrations/', import.meta.url),
): Promise<string[]> {
  const known = new Set(await readdir(folder));
  const { rows } = await sql<{ name: string }>`select name from baton_migrations order by name`.execute(db);
  return rows.map(({ name }) => name).filter((name) => name.endsWith('.sql') && !known.has(name));
}

import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database } from '../schema.ts';

type Processes = Kysely<Pick<Database, 'processes'>>;

/** How often a process says that it lives. Milliseconds. */
export const HEARTBEAT_MS = 5_000;
/** After so many seconds without a heartbeat a process counts as dead and its leases are freed. */
export const DEAD_AFTER_SECONDS = 15;

/** Says that this process lives; the clock is the database's. Safe to repeat; brings back a row that was swept away. */
export async function heartbeat(
  db: Processes,
  { processId, role }: { processId: string; role: string },
): Promise<void> {
  await db
    .insertInto('processes')
    .values({ process_id: processId, role })
    .onConflict((conflict) => conflict.column('process_id').doUpdateSet({ heartbeat_at: sql`clock_timestamp()` }))
    .execute();
}

/** Ids of the processes that have said lately that they live. */
export async function livingProcesses(db: Processes): Promise<string[]> {
  const rows = await db
    .selectFrom('processes')
    .select('process_id')
    .where('heartbeat_at', '>', sql<Date>`clock_timestamp() - make_interval(secs => ${DEAD_AFTER_SECONDS})`)
    .execute();
  return rows.map((row) => row.process_id);
}

/** How many of the processes that live route leads (role worker or all). */
export async function livingWorkers(db: Processes): Promise<number> {
  const { workers } = await db
    .selectFrom('processes')
    .select(sql<number>`count(*)::int`.as('workers'))
    .where('heartbeat_at', '>', sql<Date>`clock_timestamp() - make_interval(secs => ${DEAD_AFTER_SECONDS})`)
    .where('role', '<>', 'web')
    .executeTakeFirstOrThrow();
  return workers;
}

/** Strikes processes off the list: on closing, and once the leases of dead ones are freed. */
export async function removeProcesses(db: Processes, processIds: readonly string[]): Promise<void> {
  if (processIds.length === 0) return;
  await db
    .deleteFrom('processes')
    .where('process_id', 'in', [...processIds])
    .execute();
}

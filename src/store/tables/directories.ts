import { z } from 'zod';
import type { Directory } from '../../hubspot/lead.ts';
import type { PortalTx } from '../store.ts';

const person = z.object({
  ownerId: z.string(),
  userId: z.number().nullable(),
  email: z.string(),
  name: z.string(),
  active: z.boolean(),
  superAdmin: z.boolean(),
  availability: z.enum(['available', 'away', 'unknown']),
  timeZone: z.string().nullable(),
  workingHours: z.array(z.object({ weekday: z.number(), startMinute: z.number(), endMinute: z.number() })).nullable(),
  outOfOffice: z.array(z.object({ startMs: z.number(), endMs: z.number() })),
  languages: z.array(z.string()),
  teamIds: z.array(z.string()),
  /** Absent where an older version of Baton has stored it. */
  meetingLink: z.string().nullable().default(null),
});
const team = z.object({ teamId: z.string(), name: z.string(), ownerIds: z.array(z.string()) });

/** The portal's people as last read. null: never, or by a version that stored them otherwise. */
export async function storedDirectory(tx: PortalTx): Promise<Directory | null> {
  const row = await tx.db
    .selectFrom('directories')
    .select(['people', 'teams', 'fetched_at'])
    .where('portal_id', '=', tx.portalId)
    .executeTakeFirst();
  const people = z.array(person).safeParse(row?.people);
  const teams = z.array(team).safeParse(row?.teams);
  if (row === undefined || !people.success || !teams.success) return null;
  return { people: people.data, teams: teams.data, fetchedAtMs: row.fetched_at.getTime() };
}

/** Stores what was read; an older reading never replaces a newer one. */
export async function storeDirectory(tx: PortalTx, directory: Directory): Promise<void> {
  const values = {
    people: JSON.stringify(directory.people),
    teams: JSON.stringify(directory.teams),
    fetched_at: new Date(directory.fetchedAtMs),
  };
  await tx.db
    .insertInto('directories')
    .values({ portal_id: tx.portalId, ...values })
    .onConflict((conflict) =>
      conflict.column('portal_id').doUpdateSet(values).whereRef('directories.fetched_at', '<=', 'excluded.fetched_at'),
    )
    .execute();
}

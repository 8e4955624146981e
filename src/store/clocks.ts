import { sql, type RawBuilder } from 'kysely';

/**
 * A moment that this process has reckoned from its own clock, on the database's: a process whose clock is wrong for a
 * while must not put anything off until its wrong time comes. To be used soon after the moment was reckoned.
 */
export function byDatabaseClock(moment: RawBuilder<unknown>): RawBuilder<Date | null> {
  return sql`(now() + (${moment} - ${new Date()}::timestamptz))`;
}

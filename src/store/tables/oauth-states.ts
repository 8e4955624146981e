import { sql } from 'kysely';
import type { Store } from '../store.ts';

/** A consent page left open for longer must be started anew. */
export const STATE_LIFETIME_MS = 10 * 60_000;

export type StateCheck = 'ok' | 'unknown' | 'expired' | 'used' | 'other_browser';

/** Remembers a state that was handed to a browser; only hashes are stored. States of the day before are cleared away. */
export async function createState(
  shared: Store['shared'],
  { stateHash, browserHash }: { stateHash: Buffer; browserHash: Buffer },
): Promise<void> {
  await shared
    .deleteFrom('oauth_states')
    .where('created_at', '<', sql<Date>`now() - interval '1 day'`)
    .execute();
  await shared.insertInto('oauth_states').values({ state_hash: stateHash, browser_hash: browserHash }).execute();
}

/**
 * Uses a state up: `ok` exactly once, for the browser it was handed to, within its lifetime. A state shown by another
 * browser stays usable for its own.
 */
export async function takeState(
  shared: Store['shared'],
  { stateHash, browserHash }: { stateHash: Buffer; browserHash: Buffer },
): Promise<StateCheck> {
  const since = sql<Date>`now() - ${STATE_LIFETIME_MS} * interval '1 millisecond'`;
  const taken = await shared
    .updateTable('oauth_states')
    .set({ used_at: sql<Date>`now()` })
    .where('state_hash', '=', stateHash)
    .where('browser_hash', '=', browserHash)
    .where('used_at', 'is', null)
    .where('created_at', '>', since)
    .returning('state_hash')
    .executeTakeFirst();
  if (taken !== undefined) return 'ok';

  const known = await shared
    .selectFrom('oauth_states')
    .select(['browser_hash', 'used_at'])
    .where('state_hash', '=', stateHash)
    .executeTakeFirst();
  if (known === undefined) return 'unknown';
  if (!known.browser_hash.equals(browserHash)) return 'other_browser';
  return known.used_at === null ? 'expired' : 'used';
}

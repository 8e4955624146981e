import { sql } from 'kysely';
import type { PortalTx, Store } from '../store.ts';

/** A portal's tokens as stored: encrypted with the master key `keyId`. */
export interface TokenRow {
  accessToken: Buffer;
  refreshToken: Buffer;
  keyId: string;
  expiresAt: Date;
}

export type KeptTokens = TokenRow & { secondsSinceRefresh: number };

/** The portal's tokens as they are now; somebody may be renewing them. null: there are none. */
export async function readTokens(tx: PortalTx): Promise<KeptTokens | null> {
  return keptTokens(await tokensOf(tx).executeTakeFirst());
}

/** Locks the portal's tokens: until the end of the transaction nobody else renews them. null: there are none. */
export async function lockTokens(tx: PortalTx): Promise<KeptTokens | null> {
  return keptTokens(await tokensOf(tx).forUpdate().executeTakeFirst());
}

function tokensOf(tx: PortalTx) {
  return tx.db
    .selectFrom('oauth_tokens')
    .select([
      'access_token',
      'refresh_token',
      'key_id',
      'expires_at',
      sql<number>`extract(epoch from clock_timestamp() - refreshed_at)::float8`.as('seconds_since_refresh'),
    ])
    .where('portal_id', '=', tx.portalId);
}

function keptTokens(row: Awaited<ReturnType<ReturnType<typeof tokensOf>['executeTakeFirst']>>): KeptTokens | null {
  if (row === undefined) return null;
  return {
    accessToken: row.access_token,
    refreshToken: row.refresh_token,
    keyId: row.key_id,
    expiresAt: row.expires_at,
    secondsSinceRefresh: row.seconds_since_refresh,
  };
}

/** Stores new tokens in place of whatever was there. */
export async function saveTokens(tx: PortalTx, row: TokenRow): Promise<void> {
  const values = {
    access_token: row.accessToken,
    refresh_token: row.refreshToken,
    key_id: row.keyId,
    expires_at: row.expiresAt,
    refreshed_at: sql<Date>`clock_timestamp()`,
  };
  await tx.db
    .insertInto('oauth_tokens')
    .values({ portal_id: tx.portalId, ...values })
    .onConflict((conflict) => conflict.column('portal_id').doUpdateSet(values))
    .execute();
}

/** Active portals whose tokens nobody renewed for `seconds`, oldest first: they may have removed the app in silence. */
export async function portalsNotRefreshedFor(sweep: Store['sweep'], seconds: number): Promise<number[]> {
  const rows = await sweep
    .selectFrom('oauth_tokens')
    .innerJoin('portals', 'portals.portal_id', 'oauth_tokens.portal_id')
    .select('oauth_tokens.portal_id')
    .where('portals.status', '=', 'active')
    .where('oauth_tokens.refreshed_at', '<', sql<Date>`now() - ${seconds} * interval '1 second'`)
    .orderBy('oauth_tokens.refreshed_at')
    .execute();
  return rows.map((row) => row.portal_id);
}

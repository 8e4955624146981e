import type { Logger } from 'pino';
import { codeOf, GrantRevoked } from '../errors.ts';
import type { Metrics } from '../metrics.ts';
import { RefusedGrant, type Grant, type HubSpotOAuth } from '../hubspot/oauth.ts';
import type { PortalTx, Store } from '../store/store.ts';
import {
  lockTokens,
  portalsNotRefreshedFor,
  readTokens,
  saveTokens,
  type KeptTokens,
} from '../store/tables/oauth-tokens.ts';
import { fewAtATime } from './few-at-a-time.ts';
import { suspendNow } from './suspend.ts';

/** A token is renewed when less than this is left of it. */
const MARGIN_MS = 5 * 60_000;
/** A token younger than this is not renewed again because of a 401: another call or process has just done it. */
const JUST_REFRESHED_SECONDS = 10;
/** Each portal's grant is looked at once a day, so that a silent uninstall is noticed. A little less, to be on time. */
const DAILY_SECONDS = 23 * 3_600;
/** Each renewal holds one of the store's connections while HubSpot answers; most of them must stay for everybody else. */
const RENEWALS_AT_A_TIME = 3;

export interface Tokens {
  /**
   * A token that is good for at least some minutes, renewed if need be: once for all processes. Throws GrantRevoked (the
   * portal is suspended then), BadConfiguration, HubSpotUnavailable; only HubSpot's own word suspends a portal.
   */
  accessToken(portalId: number, forceRefresh?: boolean): Promise<string>;
  /** Stores a fresh grant, encrypted. The portal must exist. */
  save(portalId: number, grant: Grant): Promise<void>;
  /** Renews the tokens that nobody used for a day; answers how many. One portal's trouble does not stop the others. */
  refreshDue(): Promise<number>;
}

export function createTokens(deps: {
  store: Store;
  hubspotOAuth: HubSpotOAuth;
  logger: Logger;
  metrics?: Pick<Metrics, 'count'>;
}): Tokens {
  const { store, hubspotOAuth, logger, metrics } = deps;
  const cache = new Map<number, { token: string; expiresAtMs: number }>();
  const renewals = new Map<number, Promise<string>>();
  const refreshing = fewAtATime(RENEWALS_AT_A_TIME);

  async function renew(portalId: number, force: boolean): Promise<string> {
    cache.delete(portalId);
    const portal = store.forPortal(portalId);
    // Nobody whose token is good waits behind those that HubSpot is slow to renew.
    const good = await portal.transaction(async (tx) =>
      usable(portalId, await active(tx, await readTokens(tx)), force),
    );
    if (good !== null) return good;
    const renewal = await refreshing(() => portal.transaction((tx) => renewUnderLock(tx, force)));
    if (!(renewal instanceof RefusedGrant)) return renewal;
    logger.warn({ portalId }, 'HubSpot has ended the grant; the account is suspended');
    throw new GrantRevoked(portalId, renewal);
  }

  /**
   * The call to HubSpot happens under the row's lock: that is what makes it one for all processes. A grant that HubSpot
   * refuses is suspended under the same lock and answered, not thrown, so that this is committed: a new grant is saved
   * either before, and then it is the one that is asked for, or after, and then the installation takes the portal up again.
   */
  async function renewUnderLock(tx: PortalTx, force: boolean): Promise<string | RefusedGrant> {
    const { portalId } = tx;
    const row = await active(tx, await lockTokens(tx));
    const good = usable(portalId, row, force);
    if (good !== null) return good;
    const refreshToken = store.keys.decrypt(row.keyId, row.refreshToken, tokenPlace(portalId, 'refresh')).toString();
    let grant: Grant;
    try {
      grant = await hubspotOAuth.refresh(refreshToken);
    } catch (error) {
      metrics?.count('token_refreshes_total', { end: codeOf(error) });
      if (!(error instanceof RefusedGrant)) throw error;
      await suspendNow(tx);
      return error;
    }
    metrics?.count('token_refreshes_total', { end: 'ok' });
    await keep(tx, grant);
    return grant.accessToken;
  }

  /** The stored token, if nobody needs to ask HubSpot for another one. */
  function usable(portalId: number, row: KeptTokens, force: boolean): string | null {
    const left = row.expiresAt.getTime() - Date.now();
    const renewed = force ? row.secondsSinceRefresh < JUST_REFRESHED_SECONDS : left > MARGIN_MS;
    if (!renewed || left <= 0) return null;
    const token = store.keys.decrypt(row.keyId, row.accessToken, tokenPlace(portalId, 'access')).toString();
    cache.set(portalId, { token, expiresAtMs: row.expiresAt.getTime() });
    return token;
  }

  async function keep(tx: PortalTx, grant: Grant): Promise<void> {
    const { portalId } = tx;
    const expiresAt = new Date(Date.now() + grant.expiresInSeconds * 1_000);
    const access = store.keys.encrypt(Buffer.from(grant.accessToken), tokenPlace(portalId, 'access'));
    const refresh = store.keys.encrypt(Buffer.from(grant.refreshToken), tokenPlace(portalId, 'refresh'));
    await saveTokens(tx, { accessToken: access.sealed, refreshToken: refresh.sealed, keyId: access.keyId, expiresAt });
    await tx.db.updateTable('portals').set({ scopes: grant.scopes }).where('portal_id', '=', portalId).execute();
    cache.set(portalId, { token: grant.accessToken, expiresAtMs: expiresAt.getTime() });
  }

  async function accessToken(portalId: number, forceRefresh = false): Promise<string> {
    const cached = cache.get(portalId);
    if (!forceRefresh && cached !== undefined && cached.expiresAtMs - Date.now() > MARGIN_MS) return cached.token;
    const running = renewals.get(portalId);
    if (running !== undefined) return running;
    const renewal = renew(portalId, forceRefresh).finally(() => renewals.delete(portalId));
    renewals.set(portalId, renewal);
    return renewal;
  }

  return {
    accessToken,
    async save(portalId, grant) {
      await store.forPortal(portalId).transaction((tx) => keep(tx, grant));
    },
    async refreshDue() {
      let refreshed = 0;
      for (const portalId of await portalsNotRefreshedFor(store.sweep, DAILY_SECONDS)) {
        try {
          await accessToken(portalId, true);
          refreshed += 1;
        } catch (error) {
          logger.warn({ portalId, code: codeOf(error) }, 'The daily renewal of an access token failed');
        }
      }
      return refreshed;
    },
  };
}

/** The tokens of a portal that may use them. */
async function active(tx: PortalTx, row: KeptTokens | null): Promise<KeptTokens> {
  const portal = await tx.db
    .selectFrom('portals')
    .select('status')
    .where('portal_id', '=', tx.portalId)
    .executeTakeFirst();
  if (row === null || portal?.status !== 'active') throw new GrantRevoked(tx.portalId);
  return row;
}

/** The place of a portal's stored token, as `aad`. */
export function tokenPlace(portalId: number, which: 'access' | 'refresh'): string {
  return `oauth_tokens/${portalId}/${which}`;
}

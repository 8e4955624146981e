import { codeOf } from '../errors.ts';
import { portalKeyPlace, type PortalTx, type Store } from '../store/store.ts';
import { lockTokens } from '../store/tables/oauth-tokens.ts';
import { tokenPlace } from './tokens.ts';

export interface Rotated {
  /** Accounts of which something was encrypted anew. */
  changed: number[];
  /** Accounts of which something cannot be opened with the keys given, and why. */
  failed: { portalId: number; code: string }[];
  /** Keys given that nothing is encrypted with any more; empty as long as something failed. */
  unused: string[];
}

/**
 * Encrypts anew, with the current master key, everything that is encrypted with another one: each account's own key and its
 * tokens. What lies under an account's key stays as it is. Account by account, safe to break off, to repeat and to run while
 * the app runs, as long as the app knows both keys.
 */
export async function rotateKeys(store: Store): Promise<Rotated> {
  const portals = await store.sweep.selectFrom('portals').select('portal_id').orderBy('portal_id').execute();
  const rotated: Rotated = { changed: [], failed: [], unused: [] };
  for (const { portal_id: portalId } of portals) {
    try {
      const changed = await store.forPortal(portalId).transaction((tx) => rotateIn(tx, store));
      if (changed) rotated.changed.push(portalId);
    } catch (error) {
      rotated.failed.push({ portalId, code: codeOf(error) });
    }
  }
  if (rotated.failed.length === 0) rotated.unused = store.keys.ids.filter((id) => id !== store.keys.currentId);
  return rotated;
}

async function rotateIn(tx: PortalTx, { keys }: Store): Promise<boolean> {
  const { portalId } = tx;
  // In this order, as whoever renews tokens takes them.
  const tokens = await lockTokens(tx);
  const portal = await tx.db
    .selectFrom('portals')
    .select(['portal_key', 'portal_key_id'])
    .where('portal_id', '=', portalId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const renew = (keyId: string, sealed: Buffer, place: string) =>
    keys.encrypt(keys.decrypt(keyId, sealed, place), place);
  const oldTokens = tokens !== null && tokens.keyId !== keys.currentId;
  if (oldTokens) {
    const access = renew(tokens.keyId, tokens.accessToken, tokenPlace(portalId, 'access'));
    const refresh = renew(tokens.keyId, tokens.refreshToken, tokenPlace(portalId, 'refresh'));
    await tx.db
      .updateTable('oauth_tokens')
      .set({ access_token: access.sealed, refresh_token: refresh.sealed, key_id: access.keyId })
      .where('portal_id', '=', portalId)
      .execute();
  }
  const oldKey = portal.portal_key_id !== keys.currentId;
  if (oldKey) {
    const { keyId, sealed } = renew(portal.portal_key_id, portal.portal_key, portalKeyPlace(portalId));
    await tx.db
      .updateTable('portals')
      .set({ portal_key: sealed, portal_key_id: keyId })
      .where('portal_id', '=', portalId)
      .execute();
  }
  return oldTokens || oldKey;
}

import { randomBytes, randomUUID } from 'node:crypto';

const CODE_LIFETIME_MS = 60_000;

export interface Grant {
  portalId: number;
  userId: number;
  scopes: readonly string[];
}

interface AccessToken extends Grant {
  expiresAtMs: number;
  refreshToken: string;
}

export type TokenCheck =
  | { state: 'good'; grant: Grant; leftMs: number }
  | { state: 'expired'; grant: Grant; agoMs: number }
  | { state: 'unknown' };

/** Codes, refresh tokens and access tokens of all portals. */
export interface OAuthBook {
  issueCode(grant: Grant, redirectUri: string): string;
  /** Uses the code up, whatever becomes of it. */
  takeCode(code: string): { grant: Grant; redirectUri: string } | null;
  issueTokens(
    grant: Grant,
    options: { lifetimeMs: number; refreshToken?: string },
  ): { access: string; refresh: string };
  grantOfRefreshToken(token: string): Grant | null;
  checkAccessToken(token: string): TokenCheck;
  /** Ends a refresh token; its access tokens too if asked. */
  revoke(refreshToken: string, options: { accessTokensToo: boolean }): void;
  /** Ends all tokens of a portal: the app was removed from it. */
  uninstall(portalId: number): void;
  isInstalled(portalId: number): boolean;
  everInstalled(portalId: number): boolean;
  /** Was this refresh token ever given out? */
  wasIssued(refreshToken: string): boolean;
  clear(): void;
}

export function createOAuthBook(): OAuthBook {
  const codes = new Map<string, { grant: Grant; redirectUri: string; expiresAtMs: number }>();
  const refreshTokens = new Map<string, Grant>();
  const ended = new Set<string>();
  const installedOnce = new Set<number>();
  const accessTokens = new Map<string, AccessToken>();

  function endRefreshToken(token: string, accessTokensToo: boolean): void {
    if (refreshTokens.delete(token)) ended.add(token);
    if (!accessTokensToo) return;
    for (const [access, entry] of accessTokens) if (entry.refreshToken === token) accessTokens.delete(access);
  }

  return {
    issueCode(grant, redirectUri) {
      const code = `na1-${randomUUID()}`;
      codes.set(code, { grant, redirectUri, expiresAtMs: Date.now() + CODE_LIFETIME_MS });
      return code;
    },
    takeCode(code) {
      const entry = codes.get(code);
      codes.delete(code);
      return entry !== undefined && entry.expiresAtMs > Date.now() ? entry : null;
    },
    issueTokens(grant, { lifetimeMs, refreshToken }) {
      const refresh = refreshToken ?? `na1-${randomUUID()}`;
      refreshTokens.set(refresh, grant);
      installedOnce.add(grant.portalId);
      // Real ones are long: nobody may store them in a short column.
      const access = `C${randomBytes(192).toString('base64url')}`;
      accessTokens.set(access, { ...grant, refreshToken: refresh, expiresAtMs: Date.now() + lifetimeMs });
      return { access, refresh };
    },
    grantOfRefreshToken: (token) => refreshTokens.get(token) ?? null,
    checkAccessToken(token) {
      const entry = accessTokens.get(token);
      if (entry === undefined) return { state: 'unknown' };
      const leftMs = entry.expiresAtMs - Date.now();
      if (leftMs <= 0) return { state: 'expired', grant: entry, agoMs: -leftMs };
      return { state: 'good', grant: entry, leftMs };
    },
    revoke: (refreshToken, { accessTokensToo }) => endRefreshToken(refreshToken, accessTokensToo),
    uninstall(portalId) {
      for (const [token, grant] of refreshTokens) if (grant.portalId === portalId) endRefreshToken(token, true);
      // Those whose refresh token was revoked before.
      for (const [token, entry] of accessTokens) if (entry.portalId === portalId) accessTokens.delete(token);
    },
    isInstalled(portalId) {
      for (const grant of refreshTokens.values()) if (grant.portalId === portalId) return true;
      return false;
    },
    everInstalled: (portalId) => installedOnce.has(portalId),
    wasIssued: (token) => refreshTokens.has(token) || ended.has(token),
    clear() {
      codes.clear();
      refreshTokens.clear();
      ended.clear();
      installedOnce.clear();
      accessTokens.clear();
    },
  };
}

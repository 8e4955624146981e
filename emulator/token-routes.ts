import { z } from 'zod';
import type { Grant } from './oauth-book.ts';
import type { World } from './world.ts';

export interface OAuthAnswer {
  status: number;
  body?: unknown;
}

const DEFAULT_LIFETIME_SECONDS = 1_800;

const tokenForm = z.object({
  grant_type: z.string().optional(),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  code: z.string().optional(),
  redirect_uri: z.string().optional(),
  refresh_token: z.string().optional(),
  token: z.string().optional(),
  access_token: z.string().optional(),
});
type TokenForm = z.infer<typeof tokenForm>;

/** POST /oauth/{version}/token : a code or a refresh token for tokens. */
export function answerToken(world: World, body: unknown): OAuthAnswer {
  const form = tokenForm.parse(body ?? {});
  const refused = checkClient(world, form);
  if (refused !== null) return refused;
  if (form.grant_type === 'authorization_code') return fromCode(world, form);
  if (form.grant_type === 'refresh_token') return fromRefreshToken(world, form);
  return oauthError('BAD_GRANT_TYPE', 'missing or unknown grant type', 'unsupported_grant_type');
}

/** POST /oauth/{version}/token/introspect */
export function answerIntrospect(world: World, body: unknown): OAuthAnswer {
  const form = tokenForm.parse(body ?? {});
  const refused = checkClient(world, form);
  if (refused !== null) return refused;
  const token = tokenIn(form);
  const check = world.oauth.checkAccessToken(token);
  if (check.state === 'good') return describe(world, { token, grant: check.grant, leftMs: check.leftMs });
  const grant = world.oauth.grantOfRefreshToken(token);
  if (grant !== null) return describe(world, { token, grant, leftMs: null });
  return { status: 200, body: { active: false } };
}

/** POST /oauth/{version}/token/revoke : ends a refresh token; access tokens live on until they expire. */
export function answerRevoke(world: World, body: unknown): OAuthAnswer {
  const form = tokenForm.parse(body ?? {});
  const refused = checkClient(world, form);
  if (refused !== null) return refused;
  world.oauth.revoke(tokenIn(form), { accessTokensToo: world.quirks.revokeEndsAccessTokens });
  return { status: 200, body: {} };
}

function tokenIn(form: TokenForm): string {
  return form.token ?? form.refresh_token ?? form.access_token ?? '';
}

/** HubSpot looks at the client before anything else. */
function checkClient(world: World, form: TokenForm): OAuthAnswer | null {
  if (form.client_id !== world.app.clientId) {
    const error = world.quirks.badClientIsInvalidClient ? 'invalid_client' : 'invalid_request';
    return oauthError('BAD_CLIENT_ID', 'missing or unknown client id', error);
  }
  if (form.client_secret !== world.app.clientSecret) {
    return oauthError('BAD_CLIENT_SECRET', 'missing or invalid client secret', 'invalid_client');
  }
  return null;
}

function fromCode(world: World, form: TokenForm): OAuthAnswer {
  const taken = world.oauth.takeCode(form.code ?? '');
  if (taken === null) return oauthError('BAD_AUTH_CODE', 'missing or unknown auth code', 'invalid_grant');
  if (form.redirect_uri !== taken.redirectUri) {
    return oauthError('BAD_REDIRECT_URI', 'missing or invalid redirect uri', 'invalid_request');
  }
  return issue(world, taken.grant);
}

function fromRefreshToken(world: World, form: TokenForm): OAuthAnswer {
  const token = form.refresh_token ?? '';
  const grant = world.oauth.grantOfRefreshToken(token);
  if (grant === null) {
    if (world.quirks.uninstallErrorIsBadHub && world.oauth.wasIssued(token)) {
      return oauthError('BAD_HUB', 'missing or unknown hub id', 'access_denied');
    }
    return oauthError('BAD_REFRESH_TOKEN', 'refresh token is invalid, expired or revoked', 'invalid_grant');
  }
  if (!world.quirks.refreshTokenRotates) return issue(world, grant, token);
  const answer = issue(world, grant);
  world.oauth.revoke(token, { accessTokensToo: false });
  return answer;
}

function issue(world: World, grant: Grant, refreshToken?: string): OAuthAnswer {
  const [lifetime] = world.faults.standing('token_lifetime', grant.portalId);
  const seconds = lifetime?.seconds ?? DEFAULT_LIFETIME_SECONDS;
  const tokens = world.oauth.issueTokens(grant, {
    lifetimeMs: seconds * 1_000,
    ...(refreshToken === undefined ? {} : { refreshToken }),
  });
  return {
    status: 200,
    body: {
      token_type: 'bearer',
      access_token: tokens.access,
      refresh_token: tokens.refresh,
      expires_in: seconds,
      hub_id: grant.portalId,
      user_id: grant.userId,
      scopes: grant.scopes,
      token_use: 'access_token',
    },
  };
}

function describe(world: World, told: { token: string; grant: Grant; leftMs: number | null }): OAuthAnswer {
  const { token, grant, leftMs } = told;
  const user = world.portals.get(grant.portalId)?.users.get(grant.userId);
  return {
    status: 200,
    body: {
      active: true,
      token,
      token_type: 'Bearer',
      token_use: leftMs === null ? 'refresh_token' : 'access_token',
      hub_id: grant.portalId,
      user_id: grant.userId,
      user: user?.email ?? null,
      hub_domain: `portal-${grant.portalId}.example`,
      client_id: world.app.clientId,
      app_id: world.app.appId,
      scopes: grant.scopes,
      is_private_distribution: false,
      ...(leftMs === null ? {} : { expires_in: Math.floor(leftMs / 1_000) }),
    },
  };
}

function oauthError(status: string, message: string, error: string): OAuthAnswer {
  return { status: 400, body: { status, message, error, error_description: message } };
}

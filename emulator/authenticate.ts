import type { Request } from 'express';
import type { Grant } from './oauth-book.ts';
import { missingScopes, Refusal } from './refusal.ts';
import type { World } from './world.ts';

/** The grant of the request's bearer token, good or expired: whose call this is, for faults and the log. */
export function portalOfToken(world: World, req: Request): number | null {
  const check = world.oauth.checkAccessToken(bearerOf(req));
  return check.state === 'unknown' ? null : check.grant.portalId;
}

/** The grant of a good token. Throws 401 as HubSpot words it. */
export function authenticate(world: World, req: Request): Grant {
  const check = world.oauth.checkAccessToken(bearerOf(req));
  if (check.state === 'good') return check.grant;
  if (check.state === 'expired') {
    const seconds = Math.ceil(check.agoMs / 1_000);
    const ago = seconds < 60 ? `${seconds} second(s)` : `${Math.floor(seconds / 60)} minute(s)`;
    throw new Refusal(401, {
      message: `The OAuth token used to make this call expired ${ago} ago.`,
      category: 'EXPIRED_AUTHENTICATION',
    });
  }
  throw unauthorised();
}

export function unauthorised(): Refusal {
  return new Refusal(401, {
    message:
      'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview',
    category: 'INVALID_AUTHENTICATION',
  });
}

/** Throws 403 unless all scopes of one of the lists were granted. */
export function requireScopes(granted: readonly string[], alternatives: readonly (readonly string[])[]): void {
  const has = (list: readonly string[]) => list.every((scope) => granted.includes(scope));
  if (!alternatives.some(has)) throw missingScopes(alternatives[0] ?? []);
}

function bearerOf(req: Request): string {
  const [, token = ''] = /^Bearer (.+)$/i.exec(req.get('authorization') ?? '') ?? [];
  return token;
}

import { z } from 'zod';
import { BadConfiguration, BatonError, HubSpotUnavailable, RateLimited, UnexpectedAnswer } from '../errors.ts';
import { apiPath } from './versions.ts';

const TIMEOUT_MS = 10_000;

/** What HubSpot grants: tokens, whose account, who agreed, and which scopes it really gave. */
export interface Grant {
  accessToken: string;
  refreshToken: string;
  expiresInSeconds: number;
  portalId: number;
  userId: number | null;
  scopes: string[];
}

export interface HubSpotOAuth {
  /** Exchanges the one-use code of the consent page. Throws RefusedGrant, BadConfiguration, HubSpotUnavailable. */
  exchangeCode(options: { code: string; redirectUri: string }): Promise<Grant>;
  /** A new access token; the refresh token may be another one too. Errors as for the exchange. */
  refresh(refreshToken: string): Promise<Grant>;
}

/** HubSpot says that this code or refresh token is good for nothing (any more). */
export class RefusedGrant extends BatonError {
  constructor(reason: string) {
    super({
      code: 'refused_grant',
      sentence: 'HubSpot does not accept this permission any more.',
      details: { reason },
    });
  }
}

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.number().positive(),
  hub_id: z.number().nullish(),
  user_id: z.number().nullish(),
  scopes: z.array(z.string()).nullish(),
});

const tokenInfo = z.object({
  hub_id: z.number(),
  user_id: z.number().nullish(),
  scopes: z.array(z.string()).nullish(),
});

const oauthError = z.object({ error: z.string().optional(), status: z.string().optional() }).catch({});

/** HubSpot's OAuth endpoints, dated. Nothing secret goes into errors or logs. */
export function createHubSpotOAuth(options: { apiUrl: string; clientId: string; clientSecret: string }): HubSpotOAuth {
  const credentials = { client_id: options.clientId, client_secret: options.clientSecret };

  async function post<T>(path: string, form: Record<string, string>, schema: z.ZodType<T>): Promise<T> {
    let status: number;
    let text: string;
    let retryAfter: number;
    try {
      const response = await fetch(options.apiUrl + apiPath('oauth', path), {
        method: 'POST',
        headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ ...credentials, ...form }).toString(),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      status = response.status;
      retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
      text = await response.text();
    } catch (error) {
      throw new HubSpotUnavailable('HubSpot did not answer while access was being renewed.', error);
    }
    const body = parseJson(text);
    if (status >= 200 && status < 300) {
      const parsed = schema.safeParse(body);
      if (parsed.success) return parsed.data;
      throw new UnexpectedAnswer('HubSpot answered a token in a form that Baton does not know.', { status });
    }
    throw errorOfRefusal(status, oauthError.parse(body), Number.isFinite(retryAfter) ? retryAfter * 1_000 : undefined);
  }

  async function grant(form: Record<string, string>): Promise<Grant> {
    const answer = await post('/token', form, tokenAnswer);
    const known = answer.hub_id ?? null;
    // Account and scopes are optional in the answer; introspection has them for certain.
    const info =
      known !== null && answer.scopes
        ? { hub_id: known, user_id: answer.user_id, scopes: answer.scopes }
        : await post('/token/introspect', { token: answer.access_token, token_type_hint: 'access_token' }, tokenInfo);
    return {
      accessToken: answer.access_token,
      refreshToken: answer.refresh_token,
      expiresInSeconds: answer.expires_in,
      portalId: info.hub_id,
      userId: answer.user_id ?? info.user_id ?? null,
      scopes: info.scopes ?? [],
    };
  }

  return {
    exchangeCode: ({ code, redirectUri }) =>
      grant({ grant_type: 'authorization_code', code, redirect_uri: redirectUri }),
    refresh: (refreshToken) => grant({ grant_type: 'refresh_token', refresh_token: refreshToken }),
  };
}

/** Codes of HubSpot that speak of our own registration, never of the customer's grant. */
const OUR_FAULT: Readonly<Record<string, string>> = {
  BAD_CLIENT_ID: 'HubSpot does not know HUBSPOT_CLIENT_ID.',
  BAD_CLIENT_SECRET: 'HubSpot does not accept HUBSPOT_CLIENT_SECRET.',
  BAD_REDIRECT_URI: "The app's redirect address in HubSpot differs from BATON_PUBLIC_URL + /oauth/callback.",
  BAD_GRANT_TYPE: 'HubSpot does not know the way Baton asks for tokens.',
  BAD_SCOPES: "The scopes that Baton asks for differ from those of the app's registration in HubSpot.",
};

function errorOfRefusal(status: number, body: { error?: string; status?: string }, retryAfterMs: number | undefined) {
  const code = body.status ?? body.error ?? String(status);
  // The code is looked at before the word: HubSpot says "invalid_grant" and the like for several things.
  const ours = OUR_FAULT[body.status ?? ''];
  if (ours !== undefined) return new BadConfiguration(ours);
  if (status === 429) return new RateLimited(retryAfterMs ?? 5_000, { by: 'hubspot' });
  if (status >= 500 || status === 423 || status === 477) {
    return new HubSpotUnavailable('HubSpot has a problem of its own.', undefined, retryAfterMs ?? 5_000);
  }
  const gone = ['BAD_REFRESH_TOKEN', 'BAD_HUB', 'BAD_AUTH_CODE'].includes(body.status ?? '');
  if (gone || body.error === 'invalid_grant' || body.error === 'access_denied') return new RefusedGrant(code);
  if (body.error === 'invalid_client' || body.error === 'unauthorized_client') {
    return new BadConfiguration('HubSpot does not accept HUBSPOT_CLIENT_ID and HUBSPOT_CLIENT_SECRET.');
  }
  return new UnexpectedAnswer(`HubSpot answered ${status} to a request for a token.`, { status, code });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

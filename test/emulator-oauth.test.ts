import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { consent } from '../emulator/client.ts';
import { ALL_SCOPES, APP, PORTAL, startScene, until, type Scene } from './emulator-portal.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.close());
beforeEach(async () => {
  await scene.control.reset();
  await scene.seedAll();
});

const client = { client_id: APP.clientId, client_secret: APP.clientSecret };
const token = '/oauth/2026-09/token';

describe('consent', () => {
  it('shows the accounts and scopes, names escaped', async () => {
    const page = await (await fetch(scene.authorizeUrl())).text();
    expect(page).toContain(`Account ${PORTAL}`);
    expect(page).toContain('crm.objects.contacts.write');
    expect(page).toContain('Ada Byron &lt;ada@firm.example&gt; (super admin)');
    expect(page).not.toContain('Bo Li');
  });

  it('leads back with a code and the state unchanged', async () => {
    const location = new URL(await consent(scene.authorizeUrl(), { portalId: PORTAL, userId: 7 }));
    expect(location.href.startsWith(scene.redirectUri)).toBe(true);
    expect(location.searchParams.get('state')).toBe('s t&1');
    expect(location.searchParams.get('code')).toMatch(/^na1-/);
  });

  it('leads back with an error when refused, by quirk without', async () => {
    const person = { portalId: PORTAL, userId: 7, decision: 'deny' } as const;
    const denied = new URL(await consent(scene.authorizeUrl(), person));
    expect(denied.searchParams.get('error')).toBe('access_denied');
    expect(denied.searchParams.has('code')).toBe(false);
    await scene.control.quirks({ denialWithoutError: true });
    const silent = new URL(await consent(scene.authorizeUrl(), person));
    expect([...silent.searchParams.keys()]).toEqual(['state']);
  });

  it('refuses strangers: unknown client, foreign redirect, people who may not install', async () => {
    const person = { portalId: PORTAL, userId: 7 };
    await expect(consent(scene.authorizeUrl({ client_id: 'other' }), person)).rejects.toThrow(/400.*client_id/s);
    await expect(consent(scene.authorizeUrl({ redirect_uri: 'http://evil.example' }), person)).rejects.toThrow(/400/);
    await expect(consent(scene.authorizeUrl(), { portalId: PORTAL, userId: 8 })).rejects.toThrow(/403/);
    await expect(consent(scene.authorizeUrl(), { portalId: 1, userId: 7 })).rejects.toThrow(/403.*no account 1/s);
  });
});

async function code(): Promise<string> {
  const location = new URL(await consent(scene.authorizeUrl(), { portalId: PORTAL, userId: 7 }));
  return location.searchParams.get('code') ?? '';
}

describe('tokens', () => {
  it('gives tokens for a code, once, to the same redirect address', async () => {
    const form = { grant_type: 'authorization_code', ...client, redirect_uri: scene.redirectUri, code: await code() };
    const first = await scene.postForm(token, form);
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ token_type: 'bearer', expires_in: 1_800, hub_id: PORTAL, user_id: 7 });
    expect(first.body['access_token'].length).toBeGreaterThan(200);
    expect(first.body['scopes']).toEqual([
      ...ALL_SCOPES.split(' '),
      'crm.objects.users.read',
      'settings.users.teams.read',
    ]);
    const second = await scene.postForm(token, form);
    expect(second).toMatchObject({ status: 400, body: { status: 'BAD_AUTH_CODE', error: 'invalid_grant' } });
    const elsewhere = await scene.postForm(token, { ...form, code: await code(), redirect_uri: 'https://x.example' });
    expect(elsewhere).toMatchObject({ status: 400, body: { status: 'BAD_REDIRECT_URI' } });
  });

  it('looks at the client before the grant', async () => {
    const bad = await scene.postForm(token, { grant_type: 'refresh_token', client_id: 'x', refresh_token: 'y' });
    expect(bad).toMatchObject({ status: 400, body: { status: 'BAD_CLIENT_ID', error: 'invalid_request' } });
    await scene.control.quirks({ badClientIsInvalidClient: true });
    expect((await scene.postForm(token, { client_id: 'x' })).body['error']).toBe('invalid_client');
    const secret = await scene.postForm(token, { ...client, client_secret: 'x', grant_type: 'refresh_token' });
    expect(secret.body['status']).toBe('BAD_CLIENT_SECRET');
    expect((await scene.postForm(token, { ...client, grant_type: 'password' })).body['status']).toBe('BAD_GRANT_TYPE');
  });

  it('takes forms only, on versions that exist', async () => {
    const json = await fetch(scene.emulator.url + token, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(client),
    });
    expect(json.status).toBe(415);
    expect((await scene.postForm('/oauth/2026-03/token', { client_id: 'x' })).status).toBe(400);
    expect((await scene.postForm('/oauth/2025-09/token', client)).status).toBe(404);
  });

  it('refreshes: the same refresh token, or by quirk another one', async () => {
    const { refresh_token, access_token } = await scene.install();
    const form = { grant_type: 'refresh_token', ...client, refresh_token };
    const same = await scene.postForm(token, form);
    expect(same.body['refresh_token']).toBe(refresh_token);
    expect(same.body['access_token']).not.toBe(access_token);
    await scene.control.quirks({ refreshTokenRotates: true });
    const rotated = await scene.postForm(token, form);
    expect(rotated.body['refresh_token']).not.toBe(refresh_token);
    expect(await scene.postForm(token, form)).toMatchObject({ status: 400, body: { status: 'BAD_REFRESH_TOKEN' } });
  });

  it('introspects and revokes: access tokens outlive their refresh token unless the quirk says otherwise', async () => {
    const { refresh_token, access_token } = await scene.install();
    const about = await scene.postForm(`${token}/introspect`, { ...client, token: access_token });
    expect(about.body).toMatchObject({ active: true, hub_id: PORTAL, app_id: 1001, token_use: 'access_token' });
    expect((await scene.postForm(`${token}/introspect`, { ...client, token: 'nope' })).body).toEqual({ active: false });
    expect((await scene.postForm(`${token}/revoke`, { ...client, token: refresh_token })).status).toBe(200);
    const refreshed = await scene.postForm(token, { grant_type: 'refresh_token', ...client, refresh_token });
    expect(refreshed.body['error']).toBe('invalid_grant');
    expect((await scene.api(access_token, 'GET', '/account-info/2026-09/details')).status).toBe(200);
    await scene.control.quirks({ revokeEndsAccessTokens: true });
    const again = await scene.install();
    await scene.postForm(`${token}/revoke`, { ...client, token: again.refresh_token });
    expect((await scene.api(again.access_token, 'GET', '/account-info/2026-09/details')).status).toBe(401);
  });

  it('says how long ago a token expired, and does not know foreign ones', async () => {
    await scene.control.faults([{ kind: 'token_lifetime', seconds: 0.001 }]);
    const { access_token } = await scene.install();
    const expired = await until(async () => {
      const answer = await scene.api(access_token, 'GET', '/account-info/2026-09/details');
      return answer.status === 401 && answer;
    });
    expect(expired.body).toMatchObject({ category: 'EXPIRED_AUTHENTICATION' });
    expect(expired.body['message']).toMatch(/expired \d+ second\(s\) ago/);
    const unknown = await scene.api('nope', 'GET', '/account-info/2026-09/details');
    expect(unknown).toMatchObject({ status: 401, body: { category: 'INVALID_AUTHENTICATION' } });
  });

  it('an uninstall ends everything, by the app or by an admin; a new consent mends it', async () => {
    const { access_token, refresh_token } = await scene.install();
    expect((await scene.api(access_token, 'DELETE', '/appinstalls/2026-09/external-install')).status).toBe(204);
    expect((await scene.api(access_token, 'GET', '/crm/owners/2026-09')).status).toBe(401);
    await scene.control.quirks({ uninstallErrorIsBadHub: true });
    const form = { grant_type: 'refresh_token', ...client, refresh_token };
    expect((await scene.postForm(token, form)).body).toMatchObject({ status: 'BAD_HUB', error: 'access_denied' });
    const second = await scene.install();
    expect((await scene.api(second.access_token, 'GET', '/crm/owners/2026-09')).status).toBe(200);
    await scene.control.faults([{ kind: 'grant_revoked', portalId: PORTAL }]);
    expect((await scene.api(second.access_token, 'GET', '/crm/owners/2026-09')).status).toBe(401);
    expect((await scene.control.state(PORTAL)).installed).toBe(false);
  });

  it('asks for the scopes that were granted', async () => {
    await scene.control.quirks({ optionalScopeDeclined: true });
    const { access_token, scopes } = await scene.install({ scope: 'oauth crm.objects.contacts.read' });
    expect(scopes).toEqual(['oauth', 'crm.objects.contacts.read']);
    const refused = await scene.api(access_token, 'PATCH', '/crm/objects/2026-09/contacts/600', { properties: {} });
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({
      category: 'MISSING_SCOPES',
      errors: [{ context: { requiredGranularScopes: ['crm.objects.contacts.write'] } }],
    });
    expect((await scene.api(access_token, 'GET', '/settings/users/2026-03/teams')).status).toBe(403);
  });
});

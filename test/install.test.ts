import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { flippedQuirks } from '../emulator/quirks.ts';
import { BATON_PROPERTIES } from '../src/hubspot/properties.ts';
import { OPTIONAL_SCOPES, REQUIRED_SCOPES } from '../src/install/scopes.ts';
import { policySchema } from '../src/policy/schema.ts';
import { openExceptions } from '../src/store/tables/exceptions.ts';
import { policyInForce } from '../src/store/tables/policies.ts';
import { portalById } from '../src/store/tables/portals.ts';
import { portalSeed, startInstallation, type Installation } from './install-harness.ts';
import { asAdmin } from './support/postgres.ts';

let app: Installation;
let portalId = 4_240;
beforeAll(async () => {
  app = await startInstallation();
});
afterAll(() => app.stop());
beforeEach(async () => {
  portalId += 1;
  await app.control('reset', {});
  await app.seed({ portals: [portalSeed(portalId)] });
});

const facts = (id = portalId) => app.store.forPortal(id).transaction((tx) => portalById(tx));
const policy = () => app.store.forPortal(portalId).transaction((tx) => policyInForce(tx, new Date()));
const exceptions = () => app.store.forPortal(portalId).transaction((tx) => openExceptions(tx));

describe('the start', () => {
  it('sends the browser to consent with a state of its own and scopes as HubSpot reads them', async () => {
    const first = await app.begin();
    const query = first.consentUrl.split('?')[1] ?? '';
    expect(query).toContain(`scope=${REQUIRED_SCOPES.join('%20')}`);
    expect(query).toContain(`optional_scope=${OPTIONAL_SCOPES.join('%20')}`);
    expect(query).not.toContain('+');
    expect(new URLSearchParams(query).get('redirect_uri')).toBe(`${app.publicUrl}/oauth/callback`);
    expect(first.setCookie).toMatch(/HttpOnly/i);
    expect(first.setCookie).toMatch(/SameSite=Lax/i);
    const second = await app.begin(first.cookie);
    expect(second.cookie).toBe(first.cookie);
    expect(second.consentUrl).not.toBe(first.consentUrl);
  });
});

describe('an installation', () => {
  it('observes, knows the account, its people and a policy, and has its properties in HubSpot', async () => {
    const page = await app.agree({ portalId, userId: 7 });
    expect(page.status).toBe(200);
    expect(page.html).toContain('Baton is installed');
    expect(page.html).not.toContain('could not');
    expect(await facts()).toMatchObject({
      status: 'active',
      mode: 'observe',
      installedByUserId: 7,
      timeZone: 'Europe/Vienna',
      uiDomain: 'app-eu1.hubspot.com',
      scopes: expect.arrayContaining([...REQUIRED_SCOPES, ...OPTIONAL_SCOPES]),
    });
    const inForce = await policy();
    expect(inForce?.version).toBe(1);
    const document = policySchema.parse(inForce?.document);
    const owners = document.pools.flatMap((pool) => pool.members.map((member) => member.ownerId));
    expect(owners).toContain('80');
    expect(owners).not.toContain('100');
    const { people, teams } = await app.directories.directory(portalId);
    expect(
      people.map(({ name, active, superAdmin, availability }) => ({ name, active, superAdmin, availability })),
    ).toEqual([
      { name: 'Ada Admin', active: true, superAdmin: true, availability: 'available' },
      { name: 'Ben Rep', active: true, superAdmin: false, availability: 'away' },
      { name: 'Cleo Boss', active: true, superAdmin: true, availability: 'unknown' },
      { name: 'Dan Gone', active: false, superAdmin: false, availability: 'unknown' },
    ]);
    expect(teams).toEqual([
      { teamId: '1', name: 'Sales', ownerIds: ['70', '80'] },
      { teamId: '2', name: 'Sales DACH', ownerIds: ['90'] },
    ]);
    const setup = await app.hubspot.forPortal(portalId, 'fresh').ensureProperties();
    expect(setup).toEqual({ created: [], updated: [], missing: [] });
    const state = await app.state(portalId);
    expect(state.contacts).toEqual([]);
    expect(app.rung).toContain(portalId);
  });

  it('again changes neither mode nor policy, and makes nothing twice', async () => {
    await app.agree({ portalId, userId: 7 });
    await app.store
      .forPortal(portalId)
      .transaction((tx) => tx.db.updateTable('portals').set({ mode: 'live' }).execute());
    const page = await app.agree({ portalId, userId: 9 });
    expect(page.html).toContain('Baton is up to date');
    expect(await facts()).toMatchObject({ mode: 'live', installedByUserId: 9 });
    expect((await policy())?.version).toBe(1);
    const { calls } = await app.state(portalId);
    const creations = calls.filter(
      ({ method, path }) => method === 'POST' && path.includes('/properties/') && path.includes('create'),
    );
    expect(creations.map(({ count }) => count)).toEqual([1]);
  });

  it('brings a suspended account back with all it had', async () => {
    await app.agree({ portalId, userId: 7 });
    await app.control('uninstall', { portalId });
    await asAdmin(
      (client) =>
        client.query(`update oauth_tokens set refreshed_at = now() - interval '1 day' where portal_id = $1`, [
          portalId,
        ]),
      app.database.databaseUrl,
    );
    await expect(app.tokens.accessToken(portalId, true)).rejects.toMatchObject({ code: 'grant_revoked' });
    expect((await facts())?.status).toBe('suspended');
    const page = await app.agree({ portalId, userId: 7 });
    expect(page.html).toContain('Baton is back');
    expect((await facts())?.status).toBe('active');
    expect((await policy())?.version).toBe(1);
    await expect(app.hubspot.forPortal(portalId, 'fresh').accountDetails()).resolves.toMatchObject({
      timeZone: 'Europe/Vienna',
    });
  });

  it('works with the required scopes alone', async () => {
    await app.quirks({ optionalScopeDeclined: true });
    const page = await app.agree({ portalId, userId: 7 });
    expect(page.html).not.toContain('could not');
    const { people, teams } = await app.directories.directory(portalId);
    expect(people.every(({ availability, superAdmin }) => availability === 'unknown' && !superAdmin)).toBe(true);
    expect(teams.map(({ name }) => name).sort()).toEqual(['Sales', 'Sales DACH']);
    expect((await policy())?.version).toBe(1);
  });

  it.each([
    { name: 'flipped', quirks: flippedQuirks() },
    { name: 'availability missing', quirks: { availabilityMissing: true } },
    { name: 'absences in seconds', quirks: { outOfOfficeInSeconds: true } },
  ])('works when HubSpot is like this: $name', async ({ quirks }) => {
    await app.quirks(quirks);
    expect((await app.agree({ portalId, userId: 7 })).html).not.toContain('could not');
    expect(await exceptions()).toEqual([]);
    expect((await policy())?.version).toBe(1);
  });

  it('stands when the properties cannot be set up, says so, and mends it the next time', async () => {
    await app.faults({ kind: 'server_error', status: 500, match: { path: '/crm/properties/' } });
    const page = await app.agree({ portalId, userId: 7 });
    expect(page.status).toBe(200);
    expect(page.html).toContain('The contact properties could not be set up');
    expect(page.html).toContain('/oauth/install');
    expect(await exceptions()).toMatchObject([{ kind: 'install', subject: 'properties' }]);
    expect((await policy())?.version).toBe(1);
    await app.clearFaults();
    expect((await app.agree({ portalId, userId: 7 })).html).not.toContain('could not');
    expect(await exceptions()).toEqual([]);
  });
});

describe('property set-up', () => {
  it('brings back what somebody changed or removed, and keeps the options they added', async () => {
    await app.agree({ portalId, userId: 7 });
    const token = await app.tokens.accessToken(portalId);
    const api = app.emulatorUrl;
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const address = `${api}/crm/properties/2026-09/contacts`;
    const options = [
      { label: 'Ours', value: 'offered', displayOrder: 0, hidden: false },
      { label: 'Theirs', value: 'theirs', displayOrder: 1, hidden: false },
    ];
    expect(
      (
        await fetch(`${address}/baton_status`, {
          method: 'PATCH',
          headers,
          body: JSON.stringify({ label: 'X', options }),
        })
      ).ok,
    ).toBe(true);
    expect((await fetch(`${address}/baton_intent`, { method: 'DELETE', headers })).ok).toBe(true);
    expect(await app.hubspot.forPortal(portalId, 'fresh').ensureProperties()).toEqual({
      created: ['baton_intent'],
      updated: ['baton_status'],
      missing: [],
    });
    const status = await (await fetch(`${address}/baton_status`, { headers })).json();
    expect(status).toMatchObject({
      label: BATON_PROPERTIES[0].label,
      options: expect.arrayContaining([
        expect.objectContaining({ value: 'theirs' }),
        expect.objectContaining({ value: 'skipped' }),
      ]),
    });
  });
});

describe('refusals', () => {
  it('says that nothing happened when access was denied', async () => {
    const page = await app.agree({ portalId, userId: 7, decision: 'deny' });
    expect(page.html).toContain('Baton was not installed');
    expect(await facts()).toBeNull();
  });

  it.each([
    ['no state', (url: URL) => url.searchParams.delete('state')],
    ['another state', (url: URL) => url.searchParams.set('state', 'x'.repeat(43))],
    ['two states', (url: URL) => url.searchParams.append('state', 'y')],
  ])('refuses %s', async (_name, change) => {
    const browser = await app.begin();
    const url = new URL(await app.consent(browser.consentUrl, { portalId, userId: 7 }));
    change(url);
    const page = await app.callback(url.href, browser.cookie);
    expect(page.status).toBe(400);
    expect(page.html).toContain('not started here');
    expect(await facts()).toBeNull();
  });

  it('refuses another browser, and lets the right one finish', async () => {
    const browser = await app.begin();
    const back = await app.consent(browser.consentUrl, { portalId, userId: 7 });
    for (const cookie of ['', (await app.begin()).cookie]) {
      const page = await app.callback(back, cookie);
      expect(page.status).toBe(400);
      expect(page.html).toContain('another browser');
    }
    expect(await facts()).toBeNull();
    expect((await app.callback(back, browser.cookie)).html).toContain('Baton is installed');
  });

  it('takes an answer once', async () => {
    const browser = await app.begin();
    const back = await app.consent(browser.consentUrl, { portalId, userId: 7 });
    await app.callback(back, browser.cookie);
    const page = await app.callback(back, browser.cookie);
    expect(page.status).toBe(400);
    expect(page.html).toContain('already used');
  });

  it('refuses an answer that took longer than ten minutes', async () => {
    const browser = await app.begin();
    const back = await app.consent(browser.consentUrl, { portalId, userId: 7 });
    await asAdmin(
      (client) => client.query(`update oauth_states set created_at = now() - interval '11 minutes'`),
      app.database.databaseUrl,
    );
    expect((await app.callback(back, browser.cookie)).html).toContain('That took too long');
    expect(await facts()).toBeNull();
  });

  it('asks to try again when HubSpot is down', async () => {
    await app.faults({ kind: 'server_error', status: 503, match: { path: '/oauth/2026-09/token' } });
    const page = await app.agree({ portalId, userId: 7 });
    expect(page.status).toBe(503);
    expect(page.html).toContain('/oauth/install');
    expect(await facts()).toBeNull();
  });

  it('refuses a code that HubSpot does not know, and keeps pages out of caches and frames', async () => {
    const browser = await app.begin();
    const url = new URL(await app.consent(browser.consentUrl, { portalId, userId: 7 }));
    url.searchParams.set('code', '<script>');
    const page = await app.callback(url.href, browser.cookie);
    expect(page.status).toBe(400);
    expect(page.html).not.toContain('<script>');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });
});

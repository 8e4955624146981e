import { once } from 'node:events';
import { createServer } from 'node:http';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BadConfiguration, GrantRevoked, HubSpotUnavailable } from '../src/errors.ts';
import { createHubSpotOAuth, type Grant } from '../src/hubspot/oauth.ts';
import { purgeDue, resumePortal } from '../src/install/suspend.ts';
import { createTokens, type Tokens } from '../src/install/tokens.ts';
import type { Store } from '../src/store/store.ts';
import { asAdmin, testDatabase, type TestDatabase } from './support/postgres.ts';

/** HubSpot's token endpoint: hands out numbered tokens, or answers as a test says. */
let refusal: { status: number; body: object } | null = null;
let refreshes: string[] = [];
const hubspot = createServer((request, response) => {
  let text = '';
  request.on('data', (chunk) => (text += String(chunk)));
  request.on('end', () => {
    const form = new URLSearchParams(text);
    refreshes.push(form.get('refresh_token') ?? '');
    const count = refreshes.length;
    const [portalId] = (form.get('refresh_token') ?? '').split('-');
    const body = refusal?.body ?? {
      token_type: 'bearer',
      access_token: `access-${count}`,
      refresh_token: `${portalId}-refresh-${count}`,
      expires_in: 1800,
      hub_id: Number(portalId),
      user_id: 7,
      scopes: ['oauth'],
      token_use: 'access_token',
    };
    response.writeHead(refusal?.status ?? 200, { 'content-type': 'application/json' });
    // Long enough that two processes that renew at once would both be here.
    setTimeout(() => response.end(JSON.stringify(body)), 20);
  });
});

let database: TestDatabase;
let stores: [Store, Store];
let processes: [Tokens, Tokens];
let lastPortal = 100;

beforeAll(async () => {
  hubspot.listen(0, '127.0.0.1');
  await once(hubspot, 'listening');
  const address = hubspot.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  database = await testDatabase();
  stores = [await database.store(), await database.store()];
  const hubspotOAuth = createHubSpotOAuth({ apiUrl: `http://127.0.0.1:${port}`, clientId: 'c', clientSecret: 's' });
  const logger = pino({ level: 'silent' });
  processes = [
    createTokens({ store: stores[0], hubspotOAuth, logger }),
    createTokens({ store: stores[1], hubspotOAuth, logger }),
  ];
});
afterAll(async () => {
  hubspot.close();
  await database.close();
});

async function installed(options: { expiresInSeconds: number }): Promise<number> {
  lastPortal += 1;
  refusal = null;
  refreshes = [];
  await stores[0].createPortal(lastPortal);
  const grant: Grant = {
    accessToken: 'first',
    refreshToken: `${lastPortal}-first`,
    expiresInSeconds: options.expiresInSeconds,
    portalId: lastPortal,
    userId: 7,
    scopes: ['oauth', 'x'],
  };
  await processes[0].save(lastPortal, grant);
  return lastPortal;
}

/** As if the tokens had been renewed so long ago. */
async function age(portalId: number, interval: string): Promise<void> {
  await asAdmin(
    (client) =>
      client.query(`update oauth_tokens set refreshed_at = refreshed_at - $2::interval where portal_id = $1`, [
        portalId,
        interval,
      ]),
    database.databaseUrl,
  );
}

async function statusOf(portalId: number) {
  return stores[0]
    .forPortal(portalId)
    .transaction((tx) =>
      tx.db.selectFrom('portals').select(['status', 'suspended_at', 'purge_after', 'scopes']).executeTakeFirst(),
    );
}

async function suspended(): Promise<number> {
  const portalId = await installed({ expiresInSeconds: 10 });
  refusal = { status: 400, body: { error: 'invalid_grant' } };
  await expect(processes[0].accessToken(portalId)).rejects.toBeInstanceOf(GrantRevoked);
  return portalId;
}

describe('access tokens', () => {
  it('are kept encrypted and used until five minutes before they end', async () => {
    const portalId = await installed({ expiresInSeconds: 1_800 });
    expect(await processes[1].accessToken(portalId)).toBe('first');
    expect(refreshes).toEqual([]);
    const rows = await asAdmin(
      (client) => client.query('select * from oauth_tokens where portal_id = $1', [portalId]),
      database.databaseUrl,
    );
    expect(Buffer.concat([rows.rows[0].access_token, rows.rows[0].refresh_token]).toString('latin1')).not.toContain(
      'first',
    );
    expect(rows.rows[0].key_id).toBe('test');
  });

  it('are renewed once for all calls of all processes, and the newest refresh token is kept', async () => {
    const portalId = await installed({ expiresInSeconds: 200 });
    const calls = Array.from({ length: 10 }, (_, index) =>
      (index % 2 === 0 ? processes[0] : processes[1]).accessToken(portalId),
    );
    expect(new Set(await Promise.all(calls))).toEqual(new Set(['access-1']));
    expect(refreshes).toEqual([`${portalId}-first`]);
    await age(portalId, '1 hour');
    expect(await processes[1].accessToken(portalId, true)).toBe('access-2');
    expect(refreshes.at(-1)).toBe(`${portalId}-refresh-1`);
    expect((await statusOf(portalId))?.scopes).toEqual(['oauth']);
  });

  it('forced after a 401 are not renewed again when that has just happened', async () => {
    const portalId = await installed({ expiresInSeconds: 1_800 });
    await age(portalId, '1 hour');
    expect(await processes[0].accessToken(portalId, true)).toBe('access-1');
    expect(await processes[1].accessToken(portalId, true)).toBe('access-1');
    expect(refreshes).toHaveLength(1);
  });

  it.each([[{ error: 'invalid_grant', status: 'BAD_REFRESH_TOKEN' }], [{ error: 'access_denied', status: 'BAD_HUB' }]])(
    'of a grant that is gone (%j) suspend the portal and keep its data',
    async (body) => {
      const portalId = await installed({ expiresInSeconds: 10 });
      refusal = { status: 400, body };
      await expect(processes[0].accessToken(portalId)).rejects.toBeInstanceOf(GrantRevoked);
      const portal = await statusOf(portalId);
      expect(portal?.status).toBe('suspended');
      const days = ((portal?.purge_after?.getTime() ?? 0) - (portal?.suspended_at?.getTime() ?? 0)) / 86_400_000;
      expect(days).toBeCloseTo(30, 1);
      // HubSpot is not asked again for a portal that is suspended.
      await expect(processes[1].accessToken(portalId)).rejects.toBeInstanceOf(GrantRevoked);
      expect(refreshes).toHaveLength(1);
    },
  );

  it.each([
    {
      name: 'our client id',
      status: 400,
      body: { error: 'invalid_request', status: 'BAD_CLIENT_ID' },
      kind: BadConfiguration,
    },
    {
      name: 'our secret',
      status: 400,
      body: { error: 'invalid_grant', status: 'BAD_CLIENT_SECRET' },
      kind: BadConfiguration,
    },
    { name: 'our client', status: 401, body: { error: 'invalid_client' }, kind: BadConfiguration },
    { name: 'HubSpot itself', status: 503, body: {}, kind: HubSpotUnavailable },
  ])('that cannot be renewed because of $name never suspend a portal', async ({ status, body, kind }) => {
    const portalId = await installed({ expiresInSeconds: 10 });
    refusal = { status, body };
    await expect(processes[0].accessToken(portalId)).rejects.toBeInstanceOf(kind);
    expect((await statusOf(portalId))?.status).toBe('active');
    refusal = null;
    expect(await processes[0].accessToken(portalId)).toMatch(/^access-/);
  });

  it('of an unknown portal: nothing to use, nothing to suspend', async () => {
    await expect(processes[0].accessToken(99_999)).rejects.toBeInstanceOf(GrantRevoked);
  });

  it('that nobody used for a day are renewed, so that a silent uninstall is noticed', async () => {
    const [used, unused, gone] = [
      await installed({ expiresInSeconds: 1_800 }),
      await installed({ expiresInSeconds: 1_800 }),
      await installed({ expiresInSeconds: 1_800 }),
    ];
    await age(unused, '24 hours');
    expect(await processes[0].refreshDue()).toBe(1);
    expect(refreshes).toEqual([`${unused}-first`]);
    await age(gone, '24 hours');
    refusal = { status: 400, body: { error: 'invalid_grant', status: 'BAD_REFRESH_TOKEN' } };
    expect(await processes[0].refreshDue()).toBe(0);
    expect((await statusOf(gone))?.status).toBe('suspended');
    expect((await statusOf(used))?.status).toBe('active');
  });
});

describe('a suspended portal', () => {
  it('goes on where it stopped: open handoffs are due later by as long as it stood still', async () => {
    const portalId = await suspended();
    const id = '00000000-0000-4000-8000-000000000001';
    await asAdmin(async (client) => {
      await client.query(`update portals set suspended_at = now() - interval '3 days' where portal_id = $1`, [
        portalId,
      ]);
      await client.query(
        `insert into handoffs (portal_id, handoff_id, contact_id, enquiry_id, decision_id, owner_id, status, urgency, sla_state, sla_due_at, opened_at)
         values ($1, $2, '1', $2, $2, '9', 'offered', 'high', 'running', now() - interval '2 days', now())`,
        [portalId, id],
      );
    }, database.databaseUrl);
    const resume = () => stores[0].forPortal(portalId).transaction((tx) => resumePortal(tx));
    expect(await resume()).toBe(true);
    expect(await resume()).toBe(false);
    const [handoff] = await stores[0]
      .forPortal(portalId)
      .transaction((tx) => tx.db.selectFrom('handoffs').select('sla_due_at').execute());
    expect((handoff?.sla_due_at?.getTime() ?? 0) - Date.now()).toBeGreaterThan(23 * 3_600_000);
    expect(await statusOf(portalId)).toMatchObject({ status: 'active', suspended_at: null, purge_after: null });
  });

  it('is deleted with all it had after 30 days, not before, and not once it is back', async () => {
    const [early, late, back] = [await suspended(), await suspended(), await suspended()];
    await asAdmin(
      (client) =>
        client.query(`update portals set purge_after = now() - interval '1 minute' where portal_id = any($1)`, [
          [late, back],
        ]),
      database.databaseUrl,
    );
    await stores[0].forPortal(back).transaction((tx) => resumePortal(tx));
    expect(await purgeDue(stores[1])).toBe(1);
    expect(await statusOf(late)).toBeUndefined();
    expect((await statusOf(early))?.status).toBe('suspended');
    expect((await statusOf(back))?.status).toBe('active');
    const left = await asAdmin(
      (client) => client.query('select 1 from oauth_tokens where portal_id = $1', [late]),
      database.databaseUrl,
    );
    expect(left.rowCount).toBe(0);
  });
});

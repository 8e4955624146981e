import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BadConfiguration, GrantRevoked, HubSpotUnavailable } from '../src/errors.ts';
import { purgeDue, resumePortal } from '../src/install/suspend.ts';
import { startTokens, type TokenScene } from './install-tokens-scene.ts';
import { asAdmin } from './support/postgres.ts';

let scene: TokenScene;
beforeAll(async () => {
  scene = await startTokens();
});
afterAll(() => scene.stop());

async function suspended(): Promise<number> {
  const portalId = await scene.installed({ expiresInSeconds: 10 });
  scene.hubspot.refusal = { status: 400, body: { error: 'invalid_grant' } };
  await expect(scene.processes[0].accessToken(portalId)).rejects.toBeInstanceOf(GrantRevoked);
  return portalId;
}

describe('access tokens', () => {
  it('are kept encrypted and used until five minutes before they end', async () => {
    const portalId = await scene.installed({ expiresInSeconds: 1_800 });
    expect(await scene.processes[1].accessToken(portalId)).toBe('first');
    expect(scene.hubspot.refreshes).toEqual([]);
    const rows = await asAdmin(
      (client) => client.query('select * from oauth_tokens where portal_id = $1', [portalId]),
      scene.database.databaseUrl,
    );
    expect(Buffer.concat([rows.rows[0].access_token, rows.rows[0].refresh_token]).toString('latin1')).not.toContain(
      'first',
    );
    expect(rows.rows[0].key_id).toBe('test');
  });

  it('are renewed once for all calls of all processes, and the newest refresh token is kept', async () => {
    const portalId = await scene.installed({ expiresInSeconds: 200 });
    const calls = Array.from({ length: 10 }, (_, index) =>
      (index % 2 === 0 ? scene.processes[0] : scene.processes[1]).accessToken(portalId),
    );
    expect(new Set(await Promise.all(calls))).toEqual(new Set(['access-1']));
    expect(scene.hubspot.refreshes).toEqual([`${portalId}-first`]);
    await scene.age(portalId, '1 hour');
    expect(await scene.processes[1].accessToken(portalId, true)).toBe('access-2');
    expect(scene.hubspot.refreshes.at(-1)).toBe(`${portalId}-refresh-1`);
    expect((await scene.statusOf(portalId))?.scopes).toEqual(['oauth']);
  });

  it('forced after a 401 are not renewed again when that has just happened', async () => {
    const portalId = await scene.installed({ expiresInSeconds: 1_800 });
    await scene.age(portalId, '1 hour');
    expect(await scene.processes[0].accessToken(portalId, true)).toBe('access-1');
    expect(await scene.processes[1].accessToken(portalId, true)).toBe('access-1');
    expect(scene.hubspot.refreshes).toHaveLength(1);
  });

  it.each([[{ error: 'invalid_grant', status: 'BAD_REFRESH_TOKEN' }], [{ error: 'access_denied', status: 'BAD_HUB' }]])(
    'of a grant that is gone (%j) suspend the portal and keep its data',
    async (body) => {
      const portalId = await scene.installed({ expiresInSeconds: 10 });
      scene.hubspot.refusal = { status: 400, body };
      await expect(scene.processes[0].accessToken(portalId)).rejects.toBeInstanceOf(GrantRevoked);
      const portal = await scene.statusOf(portalId);
      expect(portal?.status).toBe('suspended');
      const days = ((portal?.purge_after?.getTime() ?? 0) - (portal?.suspended_at?.getTime() ?? 0)) / 86_400_000;
      expect(days).toBeCloseTo(30, 1);
      // HubSpot is not asked again for a portal that is suspended.
      await expect(scene.processes[1].accessToken(portalId)).rejects.toBeInstanceOf(GrantRevoked);
      expect(scene.hubspot.refreshes).toHaveLength(1);
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
    const portalId = await scene.installed({ expiresInSeconds: 10 });
    scene.hubspot.refusal = { status, body };
    await expect(scene.processes[0].accessToken(portalId)).rejects.toBeInstanceOf(kind);
    expect((await scene.statusOf(portalId))?.status).toBe('active');
    scene.hubspot.refusal = null;
    expect(await scene.processes[0].accessToken(portalId)).toMatch(/^access-/);
  });

  it('of an unknown portal: nothing to use, nothing to suspend', async () => {
    await expect(scene.processes[0].accessToken(99_999)).rejects.toBeInstanceOf(GrantRevoked);
  });

  it('that nobody used for a day are renewed, so that a silent uninstall is noticed', async () => {
    const [used, unused, gone] = [
      await scene.installed({ expiresInSeconds: 1_800 }),
      await scene.installed({ expiresInSeconds: 1_800 }),
      await scene.installed({ expiresInSeconds: 1_800 }),
    ];
    await scene.age(unused, '24 hours');
    expect(await scene.processes[0].refreshDue()).toBe(1);
    expect(scene.hubspot.refreshes).toEqual([`${unused}-first`]);
    await scene.age(gone, '24 hours');
    scene.hubspot.refusal = { status: 400, body: { error: 'invalid_grant', status: 'BAD_REFRESH_TOKEN' } };
    expect(await scene.processes[0].refreshDue()).toBe(0);
    expect((await scene.statusOf(gone))?.status).toBe('suspended');
    expect((await scene.statusOf(used))?.status).toBe('active');
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
    }, scene.database.databaseUrl);
    const resume = () => scene.stores[0].forPortal(portalId).transaction((tx) => resumePortal(tx));
    expect(await resume()).toBe(true);
    expect(await resume()).toBe(false);
    const [handoff] = await scene.stores[0]
      .forPortal(portalId)
      .transaction((tx) => tx.db.selectFrom('handoffs').select('sla_due_at').execute());
    expect((handoff?.sla_due_at?.getTime() ?? 0) - Date.now()).toBeGreaterThan(23 * 3_600_000);
    expect(await scene.statusOf(portalId)).toMatchObject({ status: 'active', suspended_at: null, purge_after: null });
  });

  it('is deleted with all it had after 30 days, not before, and not once it is back', async () => {
    const [early, late, back] = [await suspended(), await suspended(), await suspended()];
    await asAdmin(
      (client) =>
        client.query(`update portals set purge_after = now() - interval '1 minute' where portal_id = any($1)`, [
          [late, back],
        ]),
      scene.database.databaseUrl,
    );
    await scene.stores[0].forPortal(back).transaction((tx) => resumePortal(tx));
    expect(await purgeDue(scene.stores[1])).toBe(1);
    expect(await scene.statusOf(late)).toBeUndefined();
    expect((await scene.statusOf(early))?.status).toBe('suspended');
    expect((await scene.statusOf(back))?.status).toBe('active');
    const left = await asAdmin(
      (client) => client.query('select 1 from oauth_tokens where portal_id = $1', [late]),
      scene.database.databaseUrl,
    );
    expect(left.rowCount).toBe(0);
  });
});

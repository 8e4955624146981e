import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from 'pg';
import { GrantRevoked } from '../src/errors.ts';
import { resumePortal } from '../src/install/suspend.ts';
import { grantOf, startTokens, type TokenScene } from './install-tokens-scene.ts';
import { asAdmin } from './support/postgres.ts';

let scene: TokenScene;
let release = () => {};
beforeAll(async () => {
  scene = await startTokens();
});
afterEach(() => release());
afterAll(() => scene.stop());

describe('while HubSpot is slow to renew', () => {
  it('three portals wait for it, and nobody else: not for a connection, not for a token that is good', async () => {
    const good = await scene.installed({ expiresInSeconds: 1_800 });
    const ending: number[] = [];
    for (let n = 0; n < 14; n += 1) ending.push(await scene.installed({ expiresInSeconds: 10 }));
    release = scene.holdAnswers();
    const renewals = ending.map((portalId) => scene.processes[0].accessToken(portalId));
    await expect.poll(() => scene.hubspot.open).toBe(3);
    expect(await scene.processes[0].accessToken(good, true)).toBe('first');
    const others = Array.from({ length: 20 }, () => scene.statusOf(good));
    expect((await Promise.all(others)).map((portal) => portal?.status)).toEqual(Array(20).fill('active'));
    expect(scene.hubspot.open).toBe(3);
    release();
    expect(new Set(await Promise.all(renewals)).size).toBe(14);
    expect(scene.hubspot.refreshes.toSorted()).toEqual(ending.map((portalId) => `${portalId}-first`).toSorted());
  });

  it('more calls for a portal that waits for its turn do not ask for it again', async () => {
    const ending: number[] = [];
    for (let n = 0; n < 5; n += 1) ending.push(await scene.installed({ expiresInSeconds: 10 }));
    release = scene.holdAnswers();
    const renewals = [...ending, ...ending].map((portalId) => scene.processes[0].accessToken(portalId));
    await expect.poll(() => scene.hubspot.open).toBe(3);
    renewals.push(...ending.map((portalId) => scene.processes[0].accessToken(portalId)));
    release();
    expect(new Set(await Promise.all(renewals)).size).toBe(5);
    expect(scene.hubspot.refreshes).toHaveLength(5);
  });
});

describe('a grant that is refused while the app is installed again', () => {
  it('is suspended before the new grant is saved, so that the new one stays', async () => {
    const portalId = await scene.installed({ expiresInSeconds: 10 });
    scene.hubspot.refusal = { status: 400, body: { error: 'invalid_grant' } };
    await asAdmin(async (client) => {
      // Somebody has the portal's row, so that the suspension is seen on its way.
      await client.query('begin');
      await client.query('select 1 from portals where portal_id = $1 for no key update', [portalId]);
      const refused = expect(scene.processes[0].accessToken(portalId)).rejects.toBeInstanceOf(GrantRevoked);
      await expect.poll(() => waiting(client)).toBe(1);
      const free = await client.query('select 1 from oauth_tokens where portal_id = $1 for update skip locked', [
        portalId,
      ]);
      expect(free.rowCount).toBe(0);

      const again = installedAgain(portalId);
      await expect.poll(() => waiting(client)).toBe(2);
      await client.query('commit');
      await refused;
      expect(await again).toBe(true);
    }, scene.database.databaseUrl);
    expect((await scene.statusOf(portalId))?.status).toBe('active');
    expect(await scene.processes[0].accessToken(portalId)).toBe('second');
  });
});

/** Sessions that wait for somebody's lock. A client in a transaction sees them as of its first look. */
async function waiting(client: Client): Promise<number> {
  await client.query('select pg_stat_clear_snapshot()');
  const { rows } = await client.query<{ count: string }>(
    `select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return Number(rows[0]?.count);
}

async function installedAgain(portalId: number): Promise<boolean> {
  await scene.processes[1].save(portalId, grantOf(portalId, { expiresInSeconds: 1_800, name: 'second' }));
  return scene.stores[1].forPortal(portalId).transaction((tx) => resumePortal(tx));
}

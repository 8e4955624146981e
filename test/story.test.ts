import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { flippedQuirks, mixedQuirks, type Quirks } from '../emulator/quirks.ts';
import { installApp } from '../demo/install-app.ts';
import { startLocalStack, type LocalStack } from '../demo/local-stack.ts';
import type { JudgedLead } from '../demo/judge-lead.ts';
import { readOptions } from '../demo/options.ts';
import { INSTALLER_USER_ID, seedUsers } from '../demo/sample-people.ts';
import { openPortal, planRun, runLeads } from '../demo/sample-run.ts';
import { generateLeads } from '../demo/generate-leads.ts';
import { samplePortal } from '../demo/sample-portal.ts';
import { replay } from '../src/audit/replay.ts';
import { parseKeyRing } from '../src/store/encryption.ts';
import { openStore } from '../src/store/store.ts';
import { assertConsistent } from './support/consistency.ts';
import { asAdmin, testDatabase, type TestDatabase } from './support/postgres.ts';
import { redisServer, startRedis, type TestRedis } from './support/redis.ts';

/**
 * The whole story on real parts: signed webhooks of the emulator go in, and what a person finds in the CRM comes out.
 * Everything is counted from the emulator's state.
 */
/** Real processes that are killed and started again, on whatever machine: a test that hangs is ended, a slow one is not. */
vi.setConfig({ testTimeout: 240_000 });

const MIXED_SEED = 20_261_120;
const KEYS = `test:${randomBytes(32).toString('base64')}`;

interface Scene {
  stack: LocalStack;
  database: TestDatabase;
}
const opened: { stop(): Promise<unknown> }[] = [];
afterEach(async () => {
  while (opened.length > 0) await opened.pop()?.stop();
});

async function openScene(options: { redis?: TestRedis; quirks?: Quirks } = {}): Promise<Scene> {
  const database = await testDatabase();
  opened.push({ stop: () => database.close() });
  const stack = await startLocalStack({
    databaseUrl: database.databaseUrl,
    redisUrl: options.redis?.url,
    env: { BATON_ENCRYPTION_KEYS: KEYS },
  });
  opened.push(stack);
  if (options.quirks !== undefined) {
    const answer = await fetch(`${stack.emulatorUrl}/_emulator/quirks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(options.quirks),
    });
    expect(answer.status).toBe(200);
  }
  return { stack, database };
}

async function play(
  scene: Scene,
  o: { leads: number; seed?: number; quirks?: Quirks; queue?: 'postgres' | 'redis'; onComplete?: (n: number) => void },
) {
  const { stack } = scene;
  const plan = planRun(readOptions(['--once', '--leads', `${o.leads}`, '--seed', `${o.seed ?? 1}`]));
  const portalId = await openPortal({ stack, contacts: plan.contacts });
  const run = await runLeads({
    stack,
    portalId,
    plan,
    perSecond: 10,
    queue: o.queue ?? 'postgres',
    onLook: ({ judged }) => o.onComplete?.(judged.filter(({ missing }) => missing.length === 0).length),
  });
  return { ...run, portalId, wrong: run.judged.flatMap((lead) => wrongIn(lead, o.quirks)) };
}

/** Where HubSpot does not tell who is away, a colleague of the same team who is away is as right as the others. */
function wrongIn({ misrouted, sent, ownerId }: JudgedLead, quirks?: Quirks): string[] {
  const teamOf = new Map(seedUsers(0).map((user) => [user.ownerId, user.teamId]));
  const teams = new Set(sent.lead.truth.owners?.map((owner) => teamOf.get(owner)));
  const unknown = quirks?.availabilityMissing === true || quirks?.optionalScopeDeclined === true;
  const colleague = unknown && ownerId !== null && teams.has(teamOf.get(ownerId));
  return misrouted === null || colleague ? [] : [`${sent.contactId}: ${misrouted} (${ownerId ?? 'nobody'})`];
}

const FLAWLESS = { held: 0, duplicateTasks: 0, ownerless: 0, misrouted: 0, errors: [] };

/** Events that HubSpot sends again may still make Baton look once more after everything is complete; then all is at rest. */
async function comesToRest({ stack, database }: Scene, portalId: number): Promise<void> {
  await vi.waitFor(
    async () =>
      assertConsistent({
        databaseUrl: database.databaseUrl,
        portalId,
        state: await stack.control.state(portalId),
      }),
    { timeout: 60_000, interval: 300 },
  );
}

describe('a portal that is live', () => {
  it.each([
    ['as the documents say', undefined],
    ['the other way round', flippedQuirks()],
    ['as a coin says', mixedQuirks(MIXED_SEED)],
  ])('gets every enquiry to its owner with HubSpot answering %s', async (_name, quirks) => {
    const scene = await openScene({ quirks });
    const { figures, wrong, portalId } = await play(scene, { leads: 60, quirks });
    expect(wrong, scene.stack.app.logTail()).toEqual([]);
    expect(figures).toMatchObject({
      ...FLAWLESS,
      misrouted: expect.any(Number),
      leads: 60,
      handoffsComplete: figures.routed,
    });
    expect(figures.routed).toBeGreaterThanOrEqual(39);
    await comesToRest(scene, portalId);
  });

  it.skipIf(redisServer === null)('does the same with its bells in Redis', async () => {
    const redis = await startRedis();
    opened.push(redis);
    const scene = await openScene({ redis });
    const { figures, wrong, portalId } = await play(scene, { leads: 60, seed: 2, queue: 'redis' });
    expect(wrong, scene.stack.app.logTail()).toEqual([]);
    expect(figures).toMatchObject({ ...FLAWLESS, leads: 60, handoffsComplete: figures.routed });
    await comesToRest(scene, portalId);
  });

  it('loses nothing and does nothing twice when the app is killed in the middle', async () => {
    const scene = await openScene();
    const kills: Promise<void>[] = [];
    const killAt = [10, 25, 40];
    let isUp = true;
    const { figures, wrong, portalId } = await play(scene, {
      leads: 60,
      seed: 3,
      onComplete: (complete) => {
        if (!isUp || complete < (killAt[0] ?? Infinity)) return;
        killAt.shift();
        isUp = false;
        kills.push(killAndRestart());
      },
    });
    await Promise.all(kills);
    // On a slow machine everything may be complete before the app is up for the next kill.
    expect(kills.length).toBeGreaterThanOrEqual(1);
    expect(wrong, scene.stack.app.logTail()).toEqual([]);
    expect(figures).toMatchObject({ ...FLAWLESS, leads: 60, handoffsComplete: figures.routed });
    await comesToRest(scene, portalId);

    async function killAndRestart(): Promise<void> {
      await scene.stack.app.kill('SIGKILL');
      await scene.stack.app.start();
      isUp = true;
    }
  });

  it('can recompute every decision to the same bytes', async () => {
    const scene = await openScene();
    const { portalId } = await play(scene, { leads: 40, seed: 4 });
    const store = await openStore({ databaseUrl: scene.database.databaseUrl, keys: parseKeyRing(KEYS), role: 'cli' });
    opened.push({ stop: () => store.close() });
    const report = await replay(store.forPortal(portalId), 'live');
    expect(report).toMatchObject({ different: [], broken: [], erased: 0 });
    expect(report.same).toBeGreaterThanOrEqual(40);
  });
});

describe('a portal that has just installed', () => {
  it('decides every enquiry and changes nothing', async () => {
    const { stack, database } = await openScene();
    const { leads, contacts } = generateLeads({ seed: 5, count: 80 });
    const portalId = 4_242;
    await stack.control.seed({ portals: [samplePortal({ portalId, nowMs: Date.now(), contacts })] });
    await installApp({ appUrl: stack.appUrl, portalId, userId: INSTALLER_USER_ID });
    const created = leads.filter(({ how }) => how.kind === 'create').slice(0, 50);
    expect(created).toHaveLength(50);
    for (const { source, userId, properties } of created) {
      await stack.control.createContacts({ portalId, source, userId, contacts: [{ properties: { ...properties } }] });
    }
    const decided = () =>
      asAdmin(async (client) => {
        const { rows } = await client.query(
          `select ledger, count(distinct contact_id)::int as n from decisions where portal_id = $1 group by 1`,
          [portalId],
        );
        return rows;
      }, database.databaseUrl);
    await vi.waitFor(async () => expect(await decided()).toEqual([{ ledger: 'observe', n: 50 }]), {
      timeout: 40_000,
      interval: 200,
    });

    const state = await stack.control.state(portalId);
    expect(state.tasks).toEqual([]);
    for (const contact of state.contacts) {
      expect(
        contact.history.hubspot_owner_id.filter(({ source }) => source === 'INTEGRATION'),
        contact.id,
      ).toEqual([]);
      expect(contact.properties['baton_status'] ?? null, contact.id).toBeNull();
    }
  });
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signV3 } from '../src/hubspot/signature.ts';
import { policySchema } from '../src/policy/schema.ts';
import { lockBalance } from '../src/store/tables/balances.ts';
import { insertWrites, markSent, type PlannedWrite } from '../src/store/tables/crm-writes.ts';
import { policyInForce } from '../src/store/tables/policies.ts';
import { portalById } from '../src/store/tables/portals.ts';
import { CLIENT, portalSeed, startInstallation, type Installation } from './install-harness.ts';
import { asAdmin } from './support/postgres.ts';

let app: Installation;
const portalId = 4_242;
const other = 4_243;
beforeAll(async () => {
  app = await startInstallation();
  await app.seed({ portals: [portalSeed(portalId), portalSeed(other)] });
  await app.agree({ portalId, userId: 7 });
});
afterAll(() => app.stop());

const facts = () => app.store.forPortal(portalId).transaction((tx) => portalById(tx));
const uuid = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
const policy = async () => {
  const row = await app.store.forPortal(portalId).transaction((tx) => policyInForce(tx, new Date()));
  return { version: row?.version, document: policySchema.parse(row?.document) };
};
const setMode = (userId: number, body: object) =>
  app.fetchAs({ portalId, userId, method: 'POST', url: '/settings/mode', body: JSON.parse(JSON.stringify(body)) });

describe('POST /settings/mode', () => {
  it('goes live for the person who installed it, notes when, and rings', async () => {
    const before = app.rung.length;
    const { document } = await policy();
    expect(await setMode(7, { mode: 'live' })).toEqual({
      status: 200,
      body: { ok: true, mode: 'live', pool: document.defaultPool },
    });
    const since = (await facts())?.liveSince;
    expect(since).toBeInstanceOf(Date);
    expect(app.rung.slice(before)).toEqual([portalId]);
    await setMode(7, { mode: 'paused' });
    expect((await facts())?.mode).toBe('paused');
    await setMode(7, { mode: 'live' });
    expect(await facts()).toMatchObject({ mode: 'live', liveSince: since });
    expect((await policy()).version).toBe(1);
  });

  it('publishes a policy when it names another pool, once', async () => {
    const { document } = await policy();
    const pool = document.pools.find(({ name }) => name !== document.defaultPool)?.name ?? '';
    expect(await setMode(7, { mode: 'live', pool })).toMatchObject({ body: { ok: true, pool } });
    expect(await setMode(7, { mode: 'live', pool })).toMatchObject({ body: { ok: true, pool } });
    const after = await policy();
    expect(after.version).toBe(2);
    expect(after.document).toEqual({ ...document, defaultPool: pool });
  });

  it('lets super admins in and named admins, nobody else', async () => {
    expect(await setMode(9, { mode: 'observe' })).toMatchObject({ body: { ok: true } });
    expect(await setMode(8, { mode: 'live' })).toMatchObject({
      status: 200,
      body: { ok: false, error: { code: 'not_allowed' } },
    });
    expect(await facts()).toMatchObject({ mode: 'observe' });
    await app.store.forPortal(portalId).transaction((tx) =>
      tx.db
        .updateTable('portals')
        .set({ admin_user_ids: [8] })
        .execute(),
    );
    expect(await setMode(8, { mode: 'live' })).toMatchObject({ body: { ok: true } });
  });

  it.each([
    [{ mode: 'loud' }, 'bad_input'],
    [{}, 'bad_input'],
    [{ mode: 'live', pool: '' }, 'bad_input'],
    [{ mode: 'live', portalId: other }, 'bad_input'],
    [{ mode: 'live', pool: 'No such pool' }, 'unknown_pool'],
  ])('answers %j with a sentence and changes nothing', async (body, code) => {
    const before = [await facts(), (await policy()).version];
    const answer = await setMode(7, body);
    expect(answer).toMatchObject({
      status: 200,
      body: { ok: false, error: { code, sentence: expect.stringMatching(/\w+ .*\./) } },
    });
    expect([await facts(), (await policy()).version]).toEqual(before);
  });

  it('refuses an account that never installed it', async () => {
    const answer = await app.fetchAs({
      portalId: other,
      userId: 7,
      method: 'POST',
      url: '/settings/mode',
      body: { mode: 'live' },
    });
    expect(answer).toMatchObject({ status: 200, body: { ok: false, error: { code: 'not_allowed' } } });
  });

  it('forgets leads that were held while observing, and only those', async () => {
    await setMode(7, { mode: 'observe' });
    await app.store.forPortal(portalId).transaction(async (tx) => {
      for (const [n, ledger] of [
        [1, 'observe'],
        [2, 'live'],
      ] as const) {
        await tx.db
          .insertInto('decisions')
          .values({
            portal_id: portalId,
            decision_id: uuid(n),
            ledger,
            seq: n,
            contact_id: `${n}`,
            enquiry_id: uuid(n),
            decided_by: 'drain',
            outcome: 'held',
            reason: 'nobody_free',
            policy_version: 1,
            policy_hash: '',
            engine: '',
            verdict: '{}',
            snapshot_hash: Buffer.alloc(1),
            receipt: Buffer.alloc(1),
            previous_receipt: Buffer.alloc(1),
            decided_at: new Date(),
          })
          .execute();
      }
      await tx.db
        .insertInto('mailbox')
        .values([
          { portal_id: portalId, contact_id: '1', lane: 'fresh', state: 'held', reasons: '[]', decision_id: uuid(1) },
          { portal_id: portalId, contact_id: '2', lane: 'fresh', state: 'held', reasons: '[]', decision_id: uuid(2) },
          { portal_id: portalId, contact_id: '3', lane: 'fresh', reasons: '[]' },
        ])
        .execute();
    });
    await setMode(7, { mode: 'live' });
    const rows = await app.store
      .forPortal(portalId)
      .transaction((tx) => tx.db.selectFrom('mailbox').select('contact_id').orderBy('contact_id').execute());
    expect(rows.map((row) => row.contact_id)).toEqual(['2', '3']);
  });
});

/** Of all CRM writes: state, whether there is something to write, whether it is open. */
const states = async () => {
  const rows = await app.store
    .forPortal(portalId)
    .transaction((tx) =>
      tx.db.selectFrom('crm_writes').select(['state', 'payload', 'done_at', 'lease_id']).orderBy('seq').execute(),
    );
  return rows.map((row) => `${row.state} ${row.payload === null ? 'empty' : 'full'} ${row.done_at === null}`);
};

describe('writes to HubSpot that are not sent', () => {
  const lease = { leaseId: uuid(9), processId: uuid(8) };
  const writes = (...contactIds: string[]) =>
    contactIds.map((contactId, n): PlannedWrite => ({
      writeId: randomUUID(),
      contactId,
      decisionId: uuid(n),
      handoffId: null,
      lane: 'fresh',
      kind: 'task_update',
      payload: { taskId: '1', properties: { hs_task_status: 'COMPLETED' } },
    }));

  it('wait while it is paused and end when it only observes; what was sent may finish', async () => {
    await setMode(7, { mode: 'live' });
    const [first, second, third] = writes('1', '2', '3');
    if (first === undefined || second === undefined || third === undefined) throw new Error('three writes');
    const portal = app.store.forPortal(portalId);
    await portal.transaction((tx) => insertWrites(tx, [first, second], lease));
    await portal.transaction((tx) => insertWrites(tx, [third]));
    await portal.transaction((tx) => markSent(tx, { leaseId: lease.leaseId, writeIds: [first.writeId] }));
    await setMode(7, { mode: 'paused' });
    expect(await states()).toEqual(['sent full true', 'todo full true', 'todo full true']);
    expect(await setMode(7, { mode: 'observe', pool: 'No such pool' })).toMatchObject({ body: { ok: false } });
    expect(await states()).toEqual(['sent full true', 'todo full true', 'todo full true']);
    expect(await setMode(7, { mode: 'observe' })).toMatchObject({ body: { ok: true } });
    expect(await states()).toEqual(['sent full true', 'superseded empty false', 'superseded empty false']);
    // Whoever had taken them must not send them any more.
    const late = await portal.transaction((tx) =>
      markSent(tx, { leaseId: lease.leaseId, writeIds: [second.writeId, third.writeId] }),
    );
    expect([...late]).toEqual([]);
  });

  it('end too when their decision is being stored at that moment', async () => {
    await setMode(7, { mode: 'live' });
    const portal = app.store.forPortal(portalId);
    const observing = await portal.transaction(async (tx) => {
      await lockBalance(tx, 'live');
      const change = setMode(7, { mode: 'observe' });
      await expect.poll(() => lockWaits()).toBe(1);
      await insertWrites(tx, writes('4'));
      return { change };
    });
    expect(await observing.change).toMatchObject({ body: { ok: true } });
    expect((await states()).at(-1)).toBe('superseded empty false');
  });
});

/** Sessions of the database that wait for somebody's lock. */
async function lockWaits(): Promise<number> {
  const { rows } = await asAdmin(
    (client) =>
      client.query<{ count: string }>(
        `select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      ),
    app.database.databaseUrl,
  );
  return Number(rows[0]?.count);
}

describe('signatures', () => {
  async function send(options: {
    query?: string;
    secret?: string;
    signedBody?: string;
    skewMs?: number;
    unsigned?: boolean;
  }) {
    const { query = `userId=7&portalId=${portalId}`, secret = CLIENT.clientSecret, skewMs = 0 } = options;
    const url = `${app.publicUrl}/settings/mode?${query}`;
    const body = '{"mode":"paused"}';
    const timestamp = String(Date.now() + skewMs);
    const signature = signV3({ secret, method: 'POST', url, body: options.signedBody ?? body, timestamp });
    const headers = {
      'content-type': 'application/json',
      'x-hubspot-request-timestamp': timestamp,
      'x-hubspot-signature-v3': signature,
    };
    const response = await fetch(url, { method: 'POST', body, headers: options.unsigned === true ? {} : headers });
    return { status: response.status, body: await response.json() };
  }

  it.each([
    ['no signature', { unsigned: true }],
    ['another secret', { secret: 'other' }],
    ['another body', { signedBody: '{"mode":"live"}' }],
    ['a time six minutes ago', { skewMs: -360_000 }],
    ['a time six minutes ahead', { skewMs: 360_000 }],
    ['no person', { query: `portalId=${portalId}` }],
    ['no portal', { query: 'userId=7' }],
    ['two portals', { query: `portalId=${portalId}&userId=7&portalId=${other}` }],
    ['a portal that is no number', { query: 'portalId=all&userId=7' }],
  ])('401 for %s', async (_name, options) => {
    const before = await facts();
    expect(await send(options)).toMatchObject({ status: 401, body: { ok: false, error: { code: 'bad_signature' } } });
    expect(await facts()).toEqual(before);
  });

  it('accepts a good one', async () => {
    expect(await send({})).toMatchObject({ status: 200, body: { ok: true, mode: 'paused' } });
  });

  it('refuses a body of 10 MB', async () => {
    const response = await fetch(`${app.publicUrl}/settings/mode`, { method: 'POST', body: 'x'.repeat(10_000_000) });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ ok: false, error: { code: 'bad_input' } });
  });

  it('counts refusals by reason', async () => {
    expect(await app.metrics.registry.metrics()).toMatch(
      /signed_requests_refused_total\{route="\/settings\/mode",reason="mismatch"\} [1-9]/,
    );
  });
});

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import express from 'express';
import { sql } from 'kysely';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { signV3 } from '../src/hubspot/signature.ts';
import { takeLeads } from '../src/mailbox/leases.ts';
import { createMetrics } from '../src/metrics.ts';
import type { Lane } from '../src/policy/taxonomy.ts';
import type { PortalTx, Store } from '../src/store/store.ts';
import { webhookRoutes } from '../src/webhooks/routes.ts';
import { asAdmin, testDatabase, type TestDatabase } from './support/postgres.ts';

const SECRET = '11111111-2222-3333-4444-555555555555';
const APP = 1001;
const PUBLIC = 'https://baton.example.test';
const PATH = '/webhooks/hubspot';

let database: TestDatabase;
let store: Store;
let server: Server;
let address: string;
let portalId = 500;
let rings: string[] = [];
let failRing = false;
let counts: Record<string, number> = {};
let eventId = 0;

async function ring(portal: number, lane: Lane): Promise<void> {
  rings.push(`${portal}-${lane}`);
  if (failRing) throw new Error('the queue is away');
}

/** Counts by label, through the real table of metrics, which refuses labels that it does not know. */
const table = createMetrics();
const metrics = {
  count: (...[name, labels = {}, by = 1]: Parameters<typeof table.count>) => {
    table.count(name, labels, by);
    const key = Object.values(labels).join(',');
    counts[key] = (counts[key] ?? 0) + by;
  },
};

function serve(on: Store): express.Express {
  const app = express();
  const logger = pino({ level: 'silent' });
  return app.use(
    webhookRoutes({ store: on, bells: { ring }, clientSecret: SECRET, appId: APP, publicUrl: PUBLIC, metrics, logger }),
  );
}

async function listen(app: express.Express): Promise<{ listener: Server; url: string }> {
  const listener = createServer(app).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const bound = listener.address();
  if (bound === null || typeof bound === 'string') throw new Error('not listening');
  return { listener, url: `http://127.0.0.1:${bound.port}${PATH}` };
}

beforeAll(async () => {
  database = await testDatabase();
  store = await database.store();
  ({ listener: server, url: address } = await listen(serve(store)));
});
afterAll(async () => {
  server?.close();
  await database?.close();
});
beforeEach(async () => {
  portalId += 1;
  rings = [];
  counts = {};
  failRing = false;
  await store.createPortal(portalId);
});

async function send(
  body: string | Buffer,
  o: { headers?: Record<string, string>; timestamp?: number; signature?: string; url?: string } = {},
): Promise<{ status: number; body: unknown }> {
  const timestamp = String(o.timestamp ?? Date.now());
  const signature = o.signature ?? signV3({ secret: SECRET, method: 'POST', url: PUBLIC + PATH, body, timestamp });
  const response = await fetch(o.url ?? address, {
    method: 'POST',
    body: typeof body === 'string' ? body : new Uint8Array(body),
    headers: {
      'content-type': 'application/json',
      'x-hubspot-request-timestamp': timestamp,
      'x-hubspot-signature-v3': signature,
      ...o.headers,
    },
  });
  return { status: response.status, body: await response.json() };
}
const deliver = (...events: unknown[]) => send(JSON.stringify(events));

interface Facts {
  objectId?: number;
  portalId?: number;
  occurredAt?: number;
  eventId?: number;
  changeSource?: string;
  sourceId?: string;
  attemptNumber?: number;
  [field: string]: unknown;
}
function event(subscriptionType: string, facts: Facts = {}): Record<string, unknown> {
  eventId += 1;
  return {
    eventId,
    portalId,
    appId: APP,
    objectId: 501,
    objectTypeId: '0-1',
    occurredAt: Date.now(),
    changeSource: 'FORM',
    attemptNumber: 0,
    subscriptionType,
    ...facts,
  };
}
const created = (facts: Facts = {}) => event('object.creation', facts);
const changed = (propertyName: string, propertyValue: string, facts: Facts = {}) =>
  event('object.propertyChange', { propertyName, propertyValue, ...facts });

const inPortal = <T>(work: (tx: PortalTx) => Promise<T>) => store.forPortal(portalId).transaction(work);
async function mailbox(): Promise<Record<string, { lane: string; whats: string[]; revision: number }>> {
  const rows = await inPortal((tx) =>
    tx.db.selectFrom('mailbox').select(['contact_id', 'lane', 'reasons', 'revision']).execute(),
  );
  return Object.fromEntries(
    rows.map((row) => [
      row.contact_id,
      { lane: row.lane, revision: row.revision, whats: row.reasons.map((one) => `${one.kind}:${one.what}`).toSorted() },
    ]),
  );
}
async function meet(contactId: string, facts: Record<string, unknown> = {}): Promise<void> {
  await inPortal((tx) =>
    tx.db
      .insertInto('contacts')
      .values({ portal_id: portalId, contact_id: contactId, ...facts })
      .execute(),
  );
}
async function openHandoff(contactId: string): Promise<void> {
  await inPortal((tx) =>
    tx.db
      .insertInto('handoffs')
      .values({
        portal_id: portalId,
        handoff_id: randomUUID(),
        contact_id: contactId,
        enquiry_id: randomUUID(),
        decision_id: randomUUID(),
        owner_id: '77',
        status: 'offered',
        urgency: 'normal',
        sla_state: 'running',
        opened_at: new Date(),
      })
      .execute(),
  );
}

describe('who may come in', () => {
  const body = '[]';
  test('a request that HubSpot signed', async () => {
    expect((await send(body)).status).toBe(200);
    expect(counts).toEqual({ accepted: 1 });
  });
  test.each([
    ['missing', { headers: { 'x-hubspot-signature-v3': '' } }],
    ['missing', { headers: { 'x-hubspot-request-timestamp': '' } }],
    ['stale', { timestamp: Date.now() - 301_000 }],
    ['stale', { timestamp: Date.now() + 301_000 }],
    ['stale', { headers: { 'x-hubspot-request-timestamp': 'yesterday' } }],
    ['mismatch', { signature: 'Gf7bhSb9kAOcClZ/qf5FQn/n2lk1sEz8DKPQa463ryw=' }],
  ])('not one that is %s (%#)', async (reason, request) => {
    const answer = await send(JSON.stringify([created()]), request);
    expect(answer).toMatchObject({ status: 401, body: { error: reason } });
    expect(counts).toEqual({ [reason]: 1 });
    expect(await mailbox()).toEqual({});
  });
  test('not one whose body was changed on the way', async () => {
    const timestamp = Date.now();
    const signature = signV3({ secret: SECRET, method: 'POST', url: PUBLIC + PATH, body, timestamp: `${timestamp}` });
    expect(await send(JSON.stringify([created()]), { timestamp, signature })).toMatchObject({
      status: 401,
      body: { error: 'mismatch' },
    });
  });
  test('not a compressed one', async () => {
    expect((await send(body, { headers: { 'content-encoding': 'gzip' } })).status).toBe(415);
  });
  test('not more than 1 MB, with an answer that says so', async () => {
    const answer = await send(Buffer.alloc(10_000_000, 'x'));
    expect(answer).toMatchObject({ status: 413, body: { error: 'too_large' } });
    expect(counts).toEqual({ too_large: 1 });
  });
  test.each([
    ['not_json', 'hello'],
    ['not_json', ''],
    ['not_json', Buffer.from([0xff, 0xfe, 0x00])],
    ['bad_shape', '{}'],
    ['bad_shape', 'null'],
  ])('%s: 400 (%#)', async (reason, text) => {
    expect(await send(text)).toMatchObject({ status: 400, body: { error: reason } });
    expect(counts).toEqual({ [reason]: 1 });
  });
});

describe('what is kept', () => {
  test('a hundred events of one portal, folded per contact, and one bell per lane', async () => {
    const events = Array.from({ length: 100 }, (_, at) =>
      at % 4 === 0 ? created({ objectId: at }) : changed(`p${at % 4}`, 'x', { objectId: at - (at % 4) }),
    );
    expect(await deliver(...events)).toEqual({ status: 200, body: { received: 100 } });
    const rows = await mailbox();
    expect(Object.keys(rows)).toHaveLength(25);
    expect(rows['96']).toEqual({
      lane: 'fresh',
      revision: 1,
      whats: ['change:p1', 'change:p2', 'change:p3', 'enquiry:creation'],
    });
    expect(rings).toEqual([`${portalId}-fresh`]);
    expect(counts).toEqual({ kept: 100, accepted: 1 });
  });

  test('the older names of the same events', async () => {
    await deliver(event('contact.creation', { objectTypeId: undefined }), {
      ...created({ objectId: 502 }),
      subscriptionType: undefined,
      eventType: 'object.creation',
    });
    expect(Object.keys(await mailbox())).toEqual(['501', '502']);
  });

  test('an import waits in the other lane', async () => {
    await deliver(created({ changeSource: 'IMPORT' }));
    expect(await mailbox()).toMatchObject({ 501: { lane: 'bulk' } });
    expect(rings).toEqual([`${portalId}-bulk`]);
  });

  test('a bad event does not take its neighbours with it', async () => {
    expect((await deliver(null, { nonsense: 1 }, created(), event('deal.creation'), 'x')).status).toBe(200);
    expect(Object.keys(await mailbox())).toEqual(['501']);
    expect(counts).toEqual({ malformed: 3, unknown_type: 1, kept: 1, accepted: 1 });
  });

  test('the same delivery again changes nothing, also beside something new', async () => {
    const first = created();
    await deliver(first);
    await deliver({ ...first, attemptNumber: 1 });
    await deliver({ ...first, attemptNumber: 2 }, created({ objectId: 502 }));
    expect(await mailbox()).toMatchObject({ 501: { revision: 1 }, 502: { revision: 1 } });
    expect(counts).toMatchObject({ kept: 2, repeated: 2 });
    expect(rings).toHaveLength(2);
  });

  test('twenty deliveries of the same events at once store each once', async () => {
    const events = Array.from({ length: 50 }, (_, at) => created({ objectId: at + 1 }));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => deliver(...(at % 2 === 0 ? events : events.toReversed()))),
    );
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
    expect(Object.values(await mailbox()).every((row) => row.revision === 1)).toBe(true);
    expect(counts).toMatchObject({ kept: 50, repeated: 950 });
  });

  test('portals of one request each for itself; one that is unknown is dropped', async () => {
    const other = portalId + 10_000;
    await store.createPortal(other);
    await deliver(created(), created({ portalId: other, objectId: 7 }), created({ portalId: 999_999 }));
    expect(Object.keys(await mailbox())).toEqual(['501']);
    const theirs = await takeLeads(store.forPortal(other), { lane: 'fresh', limit: 9, processId: store.processId });
    expect(theirs.map((lead) => lead.contactId)).toEqual(['7']);
    expect(counts).toMatchObject({ kept: 2, unknown_portal: 1, accepted: 1 });
    expect(rings.toSorted()).toEqual([`${portalId}-fresh`, `${other}-fresh`].toSorted());
  });

  test.each([
    ['suspended', { status: 'suspended' as const }, ['501']],
    ['paused', { mode: 'paused' as const }, ['501']],
    ['uninstalled', { status: 'uninstalled' as const }, []],
  ])('of a portal that is %s', async (_state, change, kept) => {
    await inPortal((tx) => tx.db.updateTable('portals').set(change).execute());
    expect((await deliver(created())).status).toBe(200);
    expect(Object.keys(await mailbox())).toEqual(kept);
    expect(rings).toEqual([]);
  });

  test('a bell that cannot be rung does not fail the answer', async () => {
    failRing = true;
    expect((await deliver(created())).status).toBe(200);
    await vi.waitFor(() => expect(rings).toHaveLength(1));
    expect(Object.keys(await mailbox())).toEqual(['501']);
  });
});

const days = (count: number) => new Date(Date.now() - count * 86_400_000);

describe('changes of contacts', () => {
  test.each([
    ['nobody has heard of', null, 0],
    ['was skipped', { outcome: 'skipped' }, 0],
    ['is nurtured', { outcome: 'nurtured' }, 1],
    ['was closed a week ago', { outcome: 'routed', handoff_closed_at: days(7) }, 1],
    ['was closed long ago', { outcome: 'routed', handoff_closed_at: days(31) }, 0],
    ['is gone', { outcome: 'nurtured', gone: 'deleted' }, 0],
  ])('of one who %s', async (_who, contact, kept) => {
    if (contact !== null) await meet('501', contact);
    await deliver(changed('phone', '1'));
    expect(Object.keys(await mailbox())).toHaveLength(kept);
    expect(counts).toMatchObject(kept === 1 ? { kept: 1 } : { unrelated: 1 });
  });

  test('of one with an open handoff, also by its company', async () => {
    await meet('501', { company_id: '9', outcome: 'routed' });
    await meet('502', { company_id: '9', outcome: 'skipped' });
    await openHandoff('501');
    await deliver(
      event('object.propertyChange', {
        objectId: 9,
        objectTypeId: '0-2',
        propertyName: 'industry',
        propertyValue: 'x',
        changeSource: 'CRM_UI',
      }),
    );
    expect(await mailbox()).toMatchObject({ 501: { whats: ['company:industry'] } });
    expect(Object.keys(await mailbox())).toEqual(['501']);
  });

  test('a company associated late wakes the lead that waits for it', async () => {
    await deliver(created());
    await inPortal((tx) => sql`update mailbox set not_before = now() + interval '8 seconds'`.execute(tx.db));
    await deliver(
      event('object.associationChange', {
        objectId: undefined,
        associationType: 'CONTACT_TO_COMPANY',
        fromObjectId: 501,
        toObjectId: 9,
      }),
    );
    const [lead] = await takeLeads(store.forPortal(portalId), { lane: 'fresh', limit: 9, processId: store.processId });
    expect(lead?.reasons.map((one) => one.what)).toEqual(['creation', 'association']);
  });

  test('our own writes are recognised, by the app or by what was written', async () => {
    await meet('501', { outcome: 'nurtured', owner_written: '77', owner_written_at: new Date() });
    await deliver(changed('hubspot_owner_id', '88', { changeSource: 'INTEGRATION', sourceId: `${APP}` }));
    await deliver(changed('hubspot_owner_id', '77', { changeSource: 'INTEGRATION' }));
    expect(await mailbox()).toEqual({});
    expect(counts).toMatchObject({ own_write: 2 });
    await deliver(changed('hubspot_owner_id', '77', { changeSource: 'CRM_UI', sourceId: 'userId:7' }));
    expect(await mailbox()).toMatchObject({ 501: { whats: ['owner:hubspot_owner_id'] } });
  });
});

const goneOf = (contactId: string) =>
  inPortal((tx) =>
    tx.db.selectFrom('contacts').select(['gone', 'merged_into']).where('contact_id', '=', contactId).executeTakeFirst(),
  );

describe('contacts that go', () => {
  test('leave the mailbox', async () => {
    await deliver(created());
    await deliver(event('object.deletion'));
    expect(await mailbox()).toEqual({});
    expect(await goneOf('501')).toEqual({ gone: 'deleted', merged_into: null });
    await deliver(changed('message', 'x'));
    expect(await mailbox()).toEqual({});
  });

  test('and come back when they are restored', async () => {
    await meet('501', { outcome: 'nurtured', gone: 'deleted', gone_at: new Date() });
    await deliver(event('object.restore'));
    expect(await goneOf('501')).toEqual({ gone: null, merged_into: null });
    expect(Object.keys(await mailbox())).toEqual(['501']);
  });

  test('an erased contact stays erased, in whatever order its two events come', async () => {
    await meet('501', { outcome: 'nurtured' });
    await deliver(event('contact.privacyDeletion'), event('object.deletion'));
    expect(await goneOf('501')).toMatchObject({ gone: 'privacy' });
  });

  test('what a merged contact asked for, its winner inherits', async () => {
    await deliver(created(), created({ objectId: 502, changeSource: 'IMPORT' }));
    await deliver(
      event('object.merge', {
        objectId: 600,
        primaryObjectId: 600,
        newObjectId: 600,
        mergedObjectIds: [501, 502],
        changeSource: 'CRM_UI',
      }),
    );
    expect(await mailbox()).toMatchObject({ 600: { lane: 'fresh', whats: ['change:merge', 'enquiry:creation'] } });
    expect(await goneOf('501')).toEqual({ gone: 'merged', merged_into: '600' });
    expect(await goneOf('600')).toBeUndefined();
  });
});

test('when the store is away HubSpot is asked to send again, and nothing is rung', async () => {
  const lost = await testDatabase();
  const lostStore = await lost.store(portalId);
  const { listener, url } = await listen(serve(lostStore));
  try {
    const name = new URL(lost.databaseUrl).pathname.slice(1);
    await asAdmin((client) => client.query(`drop database ${name} with (force)`));
    await vi.waitFor(async () => {
      const answer = await send(JSON.stringify([created()]), { url });
      expect(answer.status).toBe(503);
    });
    expect(rings).toEqual([]);
  } finally {
    listener.close();
    await lost.close();
  }
});

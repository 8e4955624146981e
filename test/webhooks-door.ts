import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import express from 'express';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { signV3 } from '../src/hubspot/signature.ts';
import { createMetrics } from '../src/metrics.ts';
import type { Lane } from '../src/policy/taxonomy.ts';
import type { PortalTx, Store } from '../src/store/store.ts';
import { webhookRoutes } from '../src/webhooks/routes.ts';
import { testDatabase, type TestDatabase } from './support/postgres.ts';

/** For the tests of the door: the routes on a real server, signed deliveries, and a look at what was stored. */
export const SECRET = '11111111-2222-3333-4444-555555555555';
export const APP = 1001;
export const PUBLIC = 'https://baton.example.test';
export const PATH = '/webhooks/hubspot';

let database: TestDatabase;
export let databaseUrl: string;
export let store: Store;
let server: Server;
let address: string;
export let portalId = 500;
export let rings: string[] = [];
let failRing = false;
export function breakBells(): void {
  failRing = true;
}
export let counts: Record<string, number> = {};
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

export function serve(on: Store): express.Express {
  const app = express();
  const logger = pino({ level: 'silent' });
  return app.use(
    webhookRoutes({ store: on, bells: { ring }, clientSecret: SECRET, appId: APP, publicUrl: PUBLIC, metrics, logger }),
  );
}

export async function listen(app: express.Express): Promise<{ listener: Server; url: string }> {
  const listener = createServer(app).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const bound = listener.address();
  if (bound === null || typeof bound === 'string') throw new Error('not listening');
  return { listener, url: `http://127.0.0.1:${bound.port}${PATH}` };
}

beforeAll(async () => {
  database = await testDatabase();
  ({ databaseUrl } = database);
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

export async function send(
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
export const deliver = (...events: unknown[]) => send(JSON.stringify(events));

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
export function event(subscriptionType: string, facts: Facts = {}): Record<string, unknown> {
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
export const created = (facts: Facts = {}) => event('object.creation', facts);
export const changed = (propertyName: string, propertyValue: string, facts: Facts = {}) =>
  event('object.propertyChange', { propertyName, propertyValue, ...facts });

export const inPortal = <T>(work: (tx: PortalTx) => Promise<T>) => store.forPortal(portalId).transaction(work);
export async function mailbox(): Promise<Record<string, { lane: string; whats: string[]; revision: number }>> {
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
export async function meet(contactId: string, facts: Record<string, unknown> = {}): Promise<void> {
  await inPortal((tx) =>
    tx.db
      .insertInto('contacts')
      .values({ portal_id: portalId, contact_id: contactId, ...facts })
      .execute(),
  );
}
export async function openHandoff(contactId: string): Promise<void> {
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

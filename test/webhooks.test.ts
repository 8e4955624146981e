import { describe, expect, test, vi } from 'vitest';
import { signV3 } from '../src/hubspot/signature.ts';
import { takeLeads } from '../src/mailbox/leases.ts';
import { asAdmin, testDatabase } from './support/postgres.ts';
import {
  PATH,
  PUBLIC,
  SECRET,
  breakBells,
  changed,
  counts,
  created,
  deliver,
  event,
  inPortal,
  listen,
  mailbox,
  portalId,
  rings,
  send,
  serve,
  store,
} from './webhooks-door.ts';

describe('who may come in', () => {
  const body = '[]';
  test('a request that HubSpot signed', async () => {
    expect((await send(body)).status).toBe(200);
    expect(counts).toEqual({ accepted: 1 });
  });
  test.each([
    ['missing', { headers: { 'x-hubspot-signature-v3': '' } }],
    ['missing', { headers: { 'x-hubspot-request-timestamp': '' } }],
    ['stale', { timestamp: Date.now() - 400_000 }],
    ['stale', { timestamp: Date.now() + 400_000 }],
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

  test('nor does one that no database could store', async () => {
    const answer = await deliver(
      created({ occurredAt: 8.65e15 }),
      created({ occurredAt: 9e15, objectId: 503, subscriptionType: 'object.deletion' }),
      created({ changeSource: 'FO\u0000RM' }),
      created({ sourceId: '\u0000' }),
      changed('mess\u0000age', 'x'),
      changed('hubspot_owner_id', '7\u0000', { objectId: 502 }),
      created({ changeSource: '\ud800' }),
      created({ objectId: 502 }),
      changed('message', 'a\u0000b', { objectId: 502 }),
    );
    expect(answer.status).toBe(200);
    expect(await mailbox()).toEqual({
      502: { lane: 'fresh', revision: 1, whats: ['enquiry:creation', 'enquiry:message'] },
    });
    expect(counts).toEqual({ malformed: 7, kept: 2, accepted: 1 });
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
    breakBells();
    expect((await deliver(created())).status).toBe(200);
    await vi.waitFor(() => expect(rings).toHaveLength(1));
    expect(Object.keys(await mailbox())).toEqual(['501']);
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

import { createHmac, randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PARTS } from '../src/notifications/fixtures.ts';
import { deliverNotifications, type DeliverDeps } from '../src/notifications/deliver.ts';
import { enqueueNotifications, zonesOf, type Occasion } from '../src/notifications/enqueue.ts';
import { createMailer } from '../src/notifications/senders/email.ts';
import { parseAllowList } from '../src/outbound/allow-list.ts';
import { createGuardedPost } from '../src/outbound/guarded-post.ts';
import type { PortalStore, Store } from '../src/store/store.ts';
import { contactKeys, sealForContact } from '../src/store/tables/contact-keys.ts';
import { storeDirectory } from '../src/store/tables/directories.ts';
import { openExceptions } from '../src/store/tables/exceptions.ts';
import { closeHandoffs, insertHandoffs, NO_CLOCK } from '../src/store/tables/handoffs.ts';
import { addChannel, removeChannel } from '../src/store/tables/notification-channels.ts';
import { portalsWithDueNotifications, pruneNotifications } from '../src/store/tables/notifications.ts';
import { testDatabase, type TestDatabase } from './support/postgres.ts';
import { startReceivers, type Receivers } from './support/receivers.ts';

const START = new Date('2026-11-23T09:10:00Z');
const SECRET = 'a-secret-of-the-receiver';

let database: TestDatabase;
let store: Store;
let portal: PortalStore;
let portalId = 9_000;
let now = START;
let receivers: Receivers;
let base = '';
let deps: DeliverDeps;
const closing: (() => unknown)[] = [];

beforeAll(async () => {
  database = await testDatabase();
  store = await database.store();
  receivers = await startReceivers();
  base = receivers.url;
  const mailer = createMailer({ url: receivers.smtpUrl, from: 'Baton <baton@example.com>' });
  closing.push(
    () => mailer.close(),
    () => receivers.stop(),
  );
  deps = {
    store,
    senders: {
      post: createGuardedPost({ allow: parseAllowList('127.0.0.1') }),
      mail: mailer.send,
      slackApiUrl: `${base}/api`,
    },
    logger: pino({ level: 'silent' }),
    now: () => now,
  };
});
afterAll(async () => {
  for (const close of closing) await close();
  await database.close();
});
beforeEach(async () => {
  portalId += 1;
  now = START;
  receivers.forget();
  await store.createPortal(portalId);
  portal = store.forPortal(portalId);
  const ada = {
    ownerId: '77',
    userId: 7,
    email: 'ada@example.com',
    name: 'Ada',
    active: true,
    superAdmin: false,
    availability: 'available' as const,
    timeZone: null,
    workingHours: null,
    outOfOffice: [],
    languages: [],
    teamIds: [],
    meetingLink: null,
  };
  await portal.transaction((tx) => storeDirectory(tx, { people: [ada], teams: [], fetchedAtMs: START.getTime() }));
});

const channel = (target: object, settings: object = {}) =>
  portal.transaction((tx) => addChannel(tx, { target, settings }));
const deliver = () => deliverNotifications(deps, portalId);
const rows = () =>
  portal.transaction((tx) =>
    tx.db.selectFrom('notifications').select(['state', 'attempts', 'last_error', 'not_before']).execute(),
  );

/** A new lead, as the deciding transaction leaves it. */
async function offer(rest: Partial<Occasion> = {}): Promise<string> {
  const handoffId = randomUUID();
  const contactId = randomUUID();
  await portal.transaction(async (tx) => {
    const key = (await contactKeys(tx, [contactId])).get(contactId) ?? Buffer.alloc(0);
    const ids = { handoffId, contactId, enquiryId: randomUUID(), decisionId: randomUUID() };
    const common = { slaState: 'none' as const, clock: NO_CLOCK, openedAt: now, urgency: 'normal' as const };
    await insertHandoffs(tx, [{ ...ids, ...common, ownerId: '77', pool: 'sales', parts: sealForContact(key, PARTS) }]);
    await enqueueNotifications(
      tx,
      [{ kind: 'offered', handoffId, contactId, ownerId: '77', pool: 'sales', lane: 'fresh', ...rest }],
      { now, zones: zonesOf([], 'UTC') },
    );
  });
  return handoffId;
}

describe('notifications', () => {
  it('reach Slack, a bot, mail and a webhook, each once', async () => {
    await channel({ kind: 'slack_webhook', url: `${base}/hook` });
    await channel({ kind: 'slack_bot', token: 'xoxb-1', channel: null });
    await channel({ kind: 'email', to: null });
    await channel({ kind: 'webhook', url: `${base}/generic`, secret: SECRET });
    const handoffId = await offer();
    expect(await portalsWithDueNotifications(store.sweep, now)).toContain(portalId);
    expect(await deliver()).toEqual({ sent: 4, failed: 0, moot: 0, nextAt: null });
    expect(await deliver()).toMatchObject({ sent: 0 });

    expect(receivers.calls.map(({ path }) => path).toSorted()).toEqual([
      '/api/chat.postMessage',
      '/api/users.lookupByEmail',
      '/generic',
      '/hook',
    ]);
    const of = (path: string) => receivers.calls.find((call) => call.path === path);
    expect(of('/api/users.lookupByEmail')?.body).toBe('email=ada%40example.com');
    expect(JSON.parse(of('/api/chat.postMessage')?.body ?? '')).toMatchObject({ channel: 'U7' });
    expect(of('/api/chat.postMessage')?.headers.authorization).toBe('Bearer xoxb-1');
    const generic = of('/generic');
    const [, seconds, v1] = /^t=(\d+),v1=(\w+)$/.exec(String(generic?.headers['baton-signature'])) ?? [];
    expect(v1).toBe(createHmac('sha256', SECRET).update(`${seconds}.${generic?.body}`).digest('hex'));
    expect(JSON.parse(generic?.body ?? '')).toMatchObject({ kind: 'offered', lead: { handoffId, handoff: PARTS } });
    expect(receivers.mails).toHaveLength(1);
    expect(receivers.mails[0]).toMatch(/^To: ada@example\.com\r?$/m);
    expect((await rows()).map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done']);
  });

  it('come again when a channel fails, without delaying another, and are given up with an exception', async () => {
    const channelId = await channel({ kind: 'webhook', url: `${base}/generic`, secret: SECRET });
    await channel({ kind: 'email', to: 'team@example.com' });
    await offer();
    receivers.answers.push({ status: 429, headers: { 'retry-after': '90' } });
    expect(await deliver()).toMatchObject({ sent: 1, failed: 1, nextAt: new Date(START.getTime() + 90_000) });
    expect(await deliver()).toMatchObject({ sent: 0, failed: 0 });
    for (let tries = 2; tries <= 8; tries += 1) {
      now = new Date(now.getTime() + 3_600_000);
      receivers.answers.push({ status: 503 });
      expect(await deliver()).toMatchObject({ failed: 1 });
    }
    expect((await rows()).find(({ state }) => state === 'failed')).toMatchObject({
      attempts: 8,
      last_error: 'receiver_unavailable',
    });
    expect(await portal.transaction((tx) => openExceptions(tx))).toMatchObject([
      { kind: 'notification_failed', subject: channelId, sentence: expect.stringContaining('answered 503') },
    ]);
    // A channel that asks for patience is not asked again for the messages behind it.
    await offer();
    await offer();
    const before = receivers.calls.length;
    receivers.answers.push({ status: 503 });
    expect(await deliver()).toMatchObject({ sent: 2, failed: 2 });
    expect(receivers.calls.length - before).toBe(1);
    now = new Date(now.getTime() + 3_600_000);
    // The next that arrives takes the exception away.
    expect(await deliver()).toMatchObject({ sent: 2, failed: 0 });
    expect(await portal.transaction((tx) => openExceptions(tx))).toEqual([]);
  });

  it('are given up at once where Slack says no, and where the address is private', async () => {
    await channel({ kind: 'slack_bot', token: 'xoxb-1', channel: 'C1' });
    await channel({ kind: 'webhook', url: 'https://10.0.0.1/', secret: SECRET });
    await offer();
    receivers.answers.push({ status: 200, body: '{"ok":false,"error":"channel_not_found"}' });
    expect(await deliver()).toMatchObject({ failed: 2, nextAt: null });
    expect((await rows()).map((row) => row.last_error).toSorted()).toEqual(['outbound_refused', 'receiver_refused']);
    const sentences = (await portal.transaction((tx) => openExceptions(tx))).map(({ sentence }) => sentence).join(' ');
    expect(sentences).toContain('channel_not_found');
    expect(sentences).toContain('BATON_OUTBOUND_ALLOW');
  });

  it('become one digest beyond the limit of the hour, and for bulk leads', async () => {
    await channel({ kind: 'webhook', url: `${base}/generic`, secret: SECRET }, { perHour: 1 });
    await offer();
    await offer();
    await offer({ lane: 'bulk' });
    expect(await deliver()).toMatchObject({ sent: 1, nextAt: new Date('2026-11-23T10:00:00Z') });
    now = new Date('2026-11-23T10:00:00Z');
    expect(await deliver()).toMatchObject({ sent: 1, nextAt: null });
    expect(JSON.parse(receivers.calls[1]?.body ?? '')).toMatchObject({ kind: 'digest', leads: [{}, {}] });
    expect((await rows()).map(({ state }) => state).toSorted()).toEqual(['digested', 'digested', 'done']);
  });

  it('are not sent once the handoff is closed or with somebody else', async () => {
    await channel({ kind: 'webhook', url: `${base}/generic`, secret: SECRET });
    const closed = await offer();
    await portal.transaction((tx) => closeHandoffs(tx, [{ handoffId: closed, outcome: 'junk', at: now }]));
    await offer({ ownerId: '78' });
    await offer({ ownerId: '78', kind: 'escalated' });
    expect(await deliver()).toMatchObject({ sent: 1, moot: 2 });
    expect(receivers.calls).toHaveLength(1);
  });

  it('are taken by one process only, and again after one that died', async () => {
    await channel({ kind: 'webhook', url: `${base}/generic`, secret: SECRET });
    await Promise.all([offer(), offer(), offer()]);
    const reports = await Promise.all([deliver(), deliver(), deliver()]);
    expect(reports.reduce((sum, { sent }) => sum + sent, 0)).toBe(3);
    await portal.transaction((tx) => tx.db.updateTable('notifications').set({ state: 'sent' }).execute());
    now = new Date(now.getTime() + 3_600_000);
    expect(await deliver()).toMatchObject({ sent: 3 });
    expect(await portal.transaction((tx) => pruneNotifications(tx, new Date(now.getTime() + 1)))).toBe(3);
  });

  it('keep addresses and secrets unreadable in the database, and end with their channel', async () => {
    const channelId = await channel({ kind: 'webhook', url: `${base}/generic`, secret: SECRET });
    await offer();
    const stored = await portal.transaction((tx) =>
      tx.db.selectFrom('notification_channels').select('target').executeTakeFirstOrThrow(),
    );
    expect(stored.target.includes(SECRET)).toBe(false);
    expect(await portal.transaction((tx) => removeChannel(tx, channelId))).toBe(true);
    expect(await rows()).toEqual([]);
    await expect(channel({ kind: 'webhook', url: 'ftp://x', secret: SECRET })).rejects.toMatchObject({
      code: 'bad_input',
    });
  });
});

import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { deadLetters, releaseDeadLetters } from '../src/mailbox/dead-letters.ts';
import { keepLease, lockLeased, stampDecided, takeLeads } from '../src/mailbox/leases.ts';
import { addReasons } from '../src/mailbox/reasons.ts';
import { nextDue, settleLeads } from '../src/mailbox/settle.ts';
import type { NewReasons, TakenLead } from '../src/mailbox/types.ts';
import type { Lane } from '../src/policy/taxonomy.ts';
import type { MailboxReason } from '../src/store/schema.ts';
import type { PortalStore, Store } from '../src/store/store.ts';
import { testDatabase, type TestDatabase } from './support/postgres.ts';

let database: TestDatabase;
let store: Store;
let portal: PortalStore;
let portalId = 100;

beforeAll(async () => {
  database = await testDatabase();
  store = await database.store();
});
afterAll(() => database?.close());
beforeEach(async () => {
  portalId += 1;
  await store.createPortal(portalId);
  portal = store.forPortal(portalId);
});

const reason = (what: string, facts: Partial<MailboxReason> = {}): MailboxReason => ({
  kind: 'change',
  what,
  source: 'FORM',
  sourceId: null,
  occurredAt: 1_790_000_000_000,
  ...facts,
});
const row = (contactId: string, lane: Lane = 'fresh', ...reasons: MailboxReason[]): NewReasons => ({
  contactId,
  lane,
  reasons: reasons.length > 0 ? reasons : [reason('creation', { kind: 'enquiry' })],
});
const add = (...rows: NewReasons[]) => portal.transaction((tx) => addReasons(tx, rows));
const take = (lane: Lane = 'fresh', limit = 100, processId = store.processId) =>
  takeLeads(portal, { lane, limit, processId });
const ids = (leads: readonly TakenLead[]) => leads.map((lead) => lead.contactId);
const soon = (ms: number) => new Date(Date.now() + ms);

async function takeOne(lane: Lane = 'fresh'): Promise<TakenLead> {
  const [lead, ...others] = await take(lane);
  if (lead === undefined || others.length > 0)
    throw new Error(`expected one lead, not ${others.length + (lead ? 1 : 0)}`);
  return lead;
}

/** Changes the stored row behind the back of the code under test: time passes, a process dies. */
async function alter(change: string, contactId = '1'): Promise<void> {
  await portal.transaction((tx) =>
    sql`update mailbox set ${sql.raw(change)} where contact_id = ${contactId}`.execute(tx.db),
  );
}

async function unfinishedWrite(contactId: string): Promise<void> {
  await portal.transaction((tx) =>
    tx.db
      .insertInto('crm_writes')
      .values({
        portal_id: portalId,
        write_id: randomUUID(),
        contact_id: contactId,
        kind: 'contact_update',
        lane: 'fresh',
      })
      .execute(),
  );
}
const finishWritesOf = (contactId: string) =>
  portal.transaction((tx) =>
    tx.db.updateTable('crm_writes').set({ state: 'done' }).where('contact_id', '=', contactId).execute(),
  );

describe('adding reasons', () => {
  test('five changes of one contact are one row with five reasons and a raised revision', async () => {
    await add(row('1'));
    for (const what of ['email', 'phone', 'country', 'company']) await add(row('1', 'fresh', reason(what)));
    const lead = await takeOne();
    expect(lead.reasons.map((one) => one.what).toSorted()).toEqual([
      'company',
      'country',
      'creation',
      'email',
      'phone',
    ]);
    expect(lead.revision).toBe(5);
  });

  test('of one kind and property the newest is kept, also when it comes first', async () => {
    await add(row('1', 'fresh', reason('email', { occurredAt: 9, source: 'NEW' })));
    await add(row('1', 'fresh', reason('email', { occurredAt: 4, source: 'OLD' })));
    expect((await takeOne()).reasons).toEqual([reason('email', { occurredAt: 9, source: 'NEW' })]);
  });

  test('no more than 50 are kept, the newest', async () => {
    await add(row('1'));
    await add(row('1', 'fresh', ...Array.from({ length: 80 }, (_, at) => reason(`p${at}`, { occurredAt: at }))));
    const { reasons } = await takeOne();
    expect(reasons).toHaveLength(50);
    expect(reasons.map((one) => one.occurredAt)).not.toContain(30);
    expect(reasons.map((one) => one.what)).toContain('creation');
  });

  test('the lane only rises', async () => {
    await add(row('1', 'bulk'));
    expect(await take('fresh')).toHaveLength(0);
    await add(row('1', 'fresh'));
    await add(row('1', 'bulk'));
    expect(await take('bulk')).toHaveLength(0);
    expect(await take('fresh')).toHaveLength(1);
  });

  test('two entries for one contact in one call are one row', async () => {
    await add(row('1', 'bulk', reason('a')), row('1', 'fresh', reason('b')));
    expect((await takeOne()).reasons).toHaveLength(2);
  });

  test('side by side from many requests, none is lost and nobody waits for another for ever', async () => {
    const requests = Array.from({ length: 20 }, (_, request) =>
      add(
        ...Array.from({ length: 30 }, (_unused, contact) =>
          row(`${(contact * 7 + request) % 30}`, 'fresh', reason(`r${request}`)),
        ),
      ),
    );
    await Promise.all(requests);
    const leads = await take('fresh', 100);
    expect(leads).toHaveLength(30);
    for (const lead of leads) expect(lead.reasons).toHaveLength(20);
  });
});

describe('taking', () => {
  test('oldest first, up to the limit, each lead once', async () => {
    for (const id of ['3', '1', '2']) await add(row(id));
    expect(ids(await take('fresh', 2))).toEqual(['3', '1']);
    expect(ids(await take('fresh', 2))).toEqual(['2']);
    expect(await take()).toEqual([]);
  });

  test('ten processes at once never take the same lead', async () => {
    await add(...Array.from({ length: 200 }, (_, id) => row(`${id}`)));
    const batches = await Promise.all(Array.from({ length: 10 }, () => take('fresh', 50, randomUUID())));
    const taken = batches.flat();
    expect(new Set(ids(taken)).size).toBe(taken.length);
    expect(taken.length + (await take('fresh', 500)).length).toBe(200);
  });

  test('another portal sees nothing of it', async () => {
    await add(row('1'));
    const other = portalId + 10_000;
    await store.createPortal(other);
    expect(await takeLeads(store.forPortal(other), { lane: 'fresh', limit: 10, processId: store.processId })).toEqual(
      [],
    );
  });

  test('a lease that ran out is taken over, counts as an attempt, and the first owner can write no more', async () => {
    await add(row('1'));
    const first = await takeOne();
    await alter(`locked_until = now() - interval '1 second'`);
    const second = await takeOne();
    expect(second.attempts).toBe(1);
    expect(second.leaseId).not.toBe(first.leaseId);
    await portal.transaction(async (tx) => {
      expect(await lockLeased(tx, [first])).toEqual(new Set());
      expect(await lockLeased(tx, [second])).toEqual(new Set(['1']));
    });
    await settleLeads(portal, [{ lead: first, end: 'done' }]);
    await settleLeads(portal, [
      { lead: second, end: 'later', notBefore: soon(-1), error: 'x', countsAsAttempt: false },
    ]);
    expect(await take()).toHaveLength(1);
  });

  test('a stamp without a lease is refused', async () => {
    await add(row('1'));
    const lead = await takeOne();
    await alter('lease_id = gen_random_uuid()');
    const stamp = portal.transaction((tx) => stampDecided(tx, [{ lead, decisionId: randomUUID() }]));
    await expect(stamp).rejects.toMatchObject({ code: 'lease_lost' });
  });

  test('a contact that is gone is never taken, and its row leaves', async () => {
    await add(row('1'), row('2'));
    await portal.transaction((tx) =>
      tx.db
        .insertInto('contacts')
        .values({ portal_id: portalId, contact_id: '1', gone: 'deleted', gone_at: new Date() })
        .execute(),
    );
    expect(ids(await take())).toEqual(['2']);
    const left = await portal.transaction((tx) => tx.db.selectFrom('mailbox').select('contact_id').execute());
    expect(left).toEqual([{ contact_id: '2' }]);
  });

  test('a contact with an unfinished write gets no new decision until it is finished', async () => {
    await add(row('1'));
    await unfinishedWrite('1');
    expect(await take()).toEqual([]);
    const due = await nextDue(portal, 'fresh');
    expect(due?.getTime()).toBeGreaterThan(Date.now());
    await finishWritesOf('1');
    expect(await take()).toHaveLength(1);
  });

  test('unless it was decided already and only the writing is left', async () => {
    await add(row('1'));
    const lead = await takeOne();
    const decisionId = randomUUID();
    await portal.transaction((tx) => stampDecided(tx, [{ lead, decisionId }]));
    await unfinishedWrite('1');
    await alter(`locked_until = now() - interval '1 second'`);
    expect(await takeOne()).toMatchObject({ decisionId, decidedRevision: lead.revision, revision: lead.revision });
  });
});

test('a kept lease is renewed every ten seconds; one that somebody else has by now is lost', async () => {
  await add(row('1'), row('2'));
  const leads = await take();
  await alter(`locked_until = now() + interval '1 second'`);
  await alter('lease_id = gen_random_uuid()', '2');
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const kept = keepLease(
    portal,
    leads.map((lead) => lead.leaseId),
  );
  try {
    await vi.advanceTimersByTimeAsync(10_000);
    const left = (contactId: string) =>
      portal.transaction(async (tx) => {
        const found = await tx.db
          .selectFrom('mailbox')
          .select('locked_until')
          .where('contact_id', '=', contactId)
          .executeTakeFirst();
        return (found?.locked_until?.getTime() ?? 0) - Date.now();
      });
    await expect.poll(() => left('1'), { timeout: 5_000 }).toBeGreaterThan(20_000);
    await expect
      .poll(() => [...kept.lost])
      .toEqual(leads.filter((lead) => lead.contactId === '2').map((lead) => lead.leaseId));
  } finally {
    kept.stop();
    vi.useRealTimers();
  }
});

describe('settling', () => {
  test('a done lead leaves the mailbox', async () => {
    await add(row('1'));
    expect(await settleLeads(portal, [{ lead: await takeOne(), end: 'done' }])).toEqual({ freed: 0, lanes: [] });
    expect(await nextDue(portal, 'fresh')).toBeNull();
  });

  test('one that got a new reason meanwhile stays with that reason only, due at once, in the lane it has now', async () => {
    await add(row('1', 'bulk'));
    const lead = await takeOne('bulk');
    await portal.transaction((tx) => stampDecided(tx, [{ lead, decisionId: randomUUID() }]));
    await add(row('1', 'fresh', reason('email')));
    expect(await settleLeads(portal, [{ lead, end: 'done' }])).toEqual({ freed: 1, lanes: ['fresh'] });
    const again = await takeOne('fresh');
    expect(again.reasons.map((one) => one.what)).toEqual(['email']);
    expect(again.decidedRevision).not.toBe(again.revision);
  });

  test('the same reason told again is looked at again', async () => {
    await add(row('1'));
    const lead = await takeOne();
    await add(row('1'));
    await settleLeads(portal, [{ lead, end: 'done' }]);
    expect((await takeOne()).reasons).toHaveLength(1);
  });

  test('a held lead sleeps until its time, is looked at again undecided, and wakes for a new reason', async () => {
    await add(row('1'));
    const lead = await takeOne();
    await portal.transaction((tx) => stampDecided(tx, [{ lead, decisionId: randomUUID() }]));
    const until = soon(50_000);
    await settleLeads(portal, [{ lead, end: 'held', until, pool: 'sales' }]);
    expect(await take()).toEqual([]);
    expect(await nextDue(portal, 'fresh')).toEqual(until);
    await alter(`not_before = now()`);
    const again = await takeOne();
    expect(again).toMatchObject({ held: true, decidedRevision: null, attempts: 0 });
    await settleLeads(portal, [{ lead: again, end: 'held', until, pool: 'sales' }]);
    await add(row('1', 'fresh', reason('country')));
    expect(await takeOne()).toMatchObject({ held: false });
  });

  test('held leads are taken oldest first, before younger ones', async () => {
    await add(row('9'));
    await add(row('1'));
    const held = await take();
    await settleLeads(
      portal,
      held.toReversed().map((lead, at) => ({ lead, end: 'held', until: soon(-1_000 + at), pool: null })),
    );
    await add(row('0'));
    expect(ids(await take())).toEqual(['9', '1', '0']);
  });

  test('a failed lead comes back at its time, with its attempts; what was not its fault does not count', async () => {
    await add(row('1'));
    const at = soon(40_000);
    await settleLeads(portal, [
      { lead: await takeOne(), end: 'later', notBefore: at, error: 'rate_limited', countsAsAttempt: false },
    ]);
    expect(await nextDue(portal, 'fresh')).toEqual(at);
    await alter('not_before = now()');
    const second = await takeOne();
    expect(second.attempts).toBe(0);
    await settleLeads(portal, [
      { lead: second, end: 'later', notBefore: soon(-1), error: 'unexpected', countsAsAttempt: true },
    ]);
    expect((await takeOne()).attempts).toBe(1);
  });

  test('a lead that woke while it was worked on does not go back to sleep', async () => {
    await add(row('1'));
    const lead = await takeOne();
    await add(row('1', 'fresh', reason('email')));
    const { freed } = await settleLeads(portal, [{ lead, end: 'held', until: soon(60_000), pool: 'sales' }]);
    expect(freed).toBe(1);
    expect(await takeOne()).toMatchObject({ held: false });
  });

  test('settling twice, or for somebody else, changes nothing', async () => {
    await add(row('1'));
    const lead = await takeOne();
    await settleLeads(portal, [{ lead, end: 'later', notBefore: soon(-1), error: 'x', countsAsAttempt: true }]);
    await settleLeads(portal, [{ lead, end: 'done' }]);
    expect((await takeOne()).attempts).toBe(1);
  });
});

async function kill(...contactIds: string[]): Promise<void> {
  await add(...contactIds.map((id) => row(id)));
  await settleLeads(
    portal,
    (await take()).map((lead) => ({ lead, end: 'dead', error: 'unexpected_answer' })),
  );
}

describe('dead letters', () => {
  test('are seen, not taken, and not due', async () => {
    await kill('1');
    expect(await take()).toEqual([]);
    expect(await nextDue(portal, 'fresh')).toBeNull();
    expect(await deadLetters(portal)).toEqual([
      expect.objectContaining({ contactId: '1', lane: 'fresh', attempts: 1, lastError: 'unexpected_answer' }),
    ]);
  });
  test('are released one by one or all, once, with their attempts forgotten', async () => {
    await kill('1', '2', '3');
    expect(await releaseDeadLetters(portal, ['2', '77'])).toBe(1);
    expect(ids(await take())).toEqual(['2']);
    expect(await releaseDeadLetters(portal, 'all')).toBe(2);
    expect(await releaseDeadLetters(portal, 'all')).toBe(0);
    expect((await take()).map((lead) => lead.attempts)).toEqual([0, 0]);
  });
  test('live again when something new is heard of them', async () => {
    await kill('1');
    await add(row('1', 'fresh', reason('message', { kind: 'enquiry' })));
    expect(await takeOne()).toMatchObject({ attempts: 0 });
  });
});

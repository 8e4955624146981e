import { randomUUID } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { keepLease, lockLeased, stampDecided, takeLeads } from '../src/mailbox/leases.ts';
import { nextDue, settleLeads } from '../src/mailbox/settle.ts';
import {
  add,
  alter,
  finishWritesOf,
  ids,
  portal,
  portalId,
  reason,
  row,
  soon,
  store,
  take,
  takeOne,
  unfinishedWrite,
} from './mailbox-rows.ts';

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

/** Milliseconds that the lease still runs. */
const left = (contactId: string) =>
  portal.transaction(async (tx) => {
    const found = await tx.db
      .selectFrom('mailbox')
      .select('locked_until')
      .where('contact_id', '=', contactId)
      .executeTakeFirst();
    return (found?.locked_until?.getTime() ?? 0) - Date.now();
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
    await expect.poll(() => left('1'), { timeout: 5_000 }).toBeGreaterThan(20_000);
    await expect
      .poll(() => [...kept.lost])
      .toEqual(leads.filter((lead) => lead.contactId === '2').map((lead) => lead.leaseId));
  } finally {
    kept.stop();
    vi.useRealTimers();
  }
});

import { randomUUID } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { deadLetters, releaseDeadLetters } from '../src/mailbox/dead-letters.ts';
import { stampDecided } from '../src/mailbox/leases.ts';
import { nextDue, settleLeads } from '../src/mailbox/settle.ts';
import { add, alter, ids, portal, reason, row, soon, take, takeOne } from './mailbox-rows.ts';

/** Milliseconds between this moment and when something is due again. */
async function awayFrom(moment: Date): Promise<number> {
  const due = await nextDue(portal, 'fresh');
  return Math.abs((due?.getTime() ?? 0) - moment.getTime());
}

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
    expect(await awayFrom(until)).toBeLessThan(1_000);
    await alter(`not_before = now()`);
    const again = await takeOne();
    expect(again).toMatchObject({ held: true, decidedRevision: null, attempts: 0 });
    await settleLeads(portal, [{ lead: again, end: 'held', until, pool: 'sales' }]);
    await add(row('1', 'fresh', reason('country')));
    expect(await takeOne()).toMatchObject({ held: false });
  });

  test('a process whose clock is ahead puts a lead off no longer than it means to', async () => {
    await add(row('1'));
    const lead = await takeOne();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 600_000 });
    try {
      await settleLeads(portal, [
        { lead, end: 'later', notBefore: soon(2_000), error: 'rate_limited', countsAsAttempt: false },
      ]);
    } finally {
      vi.useRealTimers();
    }
    const due = await nextDue(portal, 'fresh');
    expect((due?.getTime() ?? Number.POSITIVE_INFINITY) - Date.now()).toBeLessThan(10_000);
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
    expect(await awayFrom(at)).toBeLessThan(1_000);
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

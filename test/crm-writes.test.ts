import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import type { PortalStore, Store } from '../src/store/store.ts';
import { markGone } from '../src/store/tables/contacts.ts';
import {
  endWrites,
  insertWrites,
  leasedWrites,
  leaseWrites,
  markSent,
  nextWriteDue,
  releaseWrites,
  renewWrites,
  unfinishedContacts,
  type LeasedWrite,
  type PlannedWrite,
} from '../src/store/tables/crm-writes.ts';
import { testDatabase, type TestDatabase } from './support/postgres.ts';

let database: TestDatabase;
let store: Store;
let portal: PortalStore;
let portals = 0;
beforeAll(async () => {
  database = await testDatabase();
  store = await database.store();
});
afterAll(() => database.close());

/** A portal of its own for each test. */
async function freshPortal(): Promise<void> {
  portals += 1;
  await store.createPortal(portals);
  portal = store.forPortal(portals);
}

function write(
  contactId: string,
  kind: 'contact_update' | 'task_create' | 'owner_restore' = 'contact_update',
): PlannedWrite {
  const base = { writeId: randomUUID(), contactId, decisionId: null, handoffId: null, lane: 'fresh' as const };
  const payload = { properties: { baton_buyer_context: `secret of ${contactId}` } };
  return kind === 'task_create' ? { ...base, kind, payload } : { ...base, kind, payload };
}

const insert = (writes: PlannedWrite[], lease?: { leaseId: string; processId: string }) =>
  portal.transaction((tx) => insertWrites(tx, writes, lease));
const lease = (leaseId: string, limit = 100) =>
  portal.transaction((tx) => leaseWrites(tx, { leaseId, processId: store.processId, limit }));
const sent = (leaseId: string, writeIds: string[]) => portal.transaction((tx) => markSent(tx, { leaseId, writeIds }));
const done = (leaseId: string, writeId: string) =>
  portal.transaction((tx) => endWrites(tx, { leaseId, ends: [{ writeId, end: { end: 'done', hubspotId: '9' } }] }));
const unfinished = () => portal.transaction((tx) => unfinishedContacts(tx, ['1', '2']));
const idsOf = (writes: readonly LeasedWrite[]) => writes.map(({ writeId }) => writeId);
const row = (writeId: string) =>
  portal.transaction((tx) =>
    tx.db.selectFrom('crm_writes').selectAll().where('write_id', '=', writeId).executeTakeFirstOrThrow(),
  );
/** Lets time pass for this portal's writes. */
const pass = (seconds: number) =>
  portal.transaction((tx) =>
    sql`update crm_writes set not_before = not_before - make_interval(secs => ${seconds}::int),
               locked_until = locked_until - make_interval(secs => ${seconds}::int)
        where portal_id = ${portal.portalId}`.execute(tx.db),
  );

describe('CRM writes', () => {
  it('come back as they were planned, and lie encrypted meanwhile', async () => {
    await freshPortal();
    const planned: PlannedWrite = {
      ...write('1'),
      kind: 'contact_update',
      payload: { properties: { baton_status: 'offered' }, ownerId: '77', compareOwner: { ownerId: null, readAtMs: 5 } },
    };
    await insert([planned]);
    const stored = await row(planned.writeId);
    expect(stored.payload?.includes('offered')).toBe(false);
    const [leased] = await lease(randomUUID());
    expect(leased).toMatchObject({
      state: 'todo',
      attempts: 0,
      content: { kind: 'contact_update', payload: planned.payload },
    });
  });

  it('are taken in order, a contact’s later ones with or after its earlier ones', async () => {
    await freshPortal();
    const [first, task] = [write('1'), write('1', 'task_create')];
    await insert([first, task]);
    const mine = randomUUID();
    expect(idsOf(await lease(mine, 1))).toEqual([first.writeId]);
    expect(await lease(randomUUID())).toEqual([]);
    await done(mine, first.writeId);
    expect(idsOf(await lease(randomUUID()))).toEqual([task.writeId]);
  });

  it('keep back what follows one that was put off', async () => {
    await freshPortal();
    const [first, task, other] = [write('1'), write('1', 'task_create'), write('2')];
    await insert([first, task, other]);
    const mine = randomUUID();
    await lease(mine);
    const later = new Date(Date.now() + 60_000);
    await portal.transaction(async (tx) => {
      const end = { end: 'later' as const, state: 'todo' as const, notBefore: later, error: 'rate_limited' };
      await endWrites(tx, { leaseId: mine, ends: [{ writeId: first.writeId, end }] });
      await releaseWrites(tx, mine);
    });
    expect(idsOf(await lease(randomUUID()))).toEqual([other.writeId]);
    expect((await row(first.writeId)).last_error).toBe('rate_limited');
    await pass(61);
    expect(idsOf(await lease(randomUUID()))).toEqual([first.writeId, task.writeId, other.writeId]);
  });

  it('wait thirty seconds after they were sent without an answer, whoever sent them', async () => {
    await freshPortal();
    const task = write('1', 'task_create');
    await insert([task]);
    const mine = randomUUID();
    await lease(mine);
    expect(await sent(mine, [task.writeId])).toEqual(new Set([task.writeId]));
    await portal.transaction((tx) => releaseWrites(tx, mine));
    await pass(29);
    expect(await lease(randomUUID())).toEqual([]);
    await pass(2);
    expect(await lease(randomUUID())).toMatchObject([{ writeId: task.writeId, state: 'sent', attempts: 1 }]);
  });

  it('are not sent nor ended by a process that lost them', async () => {
    await freshPortal();
    const update = write('1');
    await insert([update]);
    const [slow, quick] = [randomUUID(), randomUUID()];
    await lease(slow);
    await pass(31);
    await lease(quick);
    expect(await sent(slow, [update.writeId])).toEqual(new Set());
    expect(await done(slow, update.writeId)).toEqual(new Set());
    expect(await sent(quick, [update.writeId])).toEqual(new Set([update.writeId]));
    expect(await done(quick, update.writeId)).toEqual(new Set([update.writeId]));
    expect(await row(update.writeId)).toMatchObject({ state: 'done', hubspot_id: '9', payload: null, lease_id: null });
  });

  it('stay leased while their process renews', async () => {
    await freshPortal();
    await insert([write('1')]);
    const mine = randomUUID();
    await lease(mine);
    await pass(25);
    await portal.transaction((tx) => renewWrites(tx, mine));
    await pass(25);
    expect(await lease(randomUUID())).toEqual([]);
  });

  it('belong to the decider that leased them as it stored them', async () => {
    await freshPortal();
    const update = write('1');
    const mine = randomUUID();
    await insert([update], { leaseId: mine, processId: store.processId });
    expect(await lease(randomUUID())).toEqual([]);
    expect(idsOf(await portal.transaction((tx) => leasedWrites(tx, mine)))).toEqual([update.writeId]);
  });

  it('are not taken by their decider while an older one of the contact is open', async () => {
    await freshPortal();
    const [older, newer] = [write('1', 'task_create'), write('1')];
    await insert([older]);
    const other = randomUUID();
    await lease(other);
    await sent(other, [older.writeId]);
    const mine = randomUUID();
    await insert([newer], { leaseId: mine, processId: store.processId });
    expect(await portal.transaction((tx) => leasedWrites(tx, mine))).toEqual([]);
    expect(await unfinished()).toEqual(new Set(['1']));
  });

  it('give way to a newer decision while still to do, even if leased; sent ones and a restored owner do not', async () => {
    await freshPortal();
    const [todo, out, restore, neighbour] = [
      write('1'),
      write('1', 'task_create'),
      write('1', 'owner_restore'),
      write('2'),
    ];
    await insert([restore]);
    const mine = randomUUID();
    await insert([todo, out, neighbour], { leaseId: mine, processId: store.processId });
    await sent(mine, [out.writeId]);
    const newer = write('1');
    await insert([newer]);
    const states = await Promise.all(
      [todo, out, restore, neighbour, newer].map(async ({ writeId }) => (await row(writeId)).state),
    );
    expect(states).toEqual(['superseded', 'sent', 'todo', 'todo', 'todo']);
    expect((await row(todo.writeId)).payload).toBeNull();
    expect(await sent(mine, [todo.writeId])).toEqual(new Set());
  });

  it('are never leased twice by processes that ask at the same moment', async () => {
    await freshPortal();
    const writes = Array.from({ length: 30 }, (_, index) => [
      write(String(index)),
      write(String(index), 'task_create'),
    ]).flat();
    await insert(writes);
    const taken = await Promise.all(Array.from({ length: 6 }, () => lease(randomUUID(), 7)));
    const ids = taken.flatMap(idsOf);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(30);
    // A task whose update somebody else has is nobody's yet: it would overtake it.
    for (const leased of taken) {
      const updated = new Set(leased.filter(({ kind }) => kind === 'contact_update').map(({ contactId }) => contactId));
      for (const { kind, contactId } of leased) if (kind === 'task_create') expect(updated).toContain(contactId);
    }
  });

  it('of an erased contact have nothing left to send, and none are stored', async () => {
    await freshPortal();
    const waiting = write('1');
    await insert([waiting]);
    await portal.transaction((tx) => markGone(tx, { contactId: '1', gone: 'privacy', at: new Date() }));
    expect(await lease(randomUUID())).toEqual([]);
    expect(await row(waiting.writeId)).toMatchObject({ state: 'superseded', payload: null });
    const late = write('1');
    await insert([late]);
    await expect(row(late.writeId)).rejects.toThrow();
  });

  it('tell when the next one is due', async () => {
    await freshPortal();
    expect(await portal.transaction(nextWriteDue)).toBeNull();
    await insert([write('1')]);
    expect((await portal.transaction(nextWriteDue))?.getTime()).toBeLessThanOrEqual(Date.now() + 1_000);
    await lease(randomUUID());
    expect((await portal.transaction(nextWriteDue))?.getTime()).toBeGreaterThan(Date.now() + 20_000);
  });

  it('are not seen by another portal', async () => {
    await freshPortal();
    await insert([write('1')]);
    await freshPortal();
    expect(await lease(randomUUID())).toEqual([]);
    expect(await unfinished()).toEqual(new Set());
  });
});

import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import pino from 'pino';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { deadLetters } from '../src/mailbox/dead-letters.ts';
import { takeLeads } from '../src/mailbox/leases.ts';
import { addReasons } from '../src/mailbox/reasons.ts';
import type { Lane } from '../src/policy/taxonomy.ts';
import { MAX_ATTEMPTS } from '../src/queue/retry-policy.ts';
import { sweep, upkeep, type SweepReport } from '../src/queue/sweep.ts';
import type { Store } from '../src/store/store.ts';
import { testDatabase, type TestDatabase } from './support/postgres.ts';

const logger = pino({ level: 'silent' });
let database: TestDatabase;
let store: Store;
let rung: string[] = [];
let deaf: number | null = null;

const bells = {
  ring: async (portalId: number, lane: Lane) => {
    if (portalId === deaf) throw new Error('the queue is away');
    rung.push(`${portalId}-${lane}`);
  },
  ringLater: async () => {},
  ringWrites: async (portalId: number) => void rung.push(`${portalId}-writes`),
  ringClocks: async () => {},
  ringNotifications: async () => {},
};
const run = (): Promise<SweepReport> => sweep({ store, bells, logger, overdueMs: 0 });

beforeEach(async () => {
  await database?.close();
  database = await testDatabase();
  store = await database.store();
  rung = [];
  deaf = null;
});
afterAll(() => database?.close());

async function waiting(portalId: number, lane: Lane = 'fresh', contactId = '1'): Promise<void> {
  await store.createPortal(portalId);
  await store.forPortal(portalId).transaction((tx) =>
    addReasons(tx, [
      {
        contactId,
        lane,
        reasons: [{ kind: 'enquiry', what: 'creation', source: 'FORM', sourceId: null, occurredAt: 1 }],
      },
    ]),
  );
}
const alter = (portalId: number, statement: string) =>
  store.forPortal(portalId).transaction((tx) => sql.raw(statement).execute(tx.db));
const take = (portalId: number, processId = store.processId) =>
  takeLeads(store.forPortal(portalId), { lane: 'fresh', limit: 10, processId });

const write = (state: string, more = '', values = '') =>
  alter(
    1,
    `insert into crm_writes (portal_id, write_id, contact_id, kind, lane, state${more}) values (1, gen_random_uuid(), '1', 'task_create', 'fresh', '${state}'${values})`,
  );

describe('sweep', () => {
  test('rings for what is due, per portal and lane, and for nothing else', async () => {
    await waiting(1, 'fresh', '1');
    await waiting(1, 'fresh', '2');
    await waiting(1, 'bulk', '3');
    await waiting(2, 'bulk');
    await waiting(3);
    await alter(3, `update mailbox set not_before = now() + interval '1 minute'`);
    await waiting(4);
    await alter(4, `update mailbox set state = 'dead'`);
    await waiting(5);
    await take(5);
    expect(await run()).toEqual({ lostBells: 3, freedLeases: 0, dead: 0, unfinishedWrites: 0 });
    expect(rung.toSorted()).toEqual(['1-bulk', '1-fresh', '2-bulk']);
  });

  test('gives a bell that was just rung a second to be heard', async () => {
    await waiting(1);
    expect(await sweep({ store, bells, logger })).toMatchObject({ lostBells: 0 });
    await alter(1, `update mailbox set not_before = now() - interval '2 seconds'`);
    expect(await sweep({ store, bells, logger })).toMatchObject({ lostBells: 1 });
  });

  test.each([
    `status = 'suspended'`,
    `status = 'uninstalled'`,
    `mode = 'paused'`,
    `limited_until = now() + interval '1 minute'`,
  ])('leaves a portal with %s alone', async (change) => {
    await waiting(1);
    await alter(
      1,
      `insert into crm_writes (portal_id, write_id, contact_id, kind, lane) values (1, gen_random_uuid(), '1', 'task_create', 'fresh')`,
    );
    await alter(1, `update portals set ${change}`);
    await run();
    expect(rung).toEqual([]);
  });

  test('frees at once what a process without a heartbeat had taken, and rings for it', async () => {
    await waiting(1);
    const dead = await database.store();
    await take(1, dead.processId);
    expect(await run()).toMatchObject({ freedLeases: 0, lostBells: 0 });
    await sql`update processes set heartbeat_at = now() - interval '16 seconds' where process_id = ${dead.processId}`.execute(
      store.shared,
    );
    expect(await run()).toMatchObject({ freedLeases: 1, lostBells: 1 });
    expect(await take(1)).toEqual([expect.objectContaining({ contactId: '1', attempts: 1 })]);
  });

  test('frees what a process took that is not on the list any more', async () => {
    await waiting(1);
    await take(1, randomUUID());
    expect(await run()).toMatchObject({ freedLeases: 1 });
    expect(rung).toEqual(['1-fresh']);
  });

  test('frees a lease that ran out, of a living process too', async () => {
    await waiting(1);
    await take(1);
    await alter(1, `update mailbox set locked_until = now() - interval '1 second'`);
    expect(await run()).toMatchObject({ freedLeases: 1 });
  });

  test('puts a lead aside that has killed its process too often', async () => {
    await waiting(1);
    for (let death = 1; death <= MAX_ATTEMPTS; death += 1) {
      expect(await take(1, randomUUID())).toHaveLength(1);
      expect(await run()).toMatchObject({ freedLeases: 1, dead: death === MAX_ATTEMPTS ? 1 : 0 });
    }
    expect(await take(1)).toEqual([]);
    expect(await deadLetters(store.forPortal(1))).toEqual([expect.objectContaining({ lastError: 'process_died' })]);
  });

  test('rings for CRM writes that are due, and frees those of dead processes', async () => {
    await store.createPortal(1);
    await write('done');
    await write('todo', ', not_before', `, now() + interval '1 minute'`);
    expect(await run()).toMatchObject({ unfinishedWrites: 0 });
    await write(
      'sent',
      ', lease_id, lease_process, locked_until',
      `, gen_random_uuid(), '${randomUUID()}', now() + interval '30 seconds'`,
    );
    expect(await run()).toMatchObject({ unfinishedWrites: 1 });
    expect(rung).toEqual(['1-writes']);
  });

  test('one portal that cannot be rung does not keep the others waiting', async () => {
    await waiting(1);
    await waiting(2);
    deaf = 1;
    await run();
    expect(rung).toEqual(['2-fresh']);
  });
});

test('upkeep forgets old event keys of every portal and keeps the others', async () => {
  for (const portalId of [1, 2]) {
    await store.createPortal(portalId);
    await alter(
      portalId,
      `insert into webhook_events values (${portalId}, 'old', now() - interval '73 hours'), (${portalId}, 'new', now() - interval '71 hours')`,
    );
  }
  await sql`insert into processes values (gen_random_uuid(), 'all', now(), now() - interval '2 days')`.execute(
    store.shared,
  );
  expect(await upkeep({ store, bells, logger })).toEqual({ eventKeys: 2, processes: 1 });
  expect(await upkeep({ store, bells, logger })).toEqual({ eventKeys: 0, processes: 0 });
});

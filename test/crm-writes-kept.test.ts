import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PortalStore, PortalTx, Store } from '../src/store/store.ts';
import { insertWrites, type PlannedWrite } from '../src/store/tables/crm-writes.ts';
import { pruneWrites } from '../src/store/tables/crm-writes-prune.ts';
import { closeHandoffs, insertHandoffs, NO_CLOCK, openHandoffs } from '../src/store/tables/handoffs.ts';
import { takeRows } from '../src/store/tables/mailbox.ts';
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
beforeEach(async () => {
  portals += 1;
  await store.createPortal(portals);
  portal = store.forPortal(portals);
});

type State = 'todo' | 'sent' | 'done' | 'superseded' | 'refused';

/** A write that ended so many days ago (or was planned then, if it is not finished). */
async function aged(
  state: State,
  days: number,
  options: { kind?: 'contact_update' | 'task_create'; handoffId?: string; contactId?: string } = {},
): Promise<string> {
  const { kind = 'contact_update', handoffId = null, contactId = randomUUID() } = options;
  const writeId = randomUUID();
  const base = { writeId, contactId, decisionId: null, handoffId, lane: 'fresh' as const };
  const write: PlannedWrite = { ...base, kind, payload: { properties: {} } };
  await portal.transaction(async (tx) => {
    await insertWrites(tx, [write]);
    const then = sql<Date>`now() - make_interval(days => ${days}::int)`;
    const finished = state !== 'todo' && state !== 'sent';
    await tx.db
      .updateTable('crm_writes')
      .set({ state, created_at: then, done_at: finished ? then : null, hubspot_id: '9' })
      .where('write_id', '=', writeId)
      .execute();
  });
  return writeId;
}

async function openHandoff(contactId: string): Promise<string> {
  const handoffId = randomUUID();
  await portal.transaction((tx) =>
    insertHandoffs(tx, [
      {
        handoffId,
        contactId,
        enquiryId: randomUUID(),
        decisionId: randomUUID(),
        ownerId: '701',
        pool: null,
        urgency: 'normal',
        slaState: 'none',
        clock: NO_CLOCK,
        parts: Buffer.alloc(0),
        openedAt: new Date(),
      },
    ]),
  );
  return handoffId;
}

const kept = async () => {
  const rows = await portal.transaction((tx) => tx.db.selectFrom('crm_writes').select('write_id').execute());
  return new Set(rows.map((row) => row.write_id));
};

describe('finished writes', () => {
  it('are removed after thirty days, unfinished ones never', async () => {
    for (const state of ['done', 'superseded', 'refused'] as const) await aged(state, 31);
    const stay = [await aged('todo', 31), await aged('sent', 31), await aged('done', 29), await aged('refused', 29)];
    expect(await pruneWrites(portal)).toBe(3);
    expect(await kept()).toEqual(new Set(stay));
    expect(await pruneWrites(portal)).toBe(0);
  });

  it('are removed in transactions of a bearable size', async () => {
    for (let count = 0; count < 5; count += 1) await aged('done', 40);
    expect(await pruneWrites(portal, { chunk: 2 })).toBe(5);
    expect(await kept()).toEqual(new Set());
  });

  it('stay with an open handoff where one of them created its task, until the handoff is closed', async () => {
    const handoffId = await openHandoff('1');
    const create = await aged('done', 40, { kind: 'task_create', handoffId, contactId: '1' });
    await aged('done', 40, { handoffId, contactId: '1' });
    expect(await pruneWrites(portal)).toBe(1);
    expect(await kept()).toEqual(new Set([create]));
    await portal.transaction((tx) => closeHandoffs(tx, [{ handoffId, outcome: 'taken_over', at: new Date() }]));
    expect(await pruneWrites(portal)).toBe(1);
  });

  it('of another portal are not touched', async () => {
    const theirs = await aged('done', 40);
    const other = portal;
    portals += 1;
    await store.createPortal(portals);
    expect(await pruneWrites(store.forPortal(portals))).toBe(0);
    portal = other;
    expect(await kept()).toEqual(new Set([theirs]));
  });
});

/** How often this index was used in the transaction so far. */
async function uses(tx: PortalTx, index: string): Promise<number> {
  const { rows } = await sql<{ scans: number }>`
    select pg_stat_get_xact_numscans(to_regclass(${index}))::int as scans`.execute(tx.db);
  return rows[0]?.scans ?? 0;
}

describe('a portal with a long past', () => {
  it('finds the task of an open handoff by an index', async () => {
    const handoffId = await openHandoff('1');
    const create = await aged('done', 0, { kind: 'task_create', handoffId, contactId: '1' });
    await portal.transaction(async (tx) => {
      await sql`
        insert into crm_writes (portal_id, write_id, contact_id, handoff_id, kind, lane, state, done_at)
        select ${tx.portalId}, gen_random_uuid(), n::text, gen_random_uuid(),
               case when n % 2 = 0 then 'task_create' else 'contact_update' end, 'fresh', 'done', now()
        from generate_series(1, 5000) n`.execute(tx.db);
      await tx.db.updateTable('handoffs').set({ task_id: '9' }).where('handoff_id', '=', handoffId).execute();
      const before = await uses(tx, 'crm_writes_of_handoff');
      expect(await openHandoffs(tx, ['1'])).toMatchObject([{ handoffId, taskMark: create }]);
      expect(await uses(tx, 'crm_writes_of_handoff')).toBe(before + 1);
    });
  });

  it('takes the next leads of a lane in the order of an index', async () => {
    await portal.transaction(async (tx) => {
      await sql`
        insert into mailbox (portal_id, contact_id, lane, waiting_since)
        select ${tx.portalId}, n::text, 'bulk', now() - make_interval(secs => n)
        from generate_series(1, 20000) n`.execute(tx.db);
      const taken = await takeRows(tx, { lane: 'bulk', limit: 20, processId: randomUUID() });
      expect(new Set(taken.map((row) => row.contact_id))).toEqual(
        new Set(Array.from({ length: 20 }, (_, index) => String(20_000 - index))),
      );
      expect(await uses(tx, 'mailbox_take_order')).toBe(1);
    });
  });
});

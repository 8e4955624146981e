import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readExceptions } from '../src/cards/pages/read-exceptions.ts';
import { readToday } from '../src/cards/pages/read-today.ts';
import { readSettings } from '../src/cards/settings/read-settings.ts';
import { createPolicies } from '../src/policy-in-force.ts';
import type { PortalTx } from '../src/store/store.ts';
import { anna, ben, cleo, openDecidingScene, type DecidingScene } from './deciding-scene.ts';
import { asAdmin, testDatabase, type TestDatabase } from './support/postgres.ts';

/** A portal with a long past: 100,000 handoffs, of which 300 are open, and as many decisions, of which 80 were made today. */
const PORTAL = 71;
const PAST = 100_000;
const NOW = new Date('2026-03-10T12:00:00Z');
let database: TestDatabase;
let scene: DecidingScene;

beforeAll(async () => {
  database = await testDatabase();
  scene = await openDecidingScene(await database.store(), PORTAL);
  await asAdmin(async (client) => {
    await client.query(`
      insert into decisions (portal_id, decision_id, ledger, seq, contact_id, enquiry_id, decided_by, outcome, reason, owner_id,
        policy_version, policy_hash, engine, verdict, snapshot_hash, receipt, previous_receipt, decided_at)
      select ${PORTAL}, gen_random_uuid(), 'live', n, n::text, gen_random_uuid(), 'drain', 'routed', 'fair_share',
        (array['anna', 'ben', 'cleo'])[n % 3 + 1], 1, '', '', '{}', '', '', '',
        case when n > ${PAST} - 80 then timestamptz '2026-03-10T08:00Z' else timestamptz '2026-03-09T20:00Z' - n * interval '1 minute' end
      from generate_series(1, ${PAST}) n`);
    await client.query(`
      insert into handoffs (portal_id, handoff_id, contact_id, enquiry_id, decision_id, owner_id, pool, status, urgency, sla_state,
        sla_due_at, opened_at, closed_at, outcome)
      select portal_id, gen_random_uuid(), contact_id, enquiry_id, decision_id, owner_id, 'sales',
        case when seq > ${PAST} - 300 then 'offered' else 'closed' end, 'normal',
        case when seq > ${PAST} - 300 then 'running' else 'met' end,
        case when seq > ${PAST} - 300 then timestamptz '2026-03-10T11:30Z' + (seq % 100) * interval '1 minute' else decided_at end,
        decided_at, case when seq > ${PAST} - 300 then null else decided_at end, case when seq > ${PAST} - 300 then null else 'qualified' end
      from decisions`);
    await client.query(`
      insert into handoff_events (portal_id, handoff_id, contact_id, kind, at, owner_id, label)
      select portal_id, handoff_id, contact_id, case when right(contact_id, 2) = '07' then 'wrong_owner' else 'offered' end, opened_at,
        owner_id, 'language' from handoffs`);
    await client.query('analyze');
  }, database.databaseUrl);
});
afterAll(() => database.close());

const question = {
  userId: 1,
  directory: { people: [anna, ben, cleo], teams: [], fetchedAtMs: NOW.getTime() },
  policyInForce: createPolicies(),
  now: NOW,
};

/** What the connection has just read of each large table: rows of whole scans, and rows fetched through an index. */
async function readOf(tx: PortalTx) {
  const { rows } = await sql<{ table: string; scanned: number; fetched: number }>`
    select relname as "table", seq_tup_read::int as scanned, idx_tup_fetch::int as fetched from pg_stat_xact_user_tables
    where relname in ('decisions', 'handoffs', 'handoff_events') order by relname`.execute(tx.db);
  expect(rows).toHaveLength(3);
  return rows;
}

it.each([
  ['the day', readToday],
  ['exceptions', readExceptions],
  ['settings', readSettings],
])('reads %s without going through the past', async (_name, read) => {
  await scene.portal.transaction(async (tx) => {
    await read(tx, question);
    for (const { table, scanned, fetched } of await readOf(tx)) {
      expect({ table, scanned }).toEqual({ table, scanned: 0 });
      expect({ table, few: fetched < PAST / 20, fetched }).toEqual({ table, few: true, fetched });
    }
  });
});

it('counts over everything and lists 25', async () => {
  const today = await scene.portal.transaction((tx) => readToday(tx, question));
  expect(today.figures).toMatchObject({ routedToday: 80, open: 300, late: 90, waiting: 0, held: 0 });
  expect(today.late).toHaveLength(25);
  expect(today.dueSoon).toHaveLength(25);
});

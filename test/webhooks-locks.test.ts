import type { Client } from 'pg';
import { expect, test, vi } from 'vitest';
import { asAdmin } from './support/postgres.ts';
import { created, databaseUrl, deliver, event, inPortal, mailbox, meet, portalId } from './webhooks-door.ts';

const WAITING = { interval: 20, timeout: 20_000 };

/** Somebody else's transaction on the same database, with the locks it takes one by one. */
async function meanwhile(work: (other: Client) => Promise<void>): Promise<void> {
  await asAdmin(async (other) => {
    await other.query('begin');
    await work(other);
    await other.query('commit');
  }, databaseUrl);
}

/** Until the door waits for one of our locks. */
async function doorWaits(): Promise<void> {
  await vi.waitFor(
    () =>
      asAdmin(async (client) => {
        const { rows } = await client.query(
          `select 1 from pg_stat_activity where application_name = 'baton_app' and wait_event_type = 'Lock'
             and datname = current_database()`,
        );
        expect(rows).toHaveLength(1);
      }, databaseUrl),
    WAITING,
  );
}

const lockMailbox = (other: Client) =>
  other.query('select 1 from mailbox where portal_id = $1 order by contact_id for update', [portalId]);
const touchContact = (other: Client) =>
  other.query(
    `insert into contacts (portal_id, contact_id, outcome) values ($1, '501', 'routed')
     on conflict (portal_id, contact_id) do update set outcome = excluded.outcome`,
    [portalId],
  );
const goneOf = () => inPortal((tx) => tx.db.selectFrom('contacts').select(['gone', 'outcome']).executeTakeFirst());

test.each([
  { news: 'object.deletion', before: null, after: 'deleted' as const },
  { news: 'object.restore', before: 'deleted' as const, after: null },
])('a decision and $news of the same lead never wait for each other', async ({ news, before, after }) => {
  await deliver(created());
  await meet('501', { gone: before, gone_at: before === null ? null : new Date(0) });
  let answer: ReturnType<typeof deliver> | undefined;
  await meanwhile(async (decider) => {
    await lockMailbox(decider);
    answer = deliver(event(news));
    await doorWaits();
    await touchContact(decider);
  });
  expect((await answer)?.status).toBe(200);
  expect(await goneOf()).toEqual({ gone: after, outcome: 'routed' });
});

test('a transaction that Postgres gives up for another one is repeated at once', async () => {
  await deliver(created());
  await meet('501');
  let answer: ReturnType<typeof deliver> | undefined;
  await meanwhile(async (other) => {
    // The door, which waits first and looks for a deadlock sooner, is the one that gives way.
    await other.query(`set local deadlock_timeout = '10s'`);
    await touchContact(other);
    answer = deliver(event('object.deletion'));
    await doorWaits();
    await lockMailbox(other);
  });
  expect((await answer)?.status).toBe(200);
  expect(await goneOf()).toEqual({ gone: 'deleted', outcome: 'routed' });
  expect(await mailbox()).toEqual({});
});

import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { takeLeads } from '../src/mailbox/leases.ts';
import { addReasons } from '../src/mailbox/reasons.ts';
import type { NewReasons, TakenLead } from '../src/mailbox/types.ts';
import type { Lane } from '../src/policy/taxonomy.ts';
import type { MailboxReason } from '../src/store/mailbox-reason.ts';
import type { PortalStore, Store } from '../src/store/store.ts';
import { testDatabase, type TestDatabase } from './support/postgres.ts';

/** For the tests of the mailbox: a database per file, a portal per test, and the few things one does with a row. */
let database: TestDatabase;
export let store: Store;
export let portal: PortalStore;
export let portalId = 100;

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

export const reason = (what: string, facts: Partial<MailboxReason> = {}): MailboxReason => ({
  kind: 'change',
  what,
  source: 'FORM',
  sourceId: null,
  occurredAt: 1_790_000_000_000,
  ...facts,
});
export const row = (contactId: string, lane: Lane = 'fresh', ...reasons: MailboxReason[]): NewReasons => ({
  contactId,
  lane,
  reasons: reasons.length > 0 ? reasons : [reason('creation', { kind: 'enquiry' })],
});
export const add = (...rows: NewReasons[]) => portal.transaction((tx) => addReasons(tx, rows));
export const take = (lane: Lane = 'fresh', limit = 100, processId = store.processId) =>
  takeLeads(portal, { lane, limit, processId });
export const ids = (leads: readonly TakenLead[]) => leads.map((lead) => lead.contactId);
export const soon = (ms: number) => new Date(Date.now() + ms);

export async function takeOne(lane: Lane = 'fresh'): Promise<TakenLead> {
  const [lead, ...others] = await take(lane);
  if (lead === undefined || others.length > 0)
    throw new Error(`expected one lead, not ${others.length + (lead ? 1 : 0)}`);
  return lead;
}

/** Changes the stored row behind the back of the code under test: time passes, a process dies. */
export async function alter(change: string, contactId = '1'): Promise<void> {
  await portal.transaction((tx) =>
    sql`update mailbox set ${sql.raw(change)} where contact_id = ${contactId}`.execute(tx.db),
  );
}

export async function unfinishedWrite(contactId: string): Promise<void> {
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
export const finishWritesOf = (contactId: string) =>
  portal.transaction((tx) =>
    tx.db.updateTable('crm_writes').set({ state: 'done' }).where('contact_id', '=', contactId).execute(),
  );

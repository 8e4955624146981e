import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DecryptionFailed } from '../src/errors.ts';
import { parseKeyRing } from '../src/store/encryption.ts';
import { openStore, type PortalStore, type Store } from '../src/store/store.ts';
import { contactKeys, sealForContact } from '../src/store/tables/contact-keys.ts';
import { insertWrites, leaseWrites, type PlannedWrite } from '../src/store/tables/crm-writes.ts';
import { asAdmin, testDatabase, type TestDatabase } from './support/postgres.ts';

let database: TestDatabase;
let store: Store;
let portal: PortalStore;
beforeAll(async () => {
  database = await testDatabase();
  store = await database.store(1);
  portal = store.forPortal(1);
});
afterAll(() => database.close());

function update(contactId: string): PlannedWrite {
  const base = { writeId: randomUUID(), contactId, decisionId: null, handoffId: null, lane: 'fresh' as const };
  return { ...base, kind: 'contact_update', payload: { properties: { baton_status: 'offered' } } };
}
const lease = (from: PortalStore) =>
  from.transaction((tx) => leaseWrites(tx, { leaseId: randomUUID(), processId: store.processId, limit: 10 }));

it('one write that cannot be read keeps no other from being read', async () => {
  const [altered, foreign, keyless, stranger, good] = ['1', '2', '3', '4', '5'].map(update);
  if (!altered || !foreign || !keyless || !stranger || !good) throw new Error('five writes');
  await portal.transaction(async (tx) => {
    await insertWrites(tx, [altered, foreign, keyless, stranger, good]);
    const keys = await contactKeys(tx, ['2']);
    const payload = (writeId: string, bytes: Buffer) =>
      tx.db.updateTable('crm_writes').set({ payload: bytes }).where('write_id', '=', writeId).execute();
    await payload(altered.writeId, randomBytes(60));
    await payload(foreign.writeId, sealForContact(keys.get('2') ?? Buffer.alloc(32), { sends: 'something else' }));
    await tx.db
      .updateTable('contacts')
      .set({ contact_key: randomBytes(61) })
      .where('contact_id', '=', '3')
      .execute();
  });
  await asAdmin(async (client) => {
    await client.query('alter table crm_writes drop constraint crm_writes_kind_check');
    await client.query(`update crm_writes set kind = 'carrier_pigeon' where write_id = $1`, [stranger.writeId]);
  }, database.databaseUrl);

  const leased = await lease(portal);
  expect(leased.map(({ contactId, unreadable }) => [contactId, unreadable])).toEqual([
    ['1', 'decryption_failed'],
    ['2', 'unexpected_ZodError'],
    ['3', 'decryption_failed'],
    ['4', 'unexpected_TypeError'],
    ['5', null],
  ]);
  expect(leased.map(({ content }) => content?.kind ?? null)).toEqual([null, null, null, null, 'contact_update']);
});

it('a missing key of the whole portal is no fault of its writes: they wait until it is back', async () => {
  await store.createPortal(2);
  const theirs = store.forPortal(2);
  const write = update('1');
  await theirs.transaction((tx) => insertWrites(tx, [write]));
  const keys = parseKeyRing(`other:${randomBytes(32).toString('base64')}`);
  const blind = await openStore({ databaseUrl: database.databaseUrl, keys, role: 'all' });
  try {
    await expect(lease(blind.forPortal(2))).rejects.toThrow(DecryptionFailed);
  } finally {
    await blind.close();
  }
  expect(await lease(theirs)).toMatchObject([{ writeId: write.writeId, unreadable: null }]);
});

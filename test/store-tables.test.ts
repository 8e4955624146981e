import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PortalStore, Store } from '../src/store/store.ts';
import { contactKeys, openForContact, sealForContact } from '../src/store/tables/contact-keys.ts';
import { contactsById, markGone, rememberDecisions, unmarkGone } from '../src/store/tables/contacts.ts';
import { openExceptions, raiseException, resolveException } from '../src/store/tables/exceptions.ts';
import { findTwins, rememberFingerprints, type Fingerprint } from '../src/store/tables/fingerprints.ts';
import { insertPolicy, policyInForce, policyVersion } from '../src/store/tables/policies.ts';
import { limitPortal, listPortals, portalById } from '../src/store/tables/portals.ts';
import { testDatabase, type TestDatabase } from './support/postgres.ts';

let database: TestDatabase;
let store: Store;
let portal: PortalStore;
let portalId = 1_000;

beforeAll(async () => {
  database = await testDatabase();
  store = await database.store();
});
afterAll(() => database.close());
beforeEach(async () => {
  portalId += 1;
  await store.createPortal(portalId);
  portal = store.forPortal(portalId);
});

const decision = (contactId: string, more: object = {}) => ({
  contactId,
  decisionId: randomUUID(),
  outcome: 'routed' as const,
  source: 'FORM',
  companyId: '5',
  enquiryHash: 'abc',
  enquiries: 1,
  ownerRead: null,
  ownerReadAt: new Date('2026-01-02T03:04:05Z'),
  ...more,
});

const phone = (contactId: string, value = '+4930'): Fingerprint => ({ contactId, kind: 'phone', value });

const look = (...prints: Fingerprint[]) => portal.transaction((tx) => findTwins(tx, prints));

const remember = (...prints: Fingerprint[]) => portal.transaction((tx) => rememberFingerprints(tx, prints));

const publish = (hash: string, effectiveFrom?: Date) =>
  portal.transaction((tx) => insertPolicy(tx, { document: { hash }, hash, authorUserId: null, effectiveFrom }));

const inForce = (now: Date) => portal.transaction((tx) => policyInForce(tx, now));

describe('contacts', () => {
  test('remember their current decision, and their first source beside the latest', async () => {
    const second = decision('1', {
      source: 'MEETINGS',
      outcome: 'held',
      enquiries: 2,
      ownerRead: '77',
      companyId: null,
    });
    await portal.transaction((tx) => rememberDecisions(tx, [decision('2'), decision('1')]));
    await portal.transaction((tx) => rememberDecisions(tx, [decision('1', { source: 'CHAT' }), second]));
    const rows = await portal.transaction((tx) => contactsById(tx, ['1', '2', '3']));
    expect([...rows.keys()].toSorted()).toEqual(['1', '2']);
    expect(rows.get('1')).toMatchObject({
      decisionId: second.decisionId,
      outcome: 'held',
      firstSource: 'FORM',
      latestSource: 'MEETINGS',
      companyId: null,
      enquiries: 2,
      ownerRead: '77',
      ownerReadAt: second.ownerReadAt,
      gone: null,
    });
  });

  test('keep their key when they are remembered, and their memory when they get a key', async () => {
    await portal.transaction((tx) => rememberDecisions(tx, [decision('1')]));
    const key = (await portal.transaction((tx) => contactKeys(tx, ['1']))).get('1');
    await portal.transaction((tx) => rememberDecisions(tx, [decision('1', { enquiries: 9 })]));
    expect((await portal.transaction((tx) => contactKeys(tx, ['1']))).get('1')).toEqual(key);
    expect((await portal.transaction((tx) => contactsById(tx, ['1']))).get('1')?.enquiries).toBe(9);
  });

  test('come back from deletion, not from a merge', async () => {
    const at = new Date();
    const goneOf = async (id: string) => (await portal.transaction((tx) => contactsById(tx, [id]))).get(id)?.gone;
    await portal.transaction(async (tx) => {
      await markGone(tx, { contactId: '1', gone: 'deleted', at });
      await markGone(tx, { contactId: '2', gone: 'merged', at, mergedInto: '3' });
      await contactKeys(tx, ['1']);
    });
    expect([await goneOf('1'), await goneOf('2')]).toEqual(['deleted', 'merged']);
    expect((await portal.transaction((tx) => contactsById(tx, ['2']))).get('2')?.mergedInto).toBe('3');
    for (const id of ['1', '2']) await portal.transaction((tx) => unmarkGone(tx, id));
    expect([await goneOf('1'), await goneOf('2')]).toEqual([null, 'merged']);
  });

  test('that were erased are unreadable for good: no key, no prints, no way back', async () => {
    const print: Fingerprint = { contactId: '1', kind: 'phone', value: '+49301234567' };
    const sealed = await portal.transaction(async (tx) => {
      const key = (await contactKeys(tx, ['1'])).get('1');
      await rememberDecisions(tx, [decision('1')]);
      await rememberFingerprints(tx, [print]);
      return sealForContact(key ?? Buffer.alloc(0), { text: 'private' });
    });
    await portal.transaction((tx) => markGone(tx, { contactId: '1', gone: 'privacy', at: new Date() }));
    await portal.transaction((tx) => markGone(tx, { contactId: '1', gone: 'deleted', at: new Date() }));
    await portal.transaction((tx) => unmarkGone(tx, '1'));
    await portal.transaction((tx) => rememberDecisions(tx, [decision('1')]));

    const [row, keys] = await portal.transaction(
      async (tx) =>
        [
          await tx.db.selectFrom('contacts').selectAll().executeTakeFirstOrThrow(),
          await contactKeys(tx, ['1', '2']),
        ] as const,
    );
    expect(row).toMatchObject({ gone: 'privacy', contact_key: null, enquiry_hash: null });
    expect(row.erased_at).toBeInstanceOf(Date);
    expect([...keys.keys()]).toEqual(['2']);
    expect(() => openForContact(keys.get('2') ?? Buffer.alloc(0), sealed)).toThrow(/cannot be decrypted/);
    expect(await portal.transaction((tx) => findTwins(tx, [{ ...print, contactId: '2' }]))).toEqual([]);
    expect(await portal.transaction((tx) => tx.db.selectFrom('fingerprints').selectAll().execute())).toEqual([]);
  });

  test('erased before Baton ever met them get no key either', async () => {
    await portal.transaction((tx) => markGone(tx, { contactId: '1', gone: 'privacy', at: new Date() }));
    expect(await portal.transaction((tx) => contactKeys(tx, ['1']))).toEqual(new Map());
  });
});

describe('fingerprints', () => {
  test('find who had the same print first, whatever was seen since', async () => {
    await remember(phone('20'));
    await remember(phone('3'));
    await remember(phone('3'), phone('3'));
    expect(await look(phone('4'), { contactId: '4', kind: 'email_form', value: '+4930' }, phone('4', '+4940'))).toEqual(
      [{ contactId: '4', kind: 'phone', otherContactId: '20' }],
    );
    expect(await look(phone('3'))).toEqual([{ contactId: '3', kind: 'phone', otherContactId: '20' }]);
    expect(await look(phone('20'))).toEqual([]);
    expect(await look()).toEqual([]);
  });

  test('of two that come in one batch call the younger one the duplicate', async () => {
    await remember(phone('100'), phone('99'));
    expect(await look(phone('99'), phone('100'))).toEqual([{ contactId: '100', kind: 'phone', otherContactId: '99' }]);
  });

  test('do not match people who are gone, nor another portal', async () => {
    await remember(phone('1'));
    await store.createPortal(900);
    expect(await store.forPortal(900).transaction((tx) => findTwins(tx, [phone('2')]))).toEqual([]);
    await portal.transaction((tx) => markGone(tx, { contactId: '1', gone: 'merged', at: new Date(), mergedInto: '9' }));
    expect(await look(phone('2'))).toEqual([]);
  });

  test('are stored as hashes that differ from portal to portal', async () => {
    await store.createPortal(901);
    const hashes = [];
    for (const each of [portal, store.forPortal(901)]) {
      await each.transaction((tx) => rememberFingerprints(tx, [phone('1')]));
      const row = await each.transaction((tx) =>
        tx.db.selectFrom('fingerprints').select('hash').executeTakeFirstOrThrow(),
      );
      hashes.push(row.hash.toString('hex'));
    }
    expect(new Set(hashes).size).toBe(2);
    expect(hashes.join()).not.toContain(Buffer.from('+4930').toString('hex'));
  });
});

describe('policies', () => {
  test('the one whose date came last is in force; dates in the future wait', async () => {
    const now = new Date();
    const at = (days: number) => new Date(now.getTime() + days * 86_400_000);
    expect(await inForce(now)).toBeNull();
    expect([await publish('a', at(-2)), await publish('b', at(1)), await publish('c', at(-1))]).toEqual([1, 2, 3]);
    expect(await inForce(now)).toEqual({ version: 3, hash: 'c', document: { hash: 'c' } });
    expect((await inForce(at(2)))?.hash).toBe('b');
    expect((await inForce(at(-1.5)))?.hash).toBe('a');
    expect((await portal.transaction((tx) => policyVersion(tx, 2)))?.hash).toBe('b');
    expect(await portal.transaction((tx) => policyVersion(tx, 4))).toBeNull();
  });

  test('published at the same time get numbers of their own', async () => {
    const versions = await Promise.all(['a', 'b', 'c', 'd'].map((hash) => publish(hash)));
    expect(versions.toSorted()).toEqual([1, 2, 3, 4]);
  });
});

describe('exceptions', () => {
  const refused = { kind: 'refused_write', subject: 'baton_score', sentence: 'A rule of HubSpot refused it.' };

  test('are counted while open, resolved, and begin anew', async () => {
    const open = () => portal.transaction((tx) => openExceptions(tx));
    for (let times = 0; times < 3; times += 1) await portal.transaction((tx) => raiseException(tx, refused));
    expect(await open()).toMatchObject([{ ...refused, count: 3 }]);
    await portal.transaction((tx) => resolveException(tx, { kind: refused.kind, subject: 'another' }));
    expect(await open()).toHaveLength(1);
    await portal.transaction((tx) => resolveException(tx, refused));
    await portal.transaction((tx) => resolveException(tx, refused));
    expect(await open()).toEqual([]);
    await portal.transaction((tx) => raiseException(tx, { ...refused, sentence: 'Again.' }));
    expect(await open()).toMatchObject([{ count: 1, sentence: 'Again.' }]);
  });
});

describe('portals', () => {
  test('begin by observing, active, and unlimited', async () => {
    expect(await portal.transaction((tx) => portalById(tx))).toMatchObject({
      portalId,
      status: 'active',
      mode: 'observe',
      limitedUntil: null,
      liveSince: null,
      timeZone: 'UTC',
    });
    expect(await store.forPortal(987_654).transaction((tx) => portalById(tx))).toBeNull();
  });

  test('are limited until the latest of the times named', async () => {
    const [soon, later] = [new Date('2030-01-01'), new Date('2030-01-02')];
    for (const until of [soon, later, soon]) await portal.transaction((tx) => limitPortal(tx, until));
    expect((await portal.transaction((tx) => portalById(tx)))?.limitedUntil).toEqual(later);
    expect(await listPortals(store.sweep)).toContainEqual({
      portalId,
      status: 'active',
      mode: 'observe',
      limitedUntil: later,
    });
  });

  test('find their rows by an index although only row-level security names the portal', async () => {
    await portal.transaction((tx) =>
      contactKeys(
        tx,
        Array.from({ length: 300 }, (_, index) => String(index)),
      ),
    );
    const { rows } = await portal.transaction(async (tx) => {
      await sql`set local enable_seqscan = off`.execute(tx.db);
      return sql<Record<string, string>>`explain select * from contacts where contact_id = '7'`.execute(tx.db);
    });
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toMatch(/Index Cond: .*portal_id.*contact_id/);
  });
});

import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { takeLeads } from '../src/mailbox/leases.ts';
import {
  APP,
  changed,
  counts,
  created,
  deliver,
  event,
  inPortal,
  mailbox,
  meet,
  openHandoff,
  portalId,
  store,
} from './webhooks-door.ts';

const days = (count: number) => new Date(Date.now() - count * 86_400_000);

describe('changes of contacts', () => {
  test.each([
    ['nobody has heard of', null, 0],
    ['was skipped', { outcome: 'skipped' }, 0],
    ['is nurtured', { outcome: 'nurtured' }, 1],
    ['was closed a week ago', { outcome: 'routed', handoff_closed_at: days(7) }, 1],
    ['was closed long ago', { outcome: 'routed', handoff_closed_at: days(31) }, 0],
    ['is gone', { outcome: 'nurtured', gone: 'deleted' }, 0],
  ])('of one who %s', async (_who, contact, kept) => {
    if (contact !== null) await meet('501', contact);
    await deliver(changed('phone', '1'));
    expect(Object.keys(await mailbox())).toHaveLength(kept);
    expect(counts).toMatchObject(kept === 1 ? { kept: 1 } : { unrelated: 1 });
  });

  test('of one with an open handoff, also by its company', async () => {
    await meet('501', { company_id: '9', outcome: 'routed' });
    await meet('502', { company_id: '9', outcome: 'skipped' });
    await openHandoff('501');
    await deliver(
      event('object.propertyChange', {
        objectId: 9,
        objectTypeId: '0-2',
        propertyName: 'industry',
        propertyValue: 'x',
        changeSource: 'CRM_UI',
      }),
    );
    expect(await mailbox()).toMatchObject({ 501: { whats: ['company:industry'] } });
    expect(Object.keys(await mailbox())).toEqual(['501']);
  });

  test('a company associated late wakes the lead that waits for it', async () => {
    await deliver(created());
    await inPortal((tx) => sql`update mailbox set not_before = now() + interval '8 seconds'`.execute(tx.db));
    await deliver(
      event('object.associationChange', {
        objectId: undefined,
        associationType: 'CONTACT_TO_COMPANY',
        fromObjectId: 501,
        toObjectId: 9,
      }),
    );
    const [lead] = await takeLeads(store.forPortal(portalId), { lane: 'fresh', limit: 9, processId: store.processId });
    expect(lead?.reasons.map((one) => one.what)).toEqual(['creation', 'association']);
  });

  test('our own writes are recognised, by the app or by what was written', async () => {
    await meet('501', { outcome: 'nurtured', owner_written: '77', owner_written_at: new Date() });
    await deliver(changed('hubspot_owner_id', '88', { changeSource: 'INTEGRATION', sourceId: `${APP}` }));
    await deliver(changed('hubspot_owner_id', '77', { changeSource: 'INTEGRATION' }));
    expect(await mailbox()).toEqual({});
    expect(counts).toMatchObject({ own_write: 2 });
    await deliver(changed('hubspot_owner_id', '77', { changeSource: 'CRM_UI', sourceId: 'userId:7' }));
    expect(await mailbox()).toMatchObject({ 501: { whats: ['owner:hubspot_owner_id'] } });
  });
});

const goneOf = (contactId: string) =>
  inPortal((tx) =>
    tx.db.selectFrom('contacts').select(['gone', 'merged_into']).where('contact_id', '=', contactId).executeTakeFirst(),
  );

describe('contacts that go', () => {
  test('leave the mailbox', async () => {
    await deliver(created());
    await deliver(event('object.deletion'));
    expect(await mailbox()).toEqual({});
    expect(await goneOf('501')).toEqual({ gone: 'deleted', merged_into: null });
    await deliver(changed('phone', 'x'), changed('message', 'x', { occurredAt: Date.now() - 60_000 }));
    expect(await mailbox()).toEqual({});
  });

  test('and come back when they ask later than they were deleted, because then HubSpot has them', async () => {
    await meet('501', { outcome: 'routed', gone: 'deleted', gone_at: days(1) });
    await deliver(changed('message', 'x'), changed('phone', 'x'));
    expect(await goneOf('501')).toEqual({ gone: null, merged_into: null });
    expect(await mailbox()).toMatchObject({ 501: { whats: ['change:phone', 'enquiry:message'] } });
  });

  test('and come back when they are restored', async () => {
    await meet('501', { outcome: 'nurtured', gone: 'deleted', gone_at: new Date() });
    await deliver(event('object.restore'));
    expect(await goneOf('501')).toEqual({ gone: null, merged_into: null });
    expect(Object.keys(await mailbox())).toEqual(['501']);
  });

  test('an erased contact stays erased, in whatever order its two events come', async () => {
    await meet('501', { outcome: 'nurtured' });
    await deliver(event('contact.privacyDeletion'), event('object.deletion'));
    expect(await goneOf('501')).toMatchObject({ gone: 'privacy' });
  });

  test('what a merged contact asked for, its winner inherits', async () => {
    await deliver(created(), created({ objectId: 502, changeSource: 'IMPORT' }));
    await deliver(
      event('object.merge', {
        objectId: 600,
        primaryObjectId: 600,
        newObjectId: 600,
        mergedObjectIds: [501, 502],
        changeSource: 'CRM_UI',
      }),
    );
    expect(await mailbox()).toMatchObject({ 600: { lane: 'fresh', whats: ['change:merge', 'enquiry:creation'] } });
    expect(await goneOf('501')).toEqual({ gone: 'merged', merged_into: '600' });
    expect(await goneOf('600')).toBeUndefined();
  });
});

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEvent } from './events.ts';

const common = {
  portalId: 4242,
  eventId: 9001,
  subscriptionId: 77,
  appId: 1001,
  occurredAt: 1_790_000_000_000,
  attemptNumber: 0,
};
const creation = {
  ...common,
  subscriptionType: 'object.creation',
  objectId: 501,
  objectTypeId: '0-1',
  changeSource: 'FORM',
};
const change = {
  ...common,
  subscriptionType: 'object.propertyChange',
  objectId: 501,
  objectTypeId: '0-1',
  propertyName: 'hubspot_owner_id',
  propertyValue: '41629779',
  changeSource: 'CRM_UI',
  sourceId: 'userId:7',
};
const link = {
  ...common,
  subscriptionType: 'object.associationChange',
  fromObjectId: 501,
  toObjectId: 9,
  changeSource: 'CRM_UI',
};

function read(raw: unknown) {
  const event = readEvent(raw);
  if (typeof event === 'string') throw new Error(event);
  return event;
}

describe('readEvent', () => {
  test.each([
    ['creation', creation, { kind: 'contact_created', contactId: '501', source: 'FORM', sourceId: null }],
    [
      'creation by its old name',
      { ...creation, subscriptionType: 'contact.creation', objectTypeId: undefined },
      { kind: 'contact_created', contactId: '501' },
    ],
    [
      'type in eventType',
      { ...creation, subscriptionType: undefined, eventType: 'object.creation' },
      { kind: 'contact_created' },
    ],
    [
      'owner change',
      change,
      { kind: 'contact_changed', property: 'hubspot_owner_id', value: '41629779', sourceId: 'userId:7' },
    ],
    ['cleared value', { ...change, propertyValue: null }, { kind: 'contact_changed', value: '' }],
    ['app id as source', { ...change, sourceId: 1001 }, { sourceId: '1001' }],
    ['no source', { ...creation, changeSource: undefined }, { source: 'UNKNOWN' }],
    ['deletion', { ...creation, subscriptionType: 'contact.deletion' }, { kind: 'contact_deleted', contactId: '501' }],
    [
      'privacy deletion',
      { ...creation, subscriptionType: 'contact.privacyDeletion', objectTypeId: undefined },
      { kind: 'contact_erased' },
    ],
    ['restore', { ...creation, subscriptionType: 'object.restore' }, { kind: 'contact_restored' }],
    [
      'company change',
      { ...change, objectTypeId: '0-2', objectId: 9, propertyName: 'industry' },
      { kind: 'company_changed', companyId: '9', property: 'industry' },
    ],
    [
      'company change by its old name',
      { ...change, subscriptionType: 'company.propertyChange', objectTypeId: undefined, objectId: 9 },
      { kind: 'company_changed', companyId: '9' },
    ],
    [
      'association',
      { ...link, associationType: 'CONTACT_TO_COMPANY' },
      { kind: 'company_linked', contactId: '501', companyId: '9', removed: false },
    ],
    [
      'association from the other end',
      { ...link, associationType: 'COMPANY_TO_CONTACT', associationRemoved: true },
      { kind: 'company_linked', contactId: '9', companyId: '501', removed: true },
    ],
  ])('reads %s', (_name, raw, expected) => {
    expect(read(raw)).toMatchObject({ portalId: 4242, occurredAt: 1_790_000_000_000, ...expected });
  });

  test.each([
    [
      'into an old record',
      { primaryObjectId: 1, mergedObjectIds: [2, 3], newObjectId: 1, objectId: 1 },
      '1',
      ['2', '3'],
    ],
    ['into a new record', { primaryObjectId: 1, mergedObjectIds: [2], newObjectId: 9, objectId: 9 }, '9', ['1', '2']],
    ['without a new id', { primaryObjectId: 1, mergedObjectIds: [2], objectId: 1 }, '1', ['2']],
  ])('reads a merge %s', (_name, ids, winner, losers) => {
    const event = read({ ...common, subscriptionType: 'contact.merge', ...ids });
    expect(event).toMatchObject({ kind: 'contacts_merged', contactId: winner, loserIds: losers });
  });

  test.each([
    'deal.creation',
    'object.unheardOf',
    'conversation.newMessage',
    'company.creation',
    'event.completed',
    'nonsense',
  ])('leaves %s alone', (subscriptionType) =>
    expect(readEvent({ ...creation, objectTypeId: '0-1', subscriptionType })).toBe('unknown_type'),
  );
  test('leaves other kinds of objects alone', () => {
    expect(readEvent({ ...creation, objectTypeId: '0-3' })).toBe('unknown_type');
    expect(readEvent({ ...link, associationType: 'CONTACT_TO_DEAL' })).toBe('unknown_type');
  });

  test.each([
    null,
    'text',
    7,
    {},
    [],
    { ...creation, portalId: 'x' },
    { ...creation, portalId: -1 },
    { ...creation, objectId: undefined },
    { ...creation, objectId: '1; drop table' },
    { ...creation, occurredAt: undefined },
    { ...creation, occurredAt: Date.UTC(1999, 11) },
    { ...creation, occurredAt: 8.65e15 },
    { ...creation, changeSource: 'a\0b' },
    { ...creation, sourceId: 'half a pair \ud83d' },
    { ...change, propertyValue: '77\0' },
    { ...creation, subscriptionType: undefined },
    { ...change, propertyName: undefined },
    { ...link, associationType: 'CONTACT_TO_COMPANY', toObjectId: undefined },
  ])('refuses a malformed event (%#)', (raw) => expect(readEvent(raw)).toBe('malformed'));

  test('takes whatever a visitor typed, because only owners are kept', () => {
    expect(read({ ...change, propertyName: 'message', propertyValue: 'a\0b' })).toMatchObject({ property: 'message' });
  });

  test('never throws, whatever it is given', () => {
    fc.assert(fc.property(fc.anything(), (raw) => void readEvent(raw)));
    const shaken = fc.record(
      Object.fromEntries(
        Object.entries(change).map(([key, value]) => [key, fc.oneof(fc.constant(value), fc.anything())]),
      ),
    );
    fc.assert(fc.property(shaken, (raw) => void readEvent(raw)));
  });
});

const key = (raw: object) => read(raw).key.toString('hex');

describe('the event key', () => {
  test('is the same when the event is delivered again', () => {
    expect(key({ ...change, attemptNumber: 3 })).toBe(key(change));
  });
  test.each([
    ['portal', { portalId: 4243 }],
    ['object', { objectId: 502 }],
    ['property', { propertyName: 'email' }],
    ['moment', { occurredAt: common.occurredAt + 1 }],
    ['event id', { eventId: 9002 }],
    ['type', { subscriptionType: 'object.creation' }],
  ])('differs by %s', (_name, other) => expect(key({ ...change, ...other })).not.toBe(key(change)));
});

import { describe, expect, test } from 'vitest';
import type { MetContact } from '../store/tables/webhook-events.ts';
import type { EventSubject, HubSpotEvent } from './events.ts';
import { judgeEvents } from './keep.ts';

const APP = 1001;
const T = 1_790_000_000_000;

function event(
  subject: EventSubject,
  facts: Partial<Pick<HubSpotEvent, 'source' | 'sourceId' | 'occurredAt'>> = {},
): HubSpotEvent {
  return {
    portalId: 1,
    key: Buffer.from(JSON.stringify(subject)),
    source: 'FORM',
    sourceId: null,
    occurredAt: T,
    ...facts,
    ...subject,
  };
}
const changed = (property: string, { value = 'v', ...facts }: Parameters<typeof event>[1] & { value?: string } = {}) =>
  event({ kind: 'contact_changed', contactId: '1', property, value }, facts);
const met = (facts: Partial<MetContact> = {}): MetContact => ({
  contactId: '1',
  companyId: null,
  waiting: false,
  followed: false,
  gone: false,
  ownerWritten: null,
  ownerWrittenAtMs: null,
  ...facts,
});

function judge(events: HubSpotEvent[], contacts: MetContact[] = []) {
  return judgeEvents({
    events,
    met: new Map(contacts.map((contact) => [contact.contactId, contact])),
    deletedSince: new Map(),
    appId: APP,
  });
}
const outcomes = (events: HubSpotEvent[], contacts: MetContact[] = []) =>
  judge(events, contacts).kept.flatMap(({ consequences }) =>
    consequences.map((one) =>
      one.do === 'wake'
        ? `${one.contactId} ${one.lane} ${one.reason.kind} ${one.reason.what}`
        : `${one.do} ${one.contactId}`,
    ),
  );

const reasonOf = (judged: ReturnType<typeof judge>) => {
  const [first] = judged.kept[0]?.consequences ?? [];
  return first?.do === 'wake' ? first.reason : null;
};

describe('enquiries', () => {
  test('a creation always counts, in the lane of its source', () => {
    expect(outcomes([event({ kind: 'contact_created', contactId: '1' })])).toEqual(['1 fresh enquiry creation']);
    expect(outcomes([event({ kind: 'contact_created', contactId: '1' }, { source: 'IMPORT' })])).toEqual([
      '1 bulk enquiry creation',
    ]);
  });

  test.each(['recent_conversion_date', 'message', 'hs_latest_meeting_activity', 'hs_sales_email_last_replied'])(
    'a change of %s by a visitor counts, whoever the contact is',
    (property) => expect(outcomes([changed(property, { source: 'FORM' })])).toEqual([`1 fresh enquiry ${property}`]),
  );

  test.each(['CRM_UI', 'MOBILE_IOS', 'IMPORT', 'INTEGRATION', 'INTEGRATIONS_SYNC', 'API', 'SALESFORCE'])(
    'the same change by %s is an ordinary one',
    (source) => {
      expect(outcomes([changed('message', { source })])).toEqual([]);
      expect(outcomes([changed('message', { source })], [met({ followed: true })])[0]).toMatch(/change message$/);
    },
  );

  test('a change by an unnamed source with a user behind it is an ordinary one', () => {
    expect(outcomes([changed('message', { source: 'SOMETHING_NEW', sourceId: 'userId:7' })])).toEqual([]);
    expect(outcomes([changed('message', { source: 'SOMETHING_NEW' })])).toEqual(['1 fresh enquiry message']);
  });

  test("a reply logged from a user's inbox is the lead's doing", () => {
    const reply = changed('hs_sales_email_last_replied', { source: 'GMAIL_INTEGRATION', sourceId: 'userId:7' });
    expect(outcomes([reply])).toEqual(['1 fresh enquiry hs_sales_email_last_replied']);
  });

  test('a workflow that sets it for many stays behind people', () => {
    expect(outcomes([changed('message', { source: 'AUTOMATION_PLATFORM' })])).toEqual(['1 bulk enquiry message']);
  });
});

describe('other changes', () => {
  test.each([
    ['a stranger', [], 0],
    ['somebody decided and done with', [met()], 0],
    ['somebody who waits', [met({ waiting: true })], 1],
    ['somebody followed', [met({ followed: true })], 1],
    ['somebody who is gone', [met({ followed: true, gone: true })], 0],
  ])('of %s', (_who, contacts, kept) => {
    const judged = judge([changed('phone', { source: 'FORM' })], contacts);
    expect(judged.kept).toHaveLength(kept);
    expect(judged.unrelated).toBe(1 - kept);
  });

  test('the first values of a contact created in the same request belong to it, in any order', () => {
    expect(outcomes([changed('phone'), event({ kind: 'contact_created', contactId: '1' })])).toEqual([
      '1 fresh change phone',
      '1 fresh enquiry creation',
    ]);
  });

  test('of a company wake its contacts that wait or are followed', () => {
    const company = event({ kind: 'company_changed', companyId: '9', property: 'industry' }, { source: 'CRM_UI' });
    const contacts = [
      met({ contactId: '1', companyId: '9', followed: true }),
      met({ contactId: '2', companyId: '9' }),
      met({ contactId: '3', companyId: '8', followed: true }),
    ];
    expect(outcomes([company], contacts)).toEqual(['1 fresh company industry']);
  });

  test('of an association wake the contact that waits for it', () => {
    const link = event({ kind: 'company_linked', contactId: '1', companyId: '9', removed: false });
    expect(outcomes([link], [met({ waiting: true })])).toEqual(['1 fresh company association']);
    expect(outcomes([link])).toEqual([]);
  });
});

describe('owner changes', () => {
  const followed = met({ followed: true, ownerWritten: '77', ownerWrittenAtMs: T - 60_000 });
  const owner = (value: string, source: string, sourceId: string | null = null, occurredAt = T) =>
    judge([changed('hubspot_owner_id', { value, source, sourceId, occurredAt })], [followed]);
  test('by a person carry the new owner', () => {
    expect(reasonOf(owner('88', 'CRM_UI', 'userId:7'))).toMatchObject({ kind: 'owner', ownerId: '88' });
    expect(reasonOf(owner('', 'CRM_UI', 'userId:7'))).toMatchObject({ kind: 'owner', ownerId: '' });
    expect(reasonOf(owner('77', 'CRM_UI', 'userId:7'))).toMatchObject({ kind: 'owner', ownerId: '77' });
  });
  test('by another automation are changes', () => {
    expect(reasonOf(owner('88', 'AUTOMATION_PLATFORM'))).toMatchObject({
      kind: 'change',
      what: 'hubspot_owner_id',
      ownerId: '88',
    });
  });
  test('by ourselves are recognised by the app id', () => {
    expect(owner('88', 'INTEGRATION', String(APP))).toMatchObject({ ownWrites: 1, kept: [] });
    expect(owner('88', 'INTEGRATION', '2002')).toMatchObject({ ownWrites: 0 });
  });
  test('or else by what was written within ten minutes', () => {
    expect(owner('77', 'INTEGRATION')).toMatchObject({ ownWrites: 1, kept: [] });
    expect(owner('77', 'INTEGRATION', null, T + 541_000)).toMatchObject({ ownWrites: 0 });
    expect(owner('78', 'INTEGRATION')).toMatchObject({ ownWrites: 0 });
  });
});

describe('contacts that go and come back', () => {
  test('are forgotten if Baton has met them', () => {
    const gone = event({ kind: 'contact_deleted', contactId: '1' });
    expect(outcomes([gone])).toEqual([]);
    expect(outcomes([gone], [met()])).toEqual(['forget 1']);
    expect(outcomes([event({ kind: 'contact_created', contactId: '1' }), gone])).toEqual([
      '1 fresh enquiry creation',
      'forget 1',
    ]);
  });
  test('a restored one is looked at again if it was followed', () => {
    const back = event({ kind: 'contact_restored', contactId: '1' });
    expect(outcomes([back], [met({ gone: true })])).toEqual(['restore 1']);
    expect(outcomes([back], [met({ gone: true, followed: true })])).toEqual(['restore 1', '1 fresh change restore']);
  });
  test('of a merge the losers go, and the winner is looked at if one of them mattered', () => {
    const merge = event({ kind: 'contacts_merged', contactId: '1', loserIds: ['2', '3'] }, { source: 'CRM_UI' });
    expect(outcomes([merge])).toEqual([]);
    expect(outcomes([merge], [met({ contactId: '2' })])).toEqual(['forget 2']);
    expect(outcomes([merge], [met({ contactId: '2', waiting: true })])).toEqual(['forget 2', '1 fresh change merge']);
    expect(outcomes([merge], [met({ contactId: '1', followed: true })])).toEqual(['1 fresh change merge']);
  });
});

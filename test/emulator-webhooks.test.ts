import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signV1, verifyV3 } from '../src/hubspot/signature.ts';
import { APP, PORTAL, startScene, until, type Scene } from './emulator-portal.ts';

let scene: Scene;
let token: string;
beforeAll(async () => {
  scene = await startScene({ rateLimit: false });
});
afterAll(() => scene.close());
beforeEach(async () => {
  await scene.control.reset();
  await scene.seedAll();
  token = (await scene.install()).access_token;
  scene.door.received.length = 0;
  scene.door.hold(0);
});

const contact = (email: string, more: Record<string, string> = {}) => ({ properties: { email, ...more } });
const kinds = () => scene.door.events().map((event) => String(event['subscriptionType']));
const ofKind = (kind: string) => scene.door.events().filter((event) => event['subscriptionType'] === kind);

async function create(source: string, ...contacts: { properties: Record<string, string> }[]): Promise<string[]> {
  const answer = await scene.control.createContacts({ portalId: PORTAL, source, contacts });
  return answer.contacts.map(({ id }) => id);
}

/** All events that were sent so far have been answered. */
const settled = () => until(async () => (await scene.control.state(PORTAL)).undeliveredWebhooks === 0);

describe('what is sent', () => {
  it('signs the raw body with v3 and v1', async () => {
    await create('FORM', contact('zoë@x.example', { message: 'naïve ☕' }));
    const { headers, body } = await until(() => scene.door.received[0]);
    const url = `${scene.door.url}/webhooks/hubspot`;
    const check = verifyV3({
      secret: APP.clientSecret,
      method: 'POST',
      url,
      body: Buffer.from(body),
      timestamp: String(headers['x-hubspot-request-timestamp']),
      signature: String(headers['x-hubspot-signature-v3']),
      nowMs: Date.now(),
    });
    expect(check).toEqual({ ok: true });
    expect(headers['x-hubspot-signature']).toBe(signV1({ secret: APP.clientSecret, body }));
    expect(headers['x-hubspot-signature-version']).toBe('v1');
  });

  it('sends a creation, the first values of subscribed properties, and the company both ways', async () => {
    const [id] = await create('FORM', contact('a@acme.example', { message: 'Hello', city: 'Ulm' }));
    await settled();
    const [creation] = ofKind('object.creation');
    expect(creation).toMatchObject({
      portalId: PORTAL,
      appId: APP.appId,
      objectId: Number(id),
      objectTypeId: '0-1',
      changeFlag: 'CREATED',
      changeSource: 'FORM',
      attemptNumber: 0,
    });
    const changed = ofKind('object.propertyChange').map((event) => event['propertyName']);
    expect(changed.toSorted()).toEqual(['email', 'message', 'recent_conversion_date']);
    expect(
      ofKind('object.associationChange')
        .map((event) => event['associationType'])
        .toSorted(),
    ).toEqual(['COMPANY_TO_CONTACT', 'CONTACT_TO_COMPANY']);
    const conversion = ofKind('object.propertyChange').find(
      (event) => event['propertyName'] === 'recent_conversion_date',
    );
    expect(conversion?.['propertyValue']).toBe(String(creation?.occurredAt));
  });

  it('names its sources: the app by its id, a person by user id', async () => {
    await scene.api(token, 'PATCH', '/crm/objects/2026-09/contacts/600', { properties: { hubspot_owner_id: '701' } });
    await scene.control.edit('600', { portalId: PORTAL, userId: 7, properties: { hubspot_owner_id: '' } });
    await settled();
    expect(ofKind('object.propertyChange')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ propertyValue: '701', changeSource: 'INTEGRATION', sourceId: '1001' }),
        expect.objectContaining({ propertyValue: '', changeSource: 'CRM_UI', sourceId: 'userId:7' }),
      ]),
    );
    await scene.control.quirks({ sourceIdIsAppId: false, peopleSourceIdBare: true });
    scene.door.received.length = 0;
    await scene.api(token, 'PATCH', '/crm/objects/2026-09/contacts/600', { properties: { hubspot_owner_id: '701' } });
    await scene.control.edit('600', { portalId: PORTAL, userId: 7, properties: { hubspot_owner_id: '' } });
    await settled();
    const [own, human] = scene.door.events().toSorted((a, b) => a.occurredAt - b.occurredAt);
    expect(own).not.toHaveProperty('sourceId');
    expect(human).toMatchObject({ sourceId: '7' });
  });

  it('says nothing of what the app did not subscribe to, and nothing to a portal without the app', async () => {
    await scene.control.edit('600', { portalId: PORTAL, userId: 7, properties: { city: 'Ulm' } });
    await scene.control.createContacts({ portalId: 5_151, source: 'FORM', contacts: [contact('x@y.example')] });
    await scene.control.editCompany('900', { portalId: PORTAL, userId: 7, properties: { industry: 'Steel' } });
    await settled();
    expect(scene.door.events()).toMatchObject([{ objectTypeId: '0-2', propertyName: 'industry', objectId: 900 }]);
    await scene.control.uninstall(PORTAL);
    await create('FORM', contact('z@y.example'));
    expect((await scene.control.state(PORTAL)).undeliveredWebhooks).toBe(0);
    await scene.control.quirks({ webhooksAfterUninstall: true });
    await create('FORM', contact('z2@y.example'));
    await until(() => kinds().includes('object.creation'));
  });

  it('a repeat form sends changes only', async () => {
    await scene.control.submit('600', { portalId: PORTAL, properties: { message: 'Again' } });
    await settled();
    expect(new Set(kinds())).toEqual(new Set(['object.propertyChange']));
    expect(ofKind('object.propertyChange').map((event) => event['changeSource'])).toEqual(['FORM', 'FORM']);
  });

  it('deletion, restore, merge and privacy deletion', async () => {
    const [first = '', second = ''] = await create(
      'FORM',
      contact('m1@x.example'),
      contact('m2@x.example', { phone: '5' }),
    );
    await scene.control.remove('600', { portalId: PORTAL, userId: 7 });
    await scene.control.restore('600', { portalId: PORTAL, userId: 7 });
    await scene.control.merge(first, { portalId: PORTAL, userId: 7, mergedId: second });
    await scene.control.privacyDelete('600', { portalId: PORTAL, userId: 7 });
    await settled();
    expect(ofKind('object.restore')).toMatchObject([{ objectId: 600, changeFlag: 'RESTORED', changeSource: 'CRM_UI' }]);
    expect(ofKind('object.deletion')).toHaveLength(2);
    expect(ofKind('contact.privacyDeletion')).toMatchObject([{ objectId: 600 }]);
    expect(ofKind('object.merge')).toMatchObject([
      { primaryObjectId: Number(first), mergedObjectIds: [Number(second)], newObjectId: Number(first) },
    ]);
    const winner = await scene.api(token, 'GET', `/crm/objects/2026-09/contacts/${second}?properties=phone`);
    expect(winner.body).toMatchObject({ id: first, properties: { phone: '5' } });
    expect((await scene.api(token, 'GET', '/crm/objects/2026-09/contacts/600?archived=true')).status).toBe(404);
  });

  it('late facts arrive with events of their own and leave their time', async () => {
    const late = { properties: { associatedcompanyid: '900', country: 'DE' }, afterMs: 30 };
    const { contacts } = await scene.control.createContacts({
      portalId: PORTAL,
      source: 'FORM',
      contacts: [{ ...contact('late@acme.example'), late }],
    });
    const stateNow = async () => (await scene.control.state(PORTAL)).contacts.find(({ id }) => id === contacts[0]?.id);
    expect(await stateNow()).toMatchObject({ companyId: null, lateAtMs: null });
    const after = await until(async () => {
      const state = await stateNow();
      return state?.lateAtMs !== null && state;
    });
    expect(after).toMatchObject({ companyId: '900', properties: { country: 'DE', associatedcompanyid: '900' } });
    expect((after.lateAtMs ?? 0) - after.createdAtMs).toBeGreaterThanOrEqual(29);
    await settled();
    expect(ofKind('object.propertyChange')).toContainEqual(
      expect.objectContaining({ propertyName: 'country', changeSource: 'DATA_ENRICHMENT' }),
    );
    expect(ofKind('object.associationChange')).toHaveLength(2);
  });
});

describe('how it is sent', () => {
  it('in batches of up to 100, at most ten at once', async () => {
    scene.door.hold(150);
    const contacts = Array.from({ length: 2_500 }, (_, at) => contact(`bulk${at}@x.example`));
    await create('IMPORT', ...contacts);
    await settled();
    expect(scene.door.events()).toHaveLength(5_000);
    expect(Math.max(...scene.door.received.map(({ events }) => events.length))).toBe(100);
    expect(scene.door.mostAtOnce()).toBe(10);
    expect(await scene.control.state(PORTAL)).toMatchObject({ deliveredWebhooks: 5_000, lostWebhooks: 0 });
  });

  it('again after any failure, with a higher attempt number', async () => {
    scene.door.answerNext(401, 503, 302);
    await create('IMPORT', contact('retry@x.example'));
    await settled();
    expect(scene.door.received.map(({ events }) => events[0]?.attemptNumber)).toEqual([0, 1, 2, 3]);
    expect(await scene.control.state(PORTAL)).toMatchObject({ deliveredWebhooks: 2, undeliveredWebhooks: 0 });
  });

  it('drops, doubles and holds back when told to', async () => {
    await scene.control.faults([{ kind: 'webhook_dropped', match: { subscriptionType: 'creation' }, count: 1 }]);
    await create('IMPORT', contact('dropped@x.example'));
    await settled();
    expect(kinds()).toEqual(['object.propertyChange']);
    expect((await scene.control.state(PORTAL)).lostWebhooks).toBe(1);

    await scene.control.faults([
      { kind: 'webhook_doubled', match: { subscriptionType: 'creation' }, count: 1 },
      { kind: 'webhook_reordered', match: { subscriptionType: 'propertyChange' }, afterMs: 60, count: 1 },
    ]);
    scene.door.received.length = 0;
    await create('IMPORT', contact('doubled@x.example'));
    await settled();
    expect(kinds()).toEqual(['object.creation', 'object.creation', 'object.propertyChange']);
  });
});

describe('quirks', () => {
  it('change names and flags', async () => {
    await scene.control.quirks({
      contactEventNames: true,
      eventTypeFieldName: true,
      creationChangeFlagNew: true,
      firstValuesAsChangeEvents: false,
      associationEventsBothDirections: false,
      associationEventsHaveObjectId: false,
      eventIdsRepeat: true,
    });
    await create('IMPORT', contact('q@acme.example'));
    await settled();
    const [creation, association] = scene.door
      .events()
      .toSorted((a) => (a['eventType'] === 'contact.creation' ? -1 : 1));
    expect(scene.door.events()).toHaveLength(2);
    expect(creation).toMatchObject({ eventType: 'contact.creation', changeFlag: 'NEW' });
    expect(creation).not.toHaveProperty('subscriptionType');
    expect(creation).not.toHaveProperty('objectTypeId');
    expect(association).toMatchObject({ eventType: 'contact.associationChange', fromObjectId: creation?.['objectId'] });
    expect(association).not.toHaveProperty('objectId');
    expect(association?.['eventId']).toBe(creation?.['eventId']);
  });

  it('mix portals in one body', async () => {
    await scene.control.quirks({ mixedPortalBatches: true });
    await scene.control.seed({ portals: [{ portalId: 77, timeZone: 'UTC', users: [person] }] });
    await scene.install({}, { portalId: 77, userId: 9 });
    let round = 0;
    const isMixed = () =>
      scene.door.received.some(({ events }) => new Set(events.map((one) => one.portalId)).size === 2);
    // Whether two changes fall into one batching window is a matter of luck on a busy machine.
    await until(async () => {
      round += 1;
      const contacts = [contact(`p${round}@x.example`)];
      await Promise.all([
        create('IMPORT', ...contacts),
        scene.control.createContacts({ portalId: 77, source: 'IMPORT', contacts }),
      ]);
      return isMixed();
    });
    await settled();
    expect(isMixed()).toBe(true);
  });
});

const person = { userId: 9, ownerId: '801', email: 'cy@b.example', firstName: 'Cy', lastName: 'Ng' };

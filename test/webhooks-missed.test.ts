import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LIVES_PORTAL, OWNERS, startLivesScene, type LivesScene } from './lives-scene.ts';

/** What HubSpot never told us about is found by search, and goes in through the same door. */
let scene: LivesScene;
beforeAll(async () => {
  scene = await startLivesScene();
});
afterAll(() => scene.close());
beforeEach(async () => {
  await scene.portal.transaction((tx) =>
    tx.db
      .updateTable('portals')
      .set({ searched_until: new Date(Date.now() - 120_000) })
      .execute(),
  );
});

async function created(source: string, properties: Record<string, string> = {}): Promise<string> {
  const { contacts } = await scene.control.createContacts({
    portalId: LIVES_PORTAL,
    source,
    contacts: [
      { properties: { email: `${Math.random()}@firm-${Math.random()}.example`, country: 'Germany', ...properties } },
    ],
  });
  return contacts[0]?.id ?? '';
}
const message = 'Could you show us a demo, please?';

describe('an enquiry of which no webhook told', () => {
  it('is found by search and handed over, once', async () => {
    const contactId = await created('FORM', { message });
    // Too young: it may still come by itself.
    expect(await scene.findMissed(0)).toBe(0);
    expect(await scene.findMissed(60)).toBe(1);
    await scene.drain();
    await scene.write();
    expect(await scene.handoffOf(contactId)).toMatchObject({ status: 'offered' });
    expect(await scene.findMissed(120)).toBe(0);
    const { contact } = await scene.control.record(LIVES_PORTAL, contactId);
    expect(contact.properties['baton_status']).toBe('offered');
  });

  it('is found when a contact asks again', async () => {
    const contactId = await created('FORM', { message });
    await scene.hear({ kind: 'contact_created', contactId }, { source: 'FORM' });
    await scene.drain();
    await scene.write();
    const first = await scene.handoffOf(contactId);
    await scene.act({
      handoffId: first?.handoffId ?? '',
      revision: first?.revision ?? 0,
      action: { action: 'done', outcome: 'no_response' },
      userId: 2,
    });
    await scene.write();
    // So that what was decided is older than what is asked now.
    await scene.portal.transaction((tx) =>
      tx.db
        .updateTable('decisions')
        .set({ decided_at: new Date(Date.now() - 60_000) })
        .where('contact_id', '=', contactId)
        .execute(),
    );
    await scene.control.submit(contactId, { portalId: LIVES_PORTAL, properties: { message: 'Is there news?' } });
    expect(await scene.findMissed(60)).toBe(1);
    await scene.drain();
    expect((await scene.handoffOf(contactId))?.handoffId).not.toBe(first?.handoffId);
  });

  it('stays as it came: what an import brought is no form', async () => {
    const contactId = await created('IMPORT');
    expect(await scene.findMissed(60)).toBe(1);
    const rows = await scene.portal.transaction((tx) =>
      tx.db.selectFrom('mailbox').select(['lane', 'reasons']).where('contact_id', '=', contactId).execute(),
    );
    expect(rows).toMatchObject([{ lane: 'bulk', reasons: [{ kind: 'enquiry', what: 'creation', source: 'IMPORT' }] }]);
    await scene.retire(contactId);
  });

  it('is found later when HubSpot cannot be searched, and nothing is passed over', async () => {
    const contactId = await created('FORM', { message });
    await scene.control.faults([{ kind: 'server_error', match: { path: '/contacts/search' } }]);
    expect(await scene.findMissed(60)).toBe(0);
    await scene.control.clearFaults();
    expect(await scene.findMissed(90)).toBe(1);
    await scene.drain();
    expect(await scene.handoffOf(contactId)).not.toBeNull();
  });

  it('costs two searches now and then, and nothing while it is not the time', async () => {
    const searches = async () => (await scene.control.state(LIVES_PORTAL)).searchCalls;
    const before = await searches();
    await scene.findMissed(0);
    expect(await searches()).toBe(before + 2);
    await scene.findMissed(0);
    expect(await searches()).toBe(before + 2);
  });

  it('is looked for again soon after somebody whose clock was an hour ahead has looked', async () => {
    await scene.findMissed(3_600);
    const contactId = await created('FORM', { message });
    expect(await scene.findMissed(60)).toBe(1);
    await scene.retire(contactId);
  });
});

async function routed(): Promise<string> {
  const contactId = await created('FORM', { message });
  await scene.hear({ kind: 'contact_created', contactId }, { source: 'FORM' });
  await scene.drain();
  await scene.write();
  // A handoff that search may know by now.
  await scene.portal.transaction((tx) =>
    tx.db
      .updateTable('handoffs')
      .set({ owner_since: new Date(Date.now() - 60_000), opened_at: new Date(Date.now() - 60_000) })
      .where('contact_id', '=', contactId)
      .execute(),
  );
  return contactId;
}

describe('an owner of whom no webhook told', () => {
  it('is found by search, and what a person chose is left alone', async () => {
    const contactId = await routed();
    const handoff = await scene.handoffOf(contactId);
    const other = OWNERS.find((ownerId) => ownerId !== handoff?.ownerId) ?? '';
    await scene.control.edit(contactId, {
      portalId: LIVES_PORTAL,
      userId: 1,
      source: 'CRM_UI',
      properties: { hubspot_owner_id: other },
    });
    await scene.watch();
    expect(await scene.handoffOf(contactId)).toMatchObject({ handoffId: handoff?.handoffId });
    await scene.findMissed(60);
    await scene.watch();
    await scene.write();
    expect((await scene.handoffOf(contactId))?.handoffId).not.toBe(handoff?.handoffId);
    const { contact } = await scene.control.record(LIVES_PORTAL, contactId);
    expect(contact.properties['hubspot_owner_id']).toBe(other);
  });

  it('costs nothing more where store and HubSpot agree', async () => {
    const contactId = await routed();
    const before = await scene.handoffOf(contactId);
    await scene.findMissed(60);
    expect(await scene.handoffOf(contactId)).toEqual(before);
  });
});

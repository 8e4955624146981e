import { expect } from 'vitest';
import { LIVES_PORTAL, type LivesScene } from './lives-scene.ts';

const SEQUENCE = { id: '40', senderUserId: '1', senderEmail: 'anna@firm.example' };
const MAYBE_LATER = '';
const DEMO = 'A demo, please.';

/** What becomes in HubSpot of a lead that is nurtured, asks again, and is only observed. `lead`: one who says this. */
export async function playNurture(scene: LivesScene, lead: (message: string) => Promise<string>): Promise<void> {
  const { control } = scene;
  const lists = async () => (await control.state(LIVES_PORTAL)).lists;
  const enrolments = async () => (await control.state(LIVES_PORTAL)).enrolments;
  const statusOf = async (contactId: string) =>
    (await control.record(LIVES_PORTAL, contactId)).contact.properties['baton_status'];
  const nurturing = async () =>
    (await control.state(LIVES_PORTAL)).calls
      .filter(({ path, method }) => method !== 'GET' && /\/memberships\/add|\/enrollments/.test(path))
      .reduce((sum, { count }) => sum + count, 0);

  await scene.publish(2, { nurture: { list: '9', sequence: SEQUENCE } });
  const contactId = await lead(MAYBE_LATER);
  expect(await statusOf(contactId)).toBe('nurtured');
  expect(await lists()).toEqual([{ id: '9', contactIds: [contactId] }]);
  expect(await enrolments()).toMatchObject([{ contactId, sequenceId: '40', senderUserId: 1 }]);
  expect(await nurturing()).toBe(2);

  // The same answer to the same enquiry, once more.
  for (const city of ['Berlin', 'Bonn']) {
    await control.edit(contactId, { portalId: LIVES_PORTAL, properties: { city } });
    await scene.hear({ kind: 'contact_changed', contactId, property: 'city', value: city }, { source: 'CRM_UI' });
    await scene.drain();
  }
  expect(await nurturing()).toBe(2);

  await control.submit(contactId, { portalId: LIVES_PORTAL, properties: { message: DEMO } });
  await scene.hear({ kind: 'contact_changed', contactId, property: 'message', value: DEMO }, { source: 'FORM' });
  await scene.drain();
  expect(await statusOf(contactId)).toBe('offered');
  expect(await lists()).toEqual([{ id: '9', contactIds: [] }]);
  expect(await enrolments()).toHaveLength(1);

  await scene.portal.transaction((tx) => tx.db.updateTable('portals').set({ mode: 'observe' }).execute());
  await lead(MAYBE_LATER);
  await scene.publish(2, { nurture: { list: '9' } });
  await scene.write();
  expect(await nurturing()).toBe(2);
  await scene.publish(2);
}

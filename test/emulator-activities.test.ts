import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PORTAL, startScene, until, type Scene } from './emulator-portal.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.close());
beforeEach(async () => {
  await scene.control.reset();
  await scene.seedAll();
});

const record = (contactId = '600') => scene.control.record(PORTAL, contactId);
const note = (userId: number, contactId: string) =>
  scene.control.logActivity({ portalId: PORTAL, userId, contactId, kind: 'note' });
const sendForm = (email: string, message: string) =>
  scene.control.sendForm({ portalId: PORTAL, properties: { email, message } });

describe('what a person does on a record', () => {
  it('a logged call counts as having contacted the person', async () => {
    const { id } = await scene.control.logActivity({
      portalId: PORTAL,
      userId: 7,
      contactId: '600',
      kind: 'call',
      text: 'Spoke briefly',
      outcome: 'NO_ANSWER',
    });
    const { contact, activities } = await record();
    expect(activities).toMatchObject([
      { id, kind: 'call', text: 'Spoke briefly', outcome: 'NO_ANSWER', ownerId: '701' },
    ]);
    expect(contact.properties).toMatchObject({ num_contacted_notes: '1', num_notes: '1' });
    const contactedAt = contact.properties['notes_last_contacted'];
    expect(Date.now() - Date.parse(contactedAt ?? '')).toBeLessThan(60_000);
    expect(contact.properties['hs_last_sales_activity_timestamp']).toBe(contactedAt);
  });

  it('a note does not', async () => {
    await scene.control.logActivity({ portalId: PORTAL, userId: 7, contactId: '600', kind: 'note', text: 'Hm' });
    const { contact, activities } = await record();
    expect(activities).toMatchObject([{ kind: 'note', text: 'Hm', outcome: null }]);
    expect(contact.properties).toMatchObject({ num_notes: '1' });
    expect(contact.properties['notes_last_contacted']).toBeUndefined();
  });

  it('the app finds the call at the contact', async () => {
    const token = (await scene.install()).access_token;
    await scene.control.logActivity({ portalId: PORTAL, userId: 7, contactId: '600', kind: 'call' });
    const found = await scene.api(token, 'POST', '/crm/associations/2026-09/contacts/calls/batch/read', {
      inputs: [{ id: '600' }],
    });
    expect(found.body['results'][0].to).toMatchObject([{ associationTypes: [{ typeId: 193 }] }]);
  });

  it('completes a task', async () => {
    const token = (await scene.install()).access_token;
    const made = await scene.api(token, 'POST', '/crm/objects/2026-09/tasks', {
      properties: { hs_timestamp: '2026-11-23T09:00:00Z', hs_task_subject: 'Call', hs_task_status: 'NOT_STARTED' },
      associations: [
        { to: { id: '600' }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 204 }] },
      ],
    });
    const taskId = String(made.body['id']);
    await scene.control.editTask(taskId, {
      portalId: PORTAL,
      userId: 7,
      properties: { hs_task_status: 'COMPLETED' },
    });
    const [task] = (await record()).tasks;
    expect(task).toMatchObject({ id: taskId, properties: { hs_task_status: 'COMPLETED' } });
    expect(task?.properties['hs_task_completion_date']).toBeDefined();
    await expect(scene.control.editTask('1', { portalId: PORTAL, properties: {} })).rejects.toThrow(/no task 1.*404/);
  });

  it('refuses strangers and unknown contacts', async () => {
    await expect(note(99, '600')).rejects.toThrow(/no user 99/);
    await expect(note(7, '999')).rejects.toThrow(/404/);
  });
});

describe('a web form', () => {
  it('makes a contact, and asks again with an address that is known in any spelling', async () => {
    await scene.install();
    const first = await sendForm('new@acme.example', 'Hello');
    expect(first.isNew).toBe(true);
    await until(async () => (await scene.control.state(PORTAL)).undeliveredWebhooks === 0);
    const before = scene.door.events().length;
    const second = await sendForm('New@Acme.example', 'Hello again');
    expect(second).toEqual({ id: first.id, isNew: false });
    const { contact, company } = await record(first.id);
    expect(contact).toMatchObject({
      source: 'FORM',
      properties: { message: 'Hello again', num_conversion_events: '2' },
    });
    expect(company?.properties['name']).toBe('Acme');
    await until(async () => (await scene.control.state(PORTAL)).undeliveredWebhooks === 0);
    const repeat = scene.door.events().slice(before);
    expect(repeat.map((event) => event['propertyName'])).toContain('recent_conversion_date');
    expect(repeat.map((event) => event['subscriptionType'])).not.toContain('object.creation');
  });

  it('needs an e-mail address', async () => {
    await expect(scene.control.sendForm({ portalId: PORTAL, properties: {} })).rejects.toThrow(/400/);
  });
});

describe('what a person sees', () => {
  it('accounts with their people, and the newest contacts that match', async () => {
    const { portals, app } = await scene.control.portals();
    expect(app).toEqual({ appId: 1001, url: scene.door.url });
    expect(portals[0]).toMatchObject({ portalId: PORTAL, installed: false, users: [{ userId: 7 }, { userId: 8 }] });
    await scene.control.createContacts({
      portalId: PORTAL,
      source: 'IMPORT',
      contacts: [{ properties: { firstname: 'Zoe' } }, { properties: { firstname: 'Yan', company: 'Zoetics' } }],
    });
    const all = await scene.control.contacts(PORTAL, { limit: 2 });
    expect(all).toMatchObject({ total: 3, contacts: [{ properties: { firstname: 'Yan' } }, { source: 'IMPORT' }] });
    expect((await scene.control.contacts(PORTAL, { search: 'zoe' })).total).toBe(2);
  });

  it('the winner of a merge, and nothing of a contact that is not there', async () => {
    const [loser] = (
      await scene.control.createContacts({ portalId: PORTAL, source: 'CRM_UI', contacts: [{ properties: {} }] })
    ).contacts;
    await scene.control.merge('600', { portalId: PORTAL, mergedId: loser?.id ?? '' });
    expect((await record(loser?.id)).contact.id).toBe('600');
    await expect(record('999')).rejects.toThrow(/404/);
  });

  it('the tries to deliver webhooks, which stop while the app cannot be reached', async () => {
    await scene.install();
    const before = scene.door.events().length;
    const { ids } = await scene.control.faults([{ kind: 'app_unreachable' }]);
    await scene.control.edit('600', { portalId: PORTAL, userId: 7, properties: { phone: '1' } });
    const tries = await until(async () => {
      const { deliveries } = await scene.control.webhooks(PORTAL);
      return deliveries.length > 0 && deliveries;
    });
    expect(tries[0]).toMatchObject({ delivered: false, attempt: 0, events: [{ property: 'phone', objectId: '600' }] });
    expect(scene.door.events()).toHaveLength(before);
    expect((await scene.control.armedFaults()).faults).toMatchObject([
      { id: ids[0], fault: { kind: 'app_unreachable' } },
    ]);
    await scene.control.removeFault(ids[0] ?? 0);
    await until(async () => (await scene.control.webhooks(PORTAL)).deliveries.at(-1)?.delivered === true);
    expect(scene.door.events()).toHaveLength(before + 1);
    expect((await scene.control.armedFaults()).faults).toEqual([]);
  });
});

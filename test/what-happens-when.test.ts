import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addChannel } from '../src/store/tables/notification-channels.ts';
import { LIVES_PORTAL, type LivesScene } from './lives-scene.ts';
import { startWhatHappens, type WhatHappens } from './what-happens-scene.ts';
import { playNurture } from './nurture-story.ts';

let told: WhatHappens;
let scene: LivesScene;
beforeAll(async () => {
  told = await startWhatHappens();
  scene = told.scene;
});
afterAll(() => scene.close());
beforeEach(() => scene.away.clear());

describe('what happens when', () => {
  it('Nobody acts', async () => {
    await scene.portal.transaction((tx) => addChannel(tx, { target: { kind: 'email', to: null } }));
    const contactId = await told.lead();
    const first = await told.handoff(contactId);
    await told.pass(contactId, 6);
    expect(await told.property(contactId, 'baton_sla_state')).toBe('at_risk');
    await told.pass(contactId, 5);
    const second = await told.handoff(contactId);
    expect(second.ownerId).not.toBe(first.ownerId);
    expect(await told.property(contactId, 'hubspot_owner_id')).toBe(second.ownerId);
    expect(await told.property(contactId, 'baton_owner_reason')).toMatch(/^Nobody acted in time\./);
    const [task, ...more] = await told.openTasks(contactId);
    expect(more).toEqual([]);
    expect(task?.properties['hubspot_owner_id']).toBe(second.ownerId);
    expect(await told.history(contactId)).toEqual(['offered', 'reminded', 'lapsed', 'moved sla']);
    const sent = await scene.portal.transaction((tx) =>
      tx.db.selectFrom('notifications').select(['kind', 'owner_id']).where('contact_id', '=', contactId).execute(),
    );
    expect(sent.map(({ kind, owner_id: who }) => [kind, who])).toEqual([
      ['offered', first.ownerId],
      ['reminder', first.ownerId],
      ['moved', second.ownerId],
    ]);
  });

  it('Nobody is left', async () => {
    const contactId = await told.lead();
    const owners = [(await told.handoff(contactId)).ownerId];
    for (let lapses = 0; lapses < 3; lapses += 1) {
      await told.pass(contactId, 11);
      owners.push((await told.handoff(contactId)).ownerId);
    }
    // Both of its pool, then the overflow pool, then the manager.
    expect(owners.slice(0, 2).toSorted()).toEqual(['901', '902']);
    expect(owners.slice(2)).toEqual(['904', '905']);
    await told.pass(contactId, 11);
    expect((await told.handoff(contactId)).ownerId).toBe('905');
    expect(await told.property(contactId, 'baton_sla_state')).toBe('breached');
    expect(await told.isException('nobody_acted', contactId)).toBe(true);
  });

  it('A lead is nurtured', () => playNurture(scene, (message) => told.lead('Germany', message)));

  it.each([
    ['in time', 6, 'met'],
    ['late', 11, 'breached'],
  ])('A person acts in time, or late: %s', async (_name, minutes, state) => {
    const contactId = await told.lead();
    await scene.pass(contactId, minutes);
    await scene.control.logActivity({ portalId: LIVES_PORTAL, userId: 2, contactId, kind: 'note' });
    await scene.watch();
    await scene.write();
    expect(await told.handoff(contactId)).toMatchObject({ status: 'acted', slaState: state });
    expect(await told.property(contactId, 'baton_sla_state')).toBe(state);
    expect((await told.history(contactId)).at(-1)).toBe('acted note');
  });

  it('A fact changes', async () => {
    let contactId = await told.lead();
    // Ben sells in France as well; with him it would stay where it is.
    while ((await told.handoff(contactId)).ownerId !== '901') contactId = await told.lead();
    await scene.control.edit(contactId, { portalId: LIVES_PORTAL, userId: 1, properties: { country: 'France' } });
    await scene.pass(contactId, 2);
    const source = { source: 'CRM_UI', sourceId: 'userId:1' };
    await scene.hear({ kind: 'contact_changed', contactId, property: 'country', value: 'France' }, source);
    await scene.drain();
    expect(await told.handoff(contactId)).toMatchObject({ pool: 'france' });
    expect(await told.history(contactId)).toEqual(['offered', 'moved contact.country']);
    expect(await told.property(contactId, 'baton_owner_reason')).toMatch(/^Country changed from Germany to France\./);
    const decisions = () =>
      scene.portal.transaction((tx) =>
        tx.db.selectFrom('decisions').select('decision_id').where('contact_id', '=', contactId).execute(),
      );
    const before = await decisions();
    await scene.hear({ kind: 'contact_changed', contactId, property: 'country', value: 'France' }, source);
    await scene.drain();
    expect(await decisions()).toEqual(before);
  });

  it('A fact changes, and its owner stays', async () => {
    const contactId = await told.lead();
    await told.click(contactId, { action: 'accept' });
    const before = await told.handoff(contactId);
    const message = 'Our legal department must review your contract and the terms before we sign.';
    await scene.control.edit(contactId, { portalId: LIVES_PORTAL, userId: 1, properties: { message } });
    const source = { source: 'CRM_UI', sourceId: 'userId:1' };
    await scene.hear({ kind: 'contact_changed', contactId, property: 'message', value: message }, source);
    await scene.drain();
    await scene.write();
    expect(await told.handoff(contactId)).toMatchObject({ ownerId: before.ownerId, decisionId: before.decisionId });
    expect(await told.property(contactId, 'baton_risk_flags')).toContain('legal_review');
  });

  it('HubSpot cannot be read', async () => {
    const contactId = await told.lead();
    const { ownerId } = await told.handoff(contactId);
    await scene.control.faults([{ kind: 'server_error', match: { path: '/contacts/batch/read' } }]);
    await told.pass(contactId, 11);
    await scene.control.clearFaults();
    expect(await told.handoff(contactId)).toMatchObject({ ownerId });
    expect((await told.history(contactId)).at(-1)).toBe('delayed');
    expect(await told.isException('clocks_delayed', 'hubspot')).toBe(true);
    await scene.portal.transaction((tx) =>
      tx.db
        .updateTable('handoffs')
        .set({ delayed_since: new Date(Date.now() - 600_000), look_at: new Date() })
        .where('contact_id', '=', contactId)
        .execute(),
    );
    await scene.watch();
    expect((await told.history(contactId)).at(-1)).toBe('grace');
    expect(await told.isException('clocks_delayed', 'hubspot')).toBe(false);
    await told.pass(contactId, 16);
    expect((await told.handoff(contactId)).ownerId).not.toBe(ownerId);
  });

  it.each(['offered', 'accepted'] as const)('It is merged into another record, and was %s', async (state) => {
    const [winner, loser] = [await told.lead(), await told.lead()];
    let other = loser;
    while ((await told.handoff(other)).ownerId === (await told.handoff(winner)).ownerId) other = await told.lead();
    const [owner, begun] = [(await told.handoff(winner)).ownerId, (await told.handoff(other)).ownerId];
    if (state === 'accepted') await told.click(other, { action: 'accept' });
    await told.merge(winner, other);
    expect(await scene.handoffOf(other)).toBeNull();
    expect((await told.handoff(winner)).ownerId).toBe(state === 'accepted' ? begun : owner);
    expect(await told.property(winner, 'hubspot_owner_id')).toBe(state === 'accepted' ? begun : owner);
    expect(await told.openTasks(winner)).toHaveLength(1);
  });

  it('It is merged into another record that nobody was working on', async () => {
    const [winner, loser] = [await told.lead(), await told.lead()];
    await told.click(winner, { action: 'done', outcome: 'no_response' });
    await told.merge(winner, loser);
    expect((await told.handoff(winner)).status).toBe('offered');
    expect(await told.property(winner, 'baton_status')).toBe('offered');
    expect(await told.openTasks(winner)).toHaveLength(1);
  });

  it('The lead asks again, and somebody has acted', async () => {
    const contactId = await told.lead();
    const { ownerId, handoffId } = await told.handoff(contactId);
    await scene.pass(contactId, 6);
    await scene.control.logActivity({ portalId: LIVES_PORTAL, userId: 2, contactId, kind: 'note' });
    await scene.watch();
    await scene.write();
    expect(await told.handoff(contactId)).toMatchObject({ status: 'acted' });
    await scene.portal.transaction((tx) =>
      tx.db
        .updateTable('handoffs')
        .set({ opened_at: new Date(Date.now() - 3_600_000) })
        .where('contact_id', '=', contactId)
        .execute(),
    );
    const message = 'Thank you. One more question: what does it cost for 40 people?';
    await scene.control.submit(contactId, { portalId: LIVES_PORTAL, properties: { message } });
    await scene.hear({ kind: 'contact_changed', contactId, property: 'message', value: message }, { source: 'FORM' });
    await scene.drain();
    await scene.write();
    expect(await told.handoff(contactId)).toMatchObject({ handoffId, ownerId, status: 'offered', slaState: 'running' });
    expect(await told.property(contactId, 'baton_status')).toBe('offered');
    expect(await told.openTasks(contactId)).toHaveLength(1);
  });

  it('The lead asks again after somebody has acted, and is answered before Baton comes to it', async () => {
    const contactId = await told.lead();
    const { handoffId } = await told.handoff(contactId);
    await told.click(contactId, { action: 'accept' });
    await scene.portal.transaction((tx) =>
      tx.db
        .updateTable('handoffs')
        .set({ status: 'acted', opened_at: new Date(Date.now() - 3_600_000) })
        .where('contact_id', '=', contactId)
        .execute(),
    );
    const message = 'Thank you. One more question: what does it cost for 40 people?';
    await scene.control.submit(contactId, { portalId: LIVES_PORTAL, properties: { message } });
    const asked = { kind: 'contact_changed', contactId, property: 'message', value: message } as const;
    // Ten seconds ago, as HubSpot says; the answer came after that.
    await scene.hear(asked, { source: 'FORM', secondsAgo: 10 });
    await scene.control.logActivity({ portalId: LIVES_PORTAL, userId: 2, contactId, kind: 'note' });
    await scene.drain();
    await scene.write();
    expect(await told.handoff(contactId)).toMatchObject({ handoffId, status: 'offered' });
    const { openedAt } = await told.handoff(contactId);
    expect(openedAt.getTime()).toBeLessThan(Date.now() - 9_000);
    await scene.lookNow(contactId);
    await scene.watch();
    expect(await told.handoff(contactId)).toMatchObject({ status: 'acted', slaState: 'met' });
  });

  it('The contact is deleted, merged away or erased', async () => {
    const contactId = await told.lead();
    await scene.hear({ kind: 'contact_deleted', contactId }, { source: 'CRM_UI' });
    expect(await scene.handoffOf(contactId)).toBeNull();
    expect((await told.history(contactId)).at(-1)).toBe('closed deleted');
    await scene.write();
    expect(await told.openTasks(contactId)).toEqual([]);
  });
});

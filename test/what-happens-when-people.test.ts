import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { policyDocument } from '../src/policy/fixtures.ts';
import { addReasons } from '../src/mailbox/reasons.ts';
import { handOn } from '../src/handoff/hand-on.ts';
import { LIVES_PORTAL, type LivesScene } from './lives-scene.ts';
import { startWhatHappens, type WhatHappens } from './what-happens-scene.ts';

let told: WhatHappens;
let scene: LivesScene;
beforeAll(async () => {
  told = await startWhatHappens();
  scene = told.scene;
});
afterAll(() => scene.close());
beforeEach(() => scene.away.clear());

describe('what happens when', () => {
  it('The owner was chosen by a person', async () => {
    const { contacts } = await scene.control.createContacts({
      portalId: LIVES_PORTAL,
      source: 'FORM',
      contacts: [
        { properties: { email: `${Math.random()}@firm.example`, country: 'Germany', message: 'A demo, please.' } },
      ],
    });
    const contactId = contacts[0]?.id ?? '';
    await scene.control.edit(contactId, { portalId: LIVES_PORTAL, userId: 1, properties: { hubspot_owner_id: '903' } });
    await scene.hear({ kind: 'contact_created', contactId }, { source: 'FORM' });
    await scene.drain();
    await told.pass(contactId, 11);
    expect(await told.handoff(contactId)).toMatchObject({ ownerId: '903', slaState: 'breached' });
    expect(await told.isException('nobody_acted', contactId)).toBe(true);
  });

  it('Its owner begins', async () => {
    const contactId = await told.lead();
    const { ownerId } = await told.handoff(contactId);
    expect(await told.furtherTasks(contactId)).toEqual([]);
    await told.click(contactId, { action: 'accept' });
    expect(await told.furtherTasks(contactId)).toEqual(plan(ownerId));
    await scene.control.logActivity({ portalId: LIVES_PORTAL, userId: 2, contactId, kind: 'call' });
    await told.pass(contactId, 6);
    expect(await told.handoff(contactId)).toMatchObject({ status: 'acted' });
    expect(await told.furtherTasks(contactId)).toEqual(plan(ownerId));
    await told.click(contactId, { action: 'give', to: '904' });
    expect(await told.furtherTasks(contactId)).toEqual([]);
    await told.click(contactId, { action: 'accept' });
    expect(await told.furtherTasks(contactId)).toEqual(plan('904'));
    await told.click(contactId, { action: 'done', outcome: 'qualified' });
    expect(await told.furtherTasks(contactId)).toEqual([]);
  });

  it('The owner declines it', async () => {
    const contactId = await told.lead();
    const { ownerId } = await told.handoff(contactId);
    await told.click(contactId, { action: 'decline', reason: 'overloaded' });
    expect((await told.handoff(contactId)).ownerId).not.toBe(ownerId);
    expect(await told.history(contactId)).toEqual(['offered', 'declined overloaded', 'moved declined']);
    expect(await told.openTasks(contactId)).toHaveLength(1);
  });

  it('The owner declines it, nobody else may have it, and then nobody acts', async () => {
    const contactId = await told.lead();
    await told.click(contactId, { action: 'give', to: '905' });
    for (const away of ['901', '902', '903', '904', '905']) scene.away.add(away);
    await told.click(contactId, { action: 'decline', reason: 'overloaded' });
    expect(await told.isException('nobody_acted', contactId)).toBe(true);
    await told.pass(contactId, 11);
    expect(await told.handoff(contactId)).toMatchObject({ slaState: 'breached' });
  });

  it('Somebody says that it has the wrong owner, and then a person chooses that owner all the same', async () => {
    const contactId = await told.lead();
    const { ownerId, handoffId, revision } = await told.handoff(contactId);
    await scene.act({ handoffId, revision, action: { action: 'wrong_owner', reason: 'other' }, userId: 2 });
    for (const hubspot_owner_id of ['904', ownerId]) {
      await scene.control.edit(contactId, { portalId: LIVES_PORTAL, userId: 1, properties: { hubspot_owner_id } });
    }
    await scene.drain();
    await scene.write();
    expect((await told.handoff(contactId)).ownerId).toBe(ownerId);
    expect(await told.property(contactId, 'hubspot_owner_id')).toBe(ownerId);
  });

  it('Somebody says that it has the wrong owner', async () => {
    const contactId = await told.lead();
    const { ownerId } = await told.handoff(contactId);
    await told.click(contactId, { action: 'wrong_owner', reason: 'wrong_segment' });
    expect((await told.handoff(contactId)).ownerId).not.toBe(ownerId);
    expect(await told.history(contactId)).toEqual(['offered', 'wrong_owner wrong_segment', 'moved wrong_owner']);
    expect(await told.property(contactId, 'baton_owner_reason')).toMatch(/^Its owner was said to be the wrong one\./);
    expect(await told.openTasks(contactId)).toHaveLength(1);
  });

  it('The owner was chosen by a person, did not act, and a fact changes', async () => {
    const contactId = await told.lead();
    const chosen = (await told.handoff(contactId)).ownerId === '901' ? '902' : '901';
    await told.click(contactId, { action: 'done', outcome: 'qualified' });
    await scene.control.edit(contactId, {
      portalId: LIVES_PORTAL,
      userId: 1,
      properties: { hubspot_owner_id: chosen },
    });
    const message = 'We would like another demo for a second team.';
    await scene.control.submit(contactId, { portalId: LIVES_PORTAL, properties: { message } });
    await scene.hear({ kind: 'contact_changed', contactId, property: 'message', value: message }, { source: 'FORM' });
    await scene.drain();
    await told.pass(contactId, 11);
    await scene.control.edit(contactId, { portalId: LIVES_PORTAL, userId: 1, properties: { hs_lead_status: 'OPEN' } });
    await scene.hear(
      { kind: 'contact_changed', contactId, property: 'hs_lead_status', value: 'OPEN' },
      { source: 'CRM_UI', sourceId: 'userId:1' },
    );
    await scene.drain();
    await scene.write();
    expect(await told.handoff(contactId)).toMatchObject({ ownerId: chosen, slaState: 'breached' });
    expect(await told.property(contactId, 'hubspot_owner_id')).toBe(chosen);
  });

  it('A manager gives it to somebody who is no longer active', async () => {
    const contactId = await told.lead();
    const { ownerId } = await told.handoff(contactId);
    scene.left.add('904');
    await told.click(contactId, { action: 'give', to: '904' });
    scene.left.clear();
    expect((await told.handoff(contactId)).ownerId).toBe(ownerId);
    expect(await told.isException('nobody_acted', contactId)).toBe(true);
  });

  it('A colleague takes it over, or a manager gives it to somebody', async () => {
    const contactId = await told.lead();
    await told.click(contactId, { action: 'give', to: '903' });
    expect(await told.handoff(contactId)).toMatchObject({ ownerId: '903', status: 'offered' });
    expect(await told.property(contactId, 'hubspot_owner_id')).toBe('903');
    expect(await told.openTasks(contactId)).toHaveLength(1);
  });

  it('Something is missing', async () => {
    const contactId = await told.lead();
    await told.click(contactId, { action: 'needs_context', reason: 'use_case' });
    expect(await told.isException('needs_context', contactId)).toBe(true);
    const asked = await told.openTasks(contactId);
    expect(asked.map(({ properties }) => properties['hubspot_owner_id'])).toContain('905');
    expect(asked.map(({ properties }) => properties['hs_task_subject'])).toContain(
      'Something is missing before this lead can be acted on: use case',
    );
    await told.click(contactId, { action: 'needs_context', reason: 'timing' });
    expect(await told.openTasks(contactId)).toHaveLength(asked.length);
    await told.click(contactId, { action: 'disqualify', reason: 'no_need' });
    expect(await told.isException('needs_context', contactId)).toBe(false);
    expect((await told.history(contactId)).slice(-2)).toEqual(['disqualified no_need', 'closed disqualified']);
  });

  it('It is put off, and the lead asks again', async () => {
    const contactId = await told.lead();
    await told.click(contactId, { action: 'snooze', until: new Date(Date.now() + 3_600_000) });
    const message = 'It has become urgent: could you call me today?';
    await scene.control.submit(contactId, { portalId: LIVES_PORTAL, properties: { message } });
    await scene.hear({ kind: 'contact_changed', contactId, property: 'message', value: message }, { source: 'FORM' });
    await scene.drain();
    await scene.write();
    const { slaState, slaDueAt } = await told.handoff(contactId);
    expect(slaState).toBe('running');
    expect(slaDueAt?.getTime()).toBeLessThan(Date.now() + 1_800_000);
  });

  it('It is put off', async () => {
    const contactId = await told.lead();
    const { ownerId } = await told.handoff(contactId);
    await told.click(contactId, { action: 'snooze', until: new Date(Date.now() + 3_600_000) });
    await told.pass(contactId, 11);
    expect(await told.handoff(contactId)).toMatchObject({ ownerId, slaState: 'paused', status: 'accepted' });
    await told.pass(contactId, 70);
    expect((await told.handoff(contactId)).ownerId).not.toBe(ownerId);
  });

  it('The owner is no longer active', async () => {
    const contactId = await told.lead();
    const { ownerId } = await told.handoff(contactId);
    const { people } = await scene.client.readDirectory();
    const gone = people.map((one) => (one.ownerId === ownerId ? { ...one, active: false } : one));
    scene.left.add(ownerId);
    await scene.portal.transaction((tx) =>
      handOn(tx, { directory: { people: gone, teams: [], fetchedAtMs: Date.now() }, policy: null, now: new Date() }),
    );
    await scene.drainBulk();
    scene.left.clear();
    expect((await told.handoff(contactId)).ownerId).not.toBe(ownerId);
    expect((await told.history(contactId)).at(-1)).toBe('moved left');
  });

  it('The owner goes on leave', async () => {
    const contactId = await told.lead();
    const { ownerId } = await told.handoff(contactId);
    const { people } = await scene.client.readDirectory();
    const leave = [{ startMs: Date.now() - 1_000, endMs: Date.now() + 48 * 3_600_000 }];
    const fetchedAtMs = Date.now();
    const onLeave = people.map((one) => (one.ownerId === ownerId ? { ...one, outOfOffice: leave } : one));
    const policed = (sla: object) =>
      scene.portal.transaction((tx) =>
        handOn(tx, {
          directory: { people: onLeave, teams: [], fetchedAtMs },
          policy: policyDocument({ sla: { minutes: { high: 5, normal: 5, low: 5 }, ...sla } }),
          now: new Date(),
        }),
      );
    await policed({});
    await scene.drainBulk();
    expect((await told.handoff(contactId)).ownerId).toBe(ownerId);
    await policed({ handOnLeaveHours: 24 });
    await scene.drainBulk();
    await scene.write();
    // Asked for while it was only offered, and accepted before that came to be decided: it stays.
    const accepted = await told.lead();
    const { ownerId: keeps, handoffId, revision } = await told.handoff(accepted);
    const about = { handoffId, ownerId: keeps };
    const reason = {
      kind: 'left',
      what: 'leave',
      source: 'BATON',
      sourceId: null,
      occurredAt: Date.now(),
      about,
    } as const;
    await scene.portal.transaction((tx) => addReasons(tx, [{ contactId: accepted, lane: 'bulk', reasons: [reason] }]));
    await scene.act({ handoffId, revision, action: { action: 'accept' }, userId: 2 });
    await scene.write();
    await scene.drainBulk();
    expect(await told.handoff(accepted)).toMatchObject({ ownerId: keeps, status: 'accepted' });
    expect((await told.handoff(contactId)).ownerId).not.toBe(ownerId);

    // The leave is over.
    leave.length = 0;
    await policed({ handOnLeaveHours: 24 });
    await scene.drainBulk();
    expect((await told.handoff(contactId)).ownerId).not.toBe(ownerId);
    await policed({ handOnLeaveHours: 24, giveBackAfterLeave: true });
    await scene.drainBulk();
    await scene.write();
    expect(await told.handoff(contactId)).toMatchObject({ ownerId, status: 'offered', lapsedOwnerIds: [] });
    expect(await told.property(contactId, 'hubspot_owner_id')).toBe(ownerId);
    expect((await told.history(contactId)).slice(-2)).toEqual(['moved left', 'moved back']);
  });

  it('Its task is deleted by hand', async () => {
    const contactId = await told.lead();
    await scene.deleteTask((await told.handoff(contactId)).taskId ?? '');
    await told.pass(contactId, 6);
    expect(await told.history(contactId)).toContain('task_deleted');
    expect(await told.openTasks(contactId)).toEqual([]);
    await told.pass(contactId, 6);
    expect(await told.openTasks(contactId)).toHaveLength(1);
  });
});

function plan(who: string) {
  return [
    ['Call: Call again if nobody answered.', who],
    ['Reply: Write a last time.', who],
  ];
}

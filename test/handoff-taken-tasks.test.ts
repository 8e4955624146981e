import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { finishWrites } from '../src/handoff/write.ts';
import { insertWrites } from '../src/store/tables/crm-writes.ts';
import { PORTAL } from './emulator-portal.ts';
import { CONTACTS, startHandoffScene, TASKS, type HandoffScene, type RoutedLead } from './handoff-scene.ts';

let scene: HandoffScene;
beforeAll(async () => {
  scene = await startHandoffScene();
});
afterAll(() => scene.close());
beforeEach(() => scene.reset());

/** A moment too long ago for its reading to be written over. */
const old = () => Date.now() - 6_000;
const choose = (lead: RoutedLead, ownerId: string) =>
  scene.control.edit(lead.contactId, {
    portalId: PORTAL,
    userId: 7,
    source: 'CRM_UI',
    properties: { hubspot_owner_id: ownerId },
  });
/** One write at a time, as where a batch ends between a contact and its task. */
const finishOne = () =>
  finishWrites(
    {
      portal: scene.portal,
      hubspot: scene.hubspot(),
      processId: scene.store.processId,
      logger: pino({ level: 'silent' }),
    },
    { limit: 1 },
  );

/** A lead whose task is in HubSpot, with a newer answer that is still to be written: the contact, then its task. */
async function routeAgain(): Promise<RoutedLead> {
  const lead = await scene.route();
  await scene.finish();
  const base = {
    contactId: lead.contactId,
    decisionId: randomUUID(),
    handoffId: lead.handoffId,
    lane: 'fresh' as const,
  };
  const taskId = (await scene.handoff(lead)).task_id ?? '';
  await scene.portal.transaction((tx) =>
    insertWrites(tx, [
      {
        ...base,
        writeId: randomUUID(),
        kind: 'contact_update',
        payload: {
          properties: { hubspot_owner_id: '701', baton_status: 'offered' },
          ownerId: '701',
          compareOwner: { ownerId: '701', readAtMs: old() },
        },
      },
      {
        ...base,
        writeId: randomUUID(),
        kind: 'task_update',
        payload: { taskId, properties: { hs_task_subject: 'Call again', hubspot_owner_id: '701' } },
      },
    ]),
  );
  return lead;
}

async function taskOf(lead: RoutedLead) {
  const { tasks } = await scene.seen(lead);
  expect(tasks).toHaveLength(1);
  return tasks[0]?.properties ?? {};
}

describe('the task of a handoff that a person takes over', () => {
  it('is completed, and what was planned for it is not written', async () => {
    const lead = await routeAgain();
    await choose(lead, '702');
    const report = await scene.finish();
    expect(report).toMatchObject({ takenOver: [lead.contactId], superseded: 1 });
    expect(report.retryAt?.getTime()).toBeLessThanOrEqual(Date.now());
    expect(report.unfinished).toEqual(new Set([lead.contactId]));
    expect(await scene.finish()).toMatchObject({ done: 1, retryAt: null });
    expect(await taskOf(lead)).toMatchObject({ hs_task_subject: 'Call', hs_task_status: 'COMPLETED' });
  });

  it('is completed also where the batch ends before it', async () => {
    const lead = await routeAgain();
    await choose(lead, '702');
    await finishOne();
    expect(await scene.finish()).toMatchObject({ done: 1 });
    expect(await taskOf(lead)).toMatchObject({ hs_task_subject: 'Call', hs_task_status: 'COMPLETED' });
  });

  it('is completed also where HubSpot postpones the contact', async () => {
    const lead = await routeAgain();
    await choose(lead, '702');
    await scene.control.faults([{ kind: 'server_error', status: 503, match: { path: CONTACTS }, count: 1 }]);
    expect(await scene.finish()).toMatchObject({ done: 0, takenOver: [lead.contactId] });
    await scene.passTime();
    expect(await scene.finish()).toMatchObject({ done: 2, retryAt: null });
    expect(await taskOf(lead)).toMatchObject({ hs_task_status: 'COMPLETED' });
    expect((await scene.seen(lead)).properties).toMatchObject({ hubspot_owner_id: '702', baton_status: 'closed' });
  });

  it('is completed when its create ends in the round before the one that finds the take-over', async () => {
    const lead = await scene.route();
    await finishOne();
    // The create is first in the queue now; a decider that needs no mailbox row adds an owner behind it.
    await scene.portal.transaction(async (tx) => {
      await tx.db.updateTable('crm_writes').set({ state: 'sent' }).where('write_id', '=', lead.task.writeId).execute();
      await insertWrites(tx, [
        {
          ...lead.update,
          writeId: randomUUID(),
          kind: 'contact_update',
          payload: {
            properties: { hubspot_owner_id: '701' },
            ownerId: '701',
            compareOwner: { ownerId: '701', readAtMs: old() },
          },
        },
      ]);
    });
    await choose(lead, '702');
    expect(await scene.finish()).toMatchObject({ done: 2, takenOver: [lead.contactId] });
    await scene.finish();
    expect(await taskOf(lead)).toMatchObject({ hs_task_status: 'COMPLETED' });
  });

  it('is never created where the batch ended before it', async () => {
    const lead = await scene.route({ readAtMs: old() });
    await choose(lead, '702');
    expect(await finishOne()).toMatchObject({ done: 1, takenOver: [lead.contactId] });
    expect(await scene.stateOf(lead.task)).toMatchObject({ state: 'superseded', payload: null });
    expect(await scene.finish()).toMatchObject({ done: 0 });
    expect(await scene.calls(TASKS)).toBe(0);
  });
});

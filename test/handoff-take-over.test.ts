import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { planOwnerRestore } from '../src/handoff/look-back.ts';
import { insertWrites } from '../src/store/tables/crm-writes.ts';
import { openHandoffs } from '../src/store/tables/handoffs.ts';
import { PORTAL } from './emulator-portal.ts';
import { CONTACTS, startHandoffScene, type HandoffScene, type RoutedLead } from './handoff-scene.ts';

let scene: HandoffScene;
beforeAll(async () => {
  scene = await startHandoffScene();
});
afterAll(() => scene.close());
beforeEach(() => scene.reset());

const edit = (lead: RoutedLead, ownerId: string, source = 'CRM_UI') =>
  scene.control.edit(lead.contactId, {
    portalId: PORTAL,
    ...(source === 'CRM_UI' ? { userId: 7 } : {}),
    source,
    properties: { hubspot_owner_id: ownerId },
  });
/** A moment too long ago for its reading to be written over. */
const old = () => Date.now() - 6_000;

/** Reads the contact as the story does, and stores what is to be put back. Answers how many writes that are. */
async function lookBack(lead: RoutedLead): Promise<number> {
  const raw = (await scene.hubspot().readLeads([lead.contactId])).get(lead.contactId);
  const memory = await scene.remembered(lead);
  if (raw === undefined || memory === undefined) throw new Error('the contact is gone');
  return scene.portal.transaction(async (tx) => {
    const [handoff] = await openHandoffs(tx, [lead.contactId]);
    const plan = planOwnerRestore({
      raw,
      remembered: memory,
      handoff: handoff ?? null,
      lane: 'fresh',
      newId: randomUUID,
    });
    await insertWrites(tx, plan?.writes ?? []);
    return plan?.writes.length ?? 0;
  });
}

describe('a person who chooses the owner meanwhile', () => {
  it('keeps the choice: no owner written, no task, the handoff closed and its lead settled once', async () => {
    const lead = await scene.route({ readAtMs: old() });
    await edit(lead, '702');
    const settled: unknown[] = [];
    const settleTakeOver = (_tx: unknown, rows: readonly unknown[]) => {
      settled.push(...rows);
      return Promise.resolve();
    };
    const report = await scene.finish({ settleTakeOver });
    expect(report).toMatchObject({ done: 1, superseded: 1, takenOver: [lead.contactId] });
    const { properties, owners, tasks } = await scene.seen(lead);
    expect(owners).toEqual(['702']);
    expect(properties).toMatchObject({ baton_status: 'closed', baton_intent: 'pricing' });
    expect(tasks).toEqual([]);
    expect(await scene.handoff(lead)).toMatchObject({ status: 'closed', outcome: 'taken_over' });
    expect((await scene.remembered(lead))?.handoffClosedAt).not.toBeNull();
    expect(settled).toEqual([
      {
        handoffId: lead.handoffId,
        takenOver: { contactId: lead.contactId, handoffId: lead.handoffId, ownerId: '702' },
      },
    ]);
  });

  it('is asked about only when the reading is more than five seconds old', async () => {
    await scene.route();
    await scene.finish();
    expect(await scene.calls('/contacts/batch/read')).toBe(0);
    await scene.route({ readAtMs: old() });
    await scene.finish();
    expect(await scene.calls('/contacts/batch/read')).toBe(1);
  });

  it('differs from a workflow, whose owner Baton replaces', async () => {
    const lead = await scene.route({ readAtMs: old() });
    await edit(lead, '702', 'WORKFLOWS');
    expect(await scene.finish()).toMatchObject({ done: 2, takenOver: [] });
    expect((await scene.seen(lead)).owners).toEqual(['702', '701']);
  });

  it('gets the choice back, once, when our write ran over it', async () => {
    const lead = await scene.route();
    await edit(lead, '702');
    await scene.finish();
    expect((await scene.seen(lead)).owners).toEqual(['702', '701']);

    expect(await lookBack(lead)).toBe(2);
    expect(await scene.finish()).toMatchObject({ done: 2 });
    const { owners, properties, tasks } = await scene.seen(lead);
    expect(owners).toEqual(['702', '701', '702']);
    expect(properties['baton_status']).toBe('closed');
    expect(tasks.map((task) => task.properties['hs_task_status'])).toEqual(['COMPLETED']);
    expect(await lookBack(lead)).toBe(0);
  });

  it('gets the choice back by the very write that ran over it, when its answer was lost', async () => {
    const lead = await scene.route();
    await edit(lead, '702');
    await scene.control.faults([{ kind: 'answer_lost', match: { path: CONTACTS }, count: 1 }]);
    await scene.finish();
    await scene.passTime();
    expect(await scene.finish()).toMatchObject({ takenOver: [lead.contactId], done: 1, superseded: 1 });
    expect((await scene.seen(lead)).owners).toEqual(['702', '701', '702']);
    expect(await lookBack(lead)).toBe(0);
  });

  it('is not fought when they change it again before it is put back', async () => {
    const lead = await scene.route();
    await edit(lead, '702');
    await scene.finish();
    await lookBack(lead);
    await edit(lead, '');
    await scene.portal.transaction((tx) =>
      tx.db.updateTable('crm_writes').set({ attempts: 1 }).where('kind', '=', 'owner_restore').execute(),
    );
    await scene.finish();
    expect((await scene.seen(lead)).owners).toEqual(['702', '701', '']);
  });
});

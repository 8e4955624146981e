import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { insertWrites } from '../src/store/tables/crm-writes.ts';
import { PORTAL } from './emulator-portal.ts';
import { CONTACTS, startHandoffScene, type HandoffScene, type RoutedLead } from './handoff-scene.ts';

let scene: HandoffScene;
beforeAll(async () => {
  scene = await startHandoffScene();
});
afterAll(() => scene.close());
beforeEach(() => scene.reset());

const setOwner = (lead: RoutedLead, ownerId: string, by: 'workflow' | 'person') =>
  scene.control.edit(lead.contactId, {
    portalId: PORTAL,
    ...(by === 'person' ? { userId: 7, source: 'CRM_UI' } : { source: 'WORKFLOWS' }),
    properties: { hubspot_owner_id: ownerId },
  });

/** Another decision for owner 701, made on the owner `read`. */
async function decideAgain(lead: RoutedLead, options: { read: string | null; intent: string; readAtMs?: number }) {
  const { read, intent, readAtMs = Date.now() } = options;
  await scene.portal.transaction((tx) =>
    insertWrites(tx, [
      {
        contactId: lead.contactId,
        handoffId: lead.handoffId,
        decisionId: randomUUID(),
        lane: 'fresh',
        writeId: randomUUID(),
        kind: 'contact_update',
        payload: {
          properties: { hubspot_owner_id: '701', baton_intent: intent },
          ownerId: '701',
          compareOwner: { ownerId: read, readAtMs },
        },
      },
    ]),
  );
}
const owners = async (lead: RoutedLead) => (await scene.seen(lead)).owners;

describe('another automation that assigns a contact', () => {
  it.each([
    ['just read', 0],
    ['read long ago', 6_000],
  ])('gets its way at the second time; the rest is written, nothing is closed (owner %s)', async (_name, ageMs) => {
    const lead = await scene.route();
    await scene.finish();
    const again = (intent: string) => decideAgain(lead, { read: '702', intent, readAtMs: Date.now() - ageMs });

    await setOwner(lead, '702', 'workflow');
    await again('demo_request');
    expect(await scene.finish()).toMatchObject({ done: 1, takenOver: [] });
    expect(await owners(lead)).toEqual(['701', '702', '701']);
    expect(await scene.remembered(lead)).toMatchObject({ automationChanges: 1 });
    expect(await scene.exceptions()).toEqual([]);

    await setOwner(lead, '702', 'workflow');
    await again('pricing');
    expect(await scene.finish()).toMatchObject({ done: 1, refused: 0, takenOver: [] });
    expect(await owners(lead)).toEqual(['701', '702', '701', '702']);
    expect((await scene.seen(lead)).properties['baton_intent']).toBe('pricing');
    expect(await scene.remembered(lead)).toMatchObject({ automationChanges: 2 });
    expect(await scene.handoff(lead)).toMatchObject({ status: 'offered', closed_at: null });
    const raised = [{ kind: 'other_automation', subject: lead.contactId }];
    expect(await scene.exceptions()).toMatchObject(raised);

    await again('demo_request');
    await scene.finish();
    expect(await owners(lead)).toHaveLength(4);
    expect(await scene.exceptions()).toMatchObject(raised);
  });

  it('is counted once for one change, however often the write is tried', async () => {
    const lead = await scene.route();
    await scene.finish();
    await setOwner(lead, '702', 'workflow');
    await decideAgain(lead, { read: '702', intent: 'demo_request' });
    for (let tries = 0; tries < 2; tries += 1) {
      await scene.control.faults([{ kind: 'server_error', status: 503, match: { path: CONTACTS }, count: 1 }]);
      expect(await scene.finish()).toMatchObject({ done: 0 });
      await scene.passTime();
    }
    expect(await scene.finish()).toMatchObject({ done: 1 });
    expect(await owners(lead)).toEqual(['701', '702', '701']);
    expect(await scene.remembered(lead)).toMatchObject({ automationChanges: 1 });
  });

  it('is forgotten after a day', async () => {
    const lead = await scene.route();
    await scene.finish();
    await setOwner(lead, '702', 'workflow');
    await decideAgain(lead, { read: '702', intent: 'pricing' });
    await scene.finish();
    const dayAgo = new Date(Date.now() - 25 * 60 * 60_000);
    await scene.portal.transaction((tx) =>
      tx.db.updateTable('contacts').set({ automation_changed_at: dayAgo }).execute(),
    );
    await setOwner(lead, '702', 'workflow');
    await decideAgain(lead, { read: '702', intent: 'pricing' });
    await scene.finish();
    expect(await owners(lead)).toEqual(['701', '702', '701', '702', '701']);
    const memory = await scene.remembered(lead);
    expect(memory?.automationChanges).toBe(1);
    expect(memory?.automationChangedAt?.getTime()).toBeGreaterThan(dayAgo.getTime());
    expect(await scene.exceptions()).toEqual([]);
  });

  it('differs from a person who takes the owner away again and again', async () => {
    const lead = await scene.route();
    await scene.finish();
    for (let times = 0; times < 3; times += 1) {
      await setOwner(lead, '', 'person');
      await decideAgain(lead, { read: null, intent: 'demo_request' });
      await scene.finish();
    }
    expect(await scene.exceptions()).toEqual([]);
    expect(await scene.remembered(lead)).toMatchObject({ automationChanges: 0 });
  });
});

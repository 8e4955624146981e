import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PORTAL } from './emulator-portal.ts';
import { startHandoffScene, type HandoffScene } from './handoff-scene.ts';

let scene: HandoffScene;
beforeAll(async () => {
  scene = await startHandoffScene();
});
afterAll(() => scene.close());
beforeEach(() => scene.reset());

const rule = (property: string, objectType: 'contacts' | 'tasks' = 'contacts') =>
  scene.control.faults([
    { kind: 'validation_rule', portalId: PORTAL, objectType, rule: { type: 'refused', property } },
  ]);

describe('a portal with rules of its own', () => {
  it('gets everything but the property that a rule refuses, the task, and the rule’s name for the admin', async () => {
    await rule('baton_intent');
    const [lead, other] = [await scene.route(), await scene.route()];
    expect(await scene.finish()).toMatchObject({ done: 4, refused: 0 });
    for (const one of [lead, other]) {
      const { properties, tasks } = await scene.seen(one);
      expect(properties).toMatchObject({ hubspot_owner_id: '701', baton_status: 'offered' });
      expect(properties['baton_intent']).toBeUndefined();
      expect(tasks).toHaveLength(1);
    }
    expect(await scene.exceptions()).toMatchObject([{ kind: 'refused_write', subject: 'baton_intent' }]);
  });

  it('gets the owner alone when a rule asks for something that Baton cannot give', async () => {
    await scene.control.faults([
      {
        kind: 'validation_rule',
        portalId: PORTAL,
        rule: { type: 'conditional', property: 'state', when: 'baton_status' },
      },
    ]);
    const lead = await scene.route();
    expect(await scene.finish()).toMatchObject({ done: 2, refused: 0 });
    const { properties, tasks } = await scene.seen(lead);
    expect(properties['hubspot_owner_id']).toBe('701');
    expect(properties['baton_status']).toBeUndefined();
    expect(tasks).toHaveLength(1);
    expect(await scene.exceptions()).toMatchObject([{ kind: 'refused_write', subject: 'state' }]);
  });

  it('gets the task even if nothing at all may be written on the contact', async () => {
    await scene.control.faults([
      { kind: 'validation_rule', portalId: PORTAL, rule: { type: 'required', property: 'state' } },
    ]);
    const lead = await scene.route();
    expect(await scene.finish()).toMatchObject({ done: 1, refused: 1 });
    expect((await scene.seen(lead)).tasks).toHaveLength(1);
    expect(await scene.stateOf(lead.update)).toMatchObject({
      state: 'refused',
      last_error: 'write_refused',
      payload: null,
    });
    expect(await scene.remembered(lead)).toMatchObject({ ownerWritten: null, ownerWrittenAt: null });
  });

  it('gets a plainer task where a rule refuses part of it', async () => {
    await rule('hs_task_priority', 'tasks');
    const lead = await scene.route();
    expect(await scene.finish()).toMatchObject({ done: 2 });
    const { tasks } = await scene.seen(lead);
    expect(tasks).toHaveLength(1);
    expect(tasks[0]?.properties['hs_task_body']).toContain('All six parts');
    expect(await scene.exceptions()).toMatchObject([{ subject: 'hs_task_priority' }]);
  });

  it('is not troubled by a property that it lacks', async () => {
    const lead = await scene.route({ properties: { baton_not_there: 'x' } });
    expect(await scene.finish()).toMatchObject({ done: 2, refused: 0 });
    expect((await scene.seen(lead)).properties).toMatchObject({ hubspot_owner_id: '701', baton_intent: 'pricing' });
  });

  it('does not hold up its other leads for one that is refused', async () => {
    const [good, gone] = [await scene.route(), await scene.route()];
    await scene.control.remove(gone.contactId, { portalId: PORTAL, userId: 7 });
    expect(await scene.finish()).toMatchObject({ done: 2, superseded: 2, refused: 0 });
    expect((await scene.seen(good)).properties['hubspot_owner_id']).toBe('701');
    expect((await scene.stateOf(gone.task)).state).toBe('superseded');
  });
});

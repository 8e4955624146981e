import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { actOnHandoff, type ActionEnd } from '../src/handoff/act.ts';
import type { HandoffAction } from '../src/handoff/lifecycle.ts';
import { compilePolicy } from '../src/policy/compile.ts';
import { policyDocument } from '../src/policy/fixtures.ts';
import { lockBalance } from '../src/store/tables/balances.ts';
import { PORTAL } from './emulator-portal.ts';
import { startHandoffScene, TASKS, type HandoffScene, type RoutedLead } from './handoff-scene.ts';

/** What people do on the card while Baton's own writes are on their way to HubSpot: in the end both say the same. */
let scene: HandoffScene;
beforeAll(async () => {
  scene = await startHandoffScene();
});
afterAll(() => scene.close());
beforeEach(() => scene.reset());

/** As the card's server does it for the handoff's owner. */
function act(lead: RoutedLead, action: HandoffAction, revision = 1): Promise<ActionEnd> {
  return scene.portal.transaction(async (tx) => {
    await lockBalance(tx, 'live');
    return actOnHandoff(tx, {
      handoffId: lead.handoffId,
      revision,
      requestId: randomUUID(),
      userId: 7,
      action,
      mayAct: () => true,
      visible: true,
      terms: {
        policy: compilePolicy(policyDocument()),
        directory: null,
        portal: { portalId: PORTAL, uiDomain: 'app.hubspot.com', timeZone: 'Europe/Berlin' },
        now: new Date(),
      },
    });
  });
}
const done: HandoffAction = { action: 'done', outcome: 'qualified' };
/** Finishes all there is to write, however often that takes. */
async function finishAll(): Promise<void> {
  for (let runs = 0; runs < 5; runs += 1) {
    await scene.finish();
    await scene.passTime();
  }
}
async function shown(lead: RoutedLead) {
  const { properties, tasks } = await scene.seen(lead);
  return {
    status: properties['baton_status'],
    owner: properties['hubspot_owner_id'],
    tasks: tasks.map((task) => task.properties['hs_task_status']),
  };
}

describe('a handoff that is done', () => {
  it('before anything was written: owner and end are written in order, and no task is made', async () => {
    const lead = await scene.route();
    await act(lead, done);
    await finishAll();
    expect(await shown(lead)).toEqual({ status: 'closed', owner: '701', tasks: [] });
  });

  it('while its task is on its way: the task is completed', async () => {
    const lead = await scene.route();
    const hubspot = scene.hubspot();
    await scene.finish({
      hubspot: {
        ...hubspot,
        async createTasks(inputs) {
          const made = await hubspot.createTasks(inputs);
          await act(lead, done);
          return made;
        },
      },
    });
    await finishAll();
    expect(await shown(lead)).toEqual({ status: 'closed', owner: '701', tasks: ['COMPLETED'] });
  });

  it('while nobody knows whether its task was made: it is found and completed', async () => {
    const lead = await scene.route();
    await scene.control.faults([{ kind: 'answer_lost', count: 1, match: { path: TASKS } }]);
    await scene.finish();
    expect((await scene.stateOf(lead.task)).state).toBe('sent');
    await act(lead, done);
    await finishAll();
    expect(await shown(lead)).toEqual({ status: 'closed', owner: '701', tasks: ['COMPLETED'] });
  });
});

describe('a handoff that is accepted', () => {
  it('before its owner was written, and then taken over by a person: HubSpot says closed, not accepted', async () => {
    const lead = await scene.route({ readAtMs: Date.now() - 6_000 });
    await act(lead, { action: 'accept' });
    await scene.control.edit(lead.contactId, {
      portalId: PORTAL,
      userId: 7,
      source: 'CRM_UI',
      properties: { hubspot_owner_id: '702' },
    });
    await finishAll();
    expect(await scene.handoff(lead)).toMatchObject({ status: 'closed', outcome: 'taken_over' });
    expect(await shown(lead)).toEqual({ status: 'closed', owner: '702', tasks: [] });
  });

  it('says so in HubSpot after the offer, and keeps its task', async () => {
    const lead = await scene.route();
    await act(lead, { action: 'accept' });
    await finishAll();
    expect(await shown(lead)).toEqual({ status: 'accepted', owner: '701', tasks: ['NOT_STARTED'] });
  });
});

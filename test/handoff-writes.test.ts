import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GrantRevoked } from '../src/errors.ts';
import { createHubSpot } from '../src/hubspot/client.ts';
import { leaseWrites, markSent } from '../src/store/tables/crm-writes.ts';
import { openHandoffs } from '../src/store/tables/handoffs.ts';
import { PORTAL } from './emulator-portal.ts';
import { CONTACTS, startHandoffScene, TASKS, type HandoffScene } from './handoff-scene.ts';

let scene: HandoffScene;
beforeAll(async () => {
  scene = await startHandoffScene();
});
afterAll(() => scene.close());
beforeEach(() => scene.reset());

/** The client of a portal that has removed the app: no token, no call. */
function revokedHubSpot() {
  return createHubSpot({
    apiUrl: 'http://127.0.0.1:9',
    accessToken: (portalId) => Promise.reject(new GrantRevoked(portalId)),
    budget: scene.budget,
    logger: pino({ level: 'silent' }),
  }).forPortal(PORTAL, 'fresh');
}

describe('finishing writes', () => {
  it('writes owner and properties of all leads in one call, then their tasks in another', async () => {
    const leads = [await scene.route(), await scene.route(), await scene.route()];
    const report = await scene.finish();
    expect(report).toMatchObject({ done: 6, refused: 0, superseded: 0, retryAt: null, takenOver: [] });
    expect(report.unfinished.size).toBe(0);
    expect([await scene.calls(CONTACTS), await scene.calls(TASKS), await scene.calls('/tasks/batch/read')]).toEqual([
      1, 1, 0,
    ]);
    for (const lead of leads) {
      const { properties, tasks } = await scene.seen(lead);
      expect(properties).toMatchObject({ hubspot_owner_id: '701', baton_status: 'offered' });
      expect(tasks.map(({ properties: { hubspot_owner_id: owner } }) => owner)).toEqual(['701']);
      expect(await scene.handoff(lead)).toMatchObject({ task_id: tasks[0]?.id, status: 'offered' });
      expect(await scene.remembered(lead)).toMatchObject({ ownerRead: null, ownerWritten: '701' });
    }
    const [open] = await scene.portal.transaction((tx) => openHandoffs(tx, [leads[0]?.contactId ?? '']));
    expect(open?.taskMark).toBe(leads[0]?.task.writeId);
    expect(await scene.finish()).toMatchObject({ done: 0 });
  });

  it('does nothing twice when two processes finish at once', async () => {
    const leads = await Promise.all(Array.from({ length: 8 }, () => scene.route()));
    const reports = await Promise.all([scene.finish(), scene.finish(), scene.finish()]);
    expect(reports.reduce((sum, { done }) => sum + done, 0)).toBe(16);
    for (const lead of leads) expect((await scene.seen(lead)).tasks).toHaveLength(1);
  });
});

describe('a task whose answer was lost', () => {
  it('is found by its mark and not created again', async () => {
    const lead = await scene.route();
    await scene.control.faults([{ kind: 'answer_lost', match: { path: TASKS }, count: 1 }]);
    const report = await scene.finish();
    expect(report.done).toBe(1);
    expect(report.unfinished).toEqual(new Set([lead.contactId]));
    expect(report.retryAt?.getTime()).toBeGreaterThan(Date.now() + 25_000);
    expect(await scene.stateOf(lead.task)).toMatchObject({ state: 'sent', last_error: 'outcome_unknown' });

    expect(await scene.finish()).toMatchObject({ done: 0 });
    await scene.passTime();
    expect(await scene.finish()).toMatchObject({ done: 1, retryAt: null });
    const { tasks } = await scene.seen(lead);
    expect(tasks).toHaveLength(1);
    expect((await scene.handoff(lead)).task_id).toBe(tasks[0]?.id);
    expect(await scene.calls(TASKS)).toBe(1);
  });

  it('is created after all if it had no effect', async () => {
    const lead = await scene.route();
    await scene.control.faults([{ kind: 'reset', match: { path: TASKS }, count: 1 }]);
    await scene.finish();
    expect((await scene.seen(lead)).tasks).toEqual([]);
    await scene.passTime();
    expect(await scene.finish()).toMatchObject({ done: 1 });
    expect((await scene.seen(lead)).tasks).toHaveLength(1);
  });

  it('is found too when the process died between storing and sending, or sending and storing', async () => {
    const [never, made] = [await scene.route(), await scene.route()];
    const leaseId = randomUUID();
    await scene.portal.transaction(async (tx) => {
      await leaseWrites(tx, { leaseId, processId: scene.store.processId, limit: 100 });
      await markSent(tx, {
        leaseId,
        writeIds: [never, made].flatMap(({ update, task }) => [update.writeId, task.writeId]),
      });
    });
    if (made.task.kind !== 'task_create') throw new Error('not a create');
    await scene.hubspot().createTasks([{ mark: made.task.writeId, contactId: made.contactId, ...made.task.payload }]);
    await scene.passTime();
    expect(await scene.finish()).toMatchObject({ done: 4 });
    expect((await scene.seen(never)).tasks).toHaveLength(1);
    expect((await scene.seen(made)).tasks).toHaveLength(1);
  });

  it('leaves one task of two with the same mark: the older stays, the other is closed', async () => {
    const lead = await scene.route();
    await scene.control.faults([{ kind: 'answer_lost', match: { path: TASKS }, count: 1 }]);
    await scene.finish();
    if (lead.task.kind !== 'task_create') throw new Error('not a create');
    await scene.hubspot().createTasks([{ mark: lead.task.writeId, contactId: lead.contactId, ...lead.task.payload }]);
    await scene.passTime();
    expect(await scene.finish()).toMatchObject({ done: 1 });
    const { tasks } = await scene.seen(lead);
    const byAge = tasks.toSorted((a, b) => a.createdAtMs - b.createdAtMs || Number(a.id) - Number(b.id));
    expect(byAge.map(({ properties }) => properties['hs_task_status'])).toEqual(['NOT_STARTED', 'COMPLETED']);
    expect((await scene.handoff(lead)).task_id).toBe(byAge[0]?.id);
  });
});

describe('a HubSpot that is slow, full or down', () => {
  it('puts everything back without an attempt at the task when the contact could not be written', async () => {
    const lead = await scene.route();
    await scene.control.faults([{ kind: 'rate_limit', match: { path: CONTACTS }, count: 1, retryAfterSeconds: 3 }]);
    const report = await scene.finish();
    expect(report).toMatchObject({ done: 0, refused: 0 });
    expect(report.retryAt).not.toBeNull();
    expect(await scene.stateOf(lead.update)).toMatchObject({
      state: 'todo',
      last_error: 'rate_limited',
      lease_id: null,
    });
    expect(await scene.stateOf(lead.task)).toMatchObject({ state: 'todo', attempts: 0, lease_id: null });
    expect(await scene.calls(TASKS)).toBe(0);
    await scene.portal.transaction((tx) => tx.db.deleteFrom('request_budgets').execute());
    await scene.passTime();
    expect(await scene.finish()).toMatchObject({ done: 2 });
  });

  it('sends a task again only when the call cannot have had an effect', async () => {
    const lead = await scene.route();
    await scene.control.faults([{ kind: 'server_error', status: 503, match: { path: TASKS }, count: 1 }]);
    await scene.finish();
    expect((await scene.stateOf(lead.task)).state).toBe('todo');
    await scene.control.faults([{ kind: 'server_error', status: 500, match: { path: TASKS }, count: 1 }]);
    await scene.passTime();
    await scene.finish();
    expect((await scene.stateOf(lead.task)).state).toBe('sent');
  });

  it('keeps the leads and says so when the grant is gone', async () => {
    const lead = await scene.route();
    await scene.finish();
    const next = await scene.route();
    await expect(scene.finish({ hubspot: revokedHubSpot() })).rejects.toThrow(GrantRevoked);
    expect(await scene.stateOf(next.update)).toMatchObject({ state: 'todo', last_error: 'grant_revoked' });
    expect((await scene.stateOf(lead.task)).state).toBe('done');
  });
});

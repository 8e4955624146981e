import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GrantRevoked } from '../src/errors.ts';
import { planOwnerRestore } from '../src/handoff/look-back.ts';
import { createHubSpot } from '../src/hubspot/client.ts';
import { contactsById } from '../src/store/tables/contacts.ts';
import { insertWrites, leaseWrites, markSent } from '../src/store/tables/crm-writes.ts';
import { openExceptions } from '../src/store/tables/exceptions.ts';
import { openHandoffs } from '../src/store/tables/handoffs.ts';
import { PORTAL } from './emulator-portal.ts';
import { startHandoffScene, type HandoffScene, type RoutedLead } from './handoff-scene.ts';

let scene: HandoffScene;
beforeAll(async () => {
  scene = await startHandoffScene();
});
afterAll(() => scene.close());
beforeEach(() => scene.reset());

const CONTACTS = '/contacts/batch/update';
const TASKS = '/tasks/batch/create';
const remembered = async ({ contactId }: RoutedLead) =>
  (await scene.portal.transaction((tx) => contactsById(tx, [contactId]))).get(contactId);
const exceptions = () => scene.portal.transaction((tx) => openExceptions(tx));
const calls = async (path: string) =>
  (await scene.control.state(PORTAL)).calls
    .filter((call) => call.path.includes(path))
    .reduce((sum, { count }) => sum + count, 0);

const rule = (property: string, objectType: 'contacts' | 'tasks' = 'contacts') =>
  scene.control.faults([
    { kind: 'validation_rule', portalId: PORTAL, objectType, rule: { type: 'refused', property } },
  ]);

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
  const memory = await remembered(lead);
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
    expect([await calls(CONTACTS), await calls(TASKS), await calls('/tasks/batch/read')]).toEqual([1, 1, 0]);
    for (const lead of leads) {
      const { properties, tasks } = await scene.seen(lead);
      expect(properties).toMatchObject({ hubspot_owner_id: '701', baton_status: 'offered' });
      expect(tasks.map(({ properties: { hubspot_owner_id: owner } }) => owner)).toEqual(['701']);
      expect(await scene.handoff(lead)).toMatchObject({ task_id: tasks[0]?.id, status: 'offered' });
      expect(await remembered(lead)).toMatchObject({ ownerRead: null, ownerWritten: '701' });
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
    expect(await calls(TASKS)).toBe(1);
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
    expect(await calls(TASKS)).toBe(0);
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
    expect(await exceptions()).toMatchObject([{ kind: 'refused_write', subject: 'baton_intent' }]);
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
    expect(await exceptions()).toMatchObject([{ kind: 'refused_write', subject: 'state' }]);
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
    expect(await remembered(lead)).toMatchObject({ ownerWritten: null, ownerWrittenAt: null });
  });

  it('gets a plainer task where a rule refuses part of it', async () => {
    await rule('hs_task_priority', 'tasks');
    const lead = await scene.route();
    expect(await scene.finish()).toMatchObject({ done: 2 });
    const { tasks } = await scene.seen(lead);
    expect(tasks).toHaveLength(1);
    expect(tasks[0]?.properties['hs_task_body']).toContain('All six parts');
    expect(await exceptions()).toMatchObject([{ subject: 'hs_task_priority' }]);
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
    expect((await remembered(lead))?.handoffClosedAt).not.toBeNull();
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
    expect(await calls('/contacts/batch/read')).toBe(0);
    await scene.route({ readAtMs: old() });
    await scene.finish();
    expect(await calls('/contacts/batch/read')).toBe(1);
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

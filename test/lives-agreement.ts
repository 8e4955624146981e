import { sql } from 'kysely';
import { expect } from 'vitest';
import { FOLLOW_UPS, LIVES_PORTAL, type LivesScene } from './lives-scene.ts';

/** What must be so, simple enough to be seen at a glance. */
export interface Model {
  exists: boolean;
  /** The owner whom a person chose, until the lead asks again; undefined: nobody chose. */
  chosen: string | undefined;
  /** A person has acted on the handoff that was open then. */
  actedOn: string | null;
  /** Contacts that were merged into it. */
  losers: string[];
}

/** Store and CRM agree with each other and with the model. */
export async function agree(scene: LivesScene, contactId: string, model: Model): Promise<void> {
  const { portal, control, client } = scene;
  const handoffs = await portal.transaction((tx) =>
    tx.db.selectFrom('handoffs').selectAll().where('contact_id', '=', contactId).execute(),
  );
  const open = handoffs.filter((handoff) => handoff.closed_at === null);
  expect(open.length, 'open handoffs').toBeLessThanOrEqual(1);
  const unbalanced = await portal.transaction(async (tx) => {
    const { rows } = await sql`
      select decision_id, kind, sum(amount) from ledger_entries
      where portal_id = ${LIVES_PORTAL} and enquiry_id in (
        select enquiry_id from decisions where portal_id = ${LIVES_PORTAL} and contact_id = ${contactId})
      group by decision_id, kind, enquiry_id, account having sum(amount) <> 0`.execute(tx.db);
    return rows;
  });
  expect(unbalanced, 'ledger steps that do not sum to 0').toEqual([]);
  const events = await portal.transaction((tx) =>
    tx.db.selectFrom('handoff_events').selectAll().where('contact_id', '=', contactId).orderBy('event_id').execute(),
  );
  // Nobody gets back what they let lapse.
  for (const handoff of handoffs) {
    const own = events.filter((event) => event.handoff_id === handoff.handoff_id);
    const lapsed = new Set<string>();
    for (const { kind, owner_id: ownerId, label } of own) {
      if (kind === 'lapsed' && ownerId !== null) lapsed.add(ownerId);
      if (kind === 'moved' && label !== 'given' && label !== 'merged')
        expect([...lapsed], 'who let it lapse').not.toContain(ownerId);
    }
    expect(own.filter(({ kind }) => kind === 'closed').length, 'ends of a handoff').toBe(
      handoff.closed_at === null ? 0 : 1,
    );
  }
  for (const loser of model.losers) {
    expect(await scene.handoffOf(loser), 'the open handoff of a contact that was merged away').toBeNull();
  }
  if (!model.exists) {
    expect(open, 'open handoffs of a deleted contact').toEqual([]);
    return;
  }
  const record = await control.record(LIVES_PORTAL, contactId);
  const ownerInCrm = record.contact.properties['hubspot_owner_id'] || null;
  const contact = await portal.transaction((tx) =>
    tx.db.selectFrom('contacts').selectAll().where('contact_id', '=', contactId).executeTakeFirstOrThrow(),
  );
  const last = await portal.transaction((tx) =>
    tx.db
      .selectFrom('decisions')
      .select('decision_id')
      .where('contact_id', '=', contactId)
      .orderBy('seq', 'desc')
      .limit(1)
      .execute(),
  );
  expect(contact.decision_id, 'the current decision').toBe(last[0]?.decision_id);
  if (model.chosen !== undefined) expect(ownerInCrm, 'the owner whom a person chose').toBe(model.chosen);
  const tasks = await client.tasksOfContact(contactId);
  const unfinished = tasks.filter(({ properties }) => properties['hs_task_status'] !== 'COMPLETED');
  const further = await followUpTasks(scene, contactId);
  const todo = unfinished.filter(({ taskId }) => !further.has(taskId));
  // What is asked of the manager is nobody's plan.
  const followUps = unfinished.filter(({ taskId }) => further.get(taskId) !== null && further.has(taskId));
  expect(todo.length, 'open tasks').toBeLessThanOrEqual(open.length);
  const [handoff] = open;
  const plan = handoff?.follow_up_at == null ? 0 : FOLLOW_UPS;
  expect(followUps.length, 'further tasks').toBe(plan);
  if (handoff === undefined) return;
  for (const { properties } of followUps) {
    expect(properties['hubspot_owner_id'], "the further task's owner").toBe(handoff.owner_id);
  }
  expect(ownerInCrm, 'the owner').toBe(handoff.owner_id);
  expect(record.contact.properties['baton_status'], 'the status').toBe(handoff.status);
  expect(record.contact.properties['baton_decision_id'], 'the decision').toBe(handoff.decision_id);
  for (const { taskId, properties } of todo) {
    expect(taskId, 'the task').toBe(handoff.task_id);
    expect(properties['hubspot_owner_id'], "the task's owner").toBe(handoff.owner_id);
  }
  if (model.actedOn === handoff.handoff_id && handoff.sla_due_at !== null) {
    expect(handoff.status, 'what a person has acted on').toBe('acted');
  }
}

/** The ids of its further tasks, with the handoff to whose plan each belongs. */
async function followUpTasks({ portal }: LivesScene, contactId: string): Promise<Map<string, string | null>> {
  const rows = await portal.transaction((tx) =>
    tx.db
      .selectFrom('crm_writes')
      .select(['hubspot_id', 'handoff_id'])
      .where('contact_id', '=', contactId)
      .where('kind', '=', 'follow_up_create')
      .where('hubspot_id', 'is not', null)
      .execute(),
  );
  return new Map(rows.map((row) => [row.hubspot_id ?? '', row.handoff_id]));
}

import type { z } from 'zod';
import { associate } from './associate.ts';
import type { logActivityRequest } from './control-api.ts';
import { liveContact } from './control-contacts.ts';
import { changeRecord, createRecord, type Hand } from './crm.ts';
import type { CrmRecord, Portal } from './model.ts';
import { badRequest, notFound } from './refusal.ts';
import { knownValues } from './stored-values.ts';
import { actorOf, type World } from './world.ts';

/** HubSpot works out a contact's activity figures by itself. */
const CALCULATED = { source: 'CALCULATED', sourceId: null, userId: null };

/** A person logs a call or writes a note on a contact's page. Answers the id of what was logged. */
export function logActivity(world: World, portal: Portal, request: z.output<typeof logActivityRequest>) {
  const { contactId, userId, kind, text, outcome } = request;
  const contact = liveContact(portal, contactId);
  const user = portal.users.get(userId);
  if (user === undefined) throw badRequest(`Portal ${portal.portalId} has no user ${userId}.`);
  const hand = { world, portal, actor: actorOf(world, 'CRM_UI', userId), atMs: Date.now() };
  const common = { hs_timestamp: String(hand.atMs), hubspot_owner_id: user.ownerId };
  const record =
    kind === 'call'
      ? create(hand, 'calls', { ...common, hs_call_body: text, hs_call_status: outcome, hs_call_direction: 'OUTBOUND' })
      : create(hand, 'notes', { ...common, hs_note_body: text });
  associate({ ...hand, from: record, to: contact });
  countActivity(hand, contact, { isContact: kind === 'call' });
  return { id: record.id };
}

/** A person changes a task on a contact's page: completes it, hands it on. */
export function editTask(
  world: World,
  portal: Portal,
  request: { taskId: string; userId?: number | undefined; properties: Readonly<Record<string, string>> },
): void {
  const task = portal.records.tasks.get(request.taskId);
  if (task === undefined || task.archivedAtMs !== null) {
    throw notFound(`Portal ${portal.portalId} has no task ${request.taskId}.`);
  }
  const hand = { world, portal, actor: actorOf(world, 'CRM_UI', request.userId), atMs: Date.now() };
  changeRecord(hand, task, knownValues(portal, 'tasks', request.properties));
}

function create(hand: Hand, type: 'calls' | 'notes', values: Readonly<Record<string, string>>): CrmRecord {
  return createRecord(hand, { type, values: knownValues(hand.portal, type, values) });
}

/** What HubSpot notes on a contact after an activity; only some kinds count as having contacted the person. */
function countActivity({ world, portal, atMs }: Hand, contact: CrmRecord, { isContact }: { isContact: boolean }): void {
  const at = new Date(atMs).toISOString();
  const more = (name: string) => String(Number(contact.values.get(name) ?? '0') + 1);
  const values = new Map([
    ['notes_last_updated', at],
    ['num_notes', more('num_notes')],
  ]);
  if (isContact) {
    values.set('notes_last_contacted', at).set('num_contacted_notes', more('num_contacted_notes'));
    values.set('hs_last_sales_activity_timestamp', at);
    if (!contact.values.has('hs_sa_first_engagement_date')) values.set('hs_sa_first_engagement_date', at);
  }
  changeRecord({ world, portal, actor: CALCULATED, atMs }, contact, values);
}

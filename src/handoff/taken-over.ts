import type { BatonPropertyName } from '../hubspot/properties.ts';
import type { Lane } from '../policy/taxonomy.ts';
import type { PlannedWrite } from '../store/tables/crm-writes.ts';

/** What the contact shows of a handoff that a person has taken over by changing the owner. */
export function takenOverProperties(): Record<string, string> {
  const values: Partial<Record<BatonPropertyName, string>> = {
    baton_status: 'closed',
    baton_sla_state: 'none',
    baton_owner_reason: 'A person of the account chose the owner; Baton leaves that choice alone.',
  };
  return { ...values };
}

/** Update of a task that nobody has to do any more. */
export function closedTask(taskId: string): { taskId: string; properties: Record<string, string> } {
  return { taskId, properties: { hs_task_status: 'COMPLETED' } };
}

/** What becomes visible when a person has taken the contact over: its fields say so, and its task is nobody's to do. */
export function takenOverWrites(options: {
  contactId: string;
  handoff: { handoffId: string; taskId: string | null };
  lane: Lane;
  newId(): string;
}): PlannedWrite[] {
  const { contactId, handoff, lane, newId } = options;
  const base = { contactId, decisionId: null, handoffId: handoff.handoffId, lane };
  const contact: PlannedWrite = {
    ...base,
    writeId: newId(),
    kind: 'contact_update',
    payload: { properties: takenOverProperties() },
  };
  if (handoff.taskId === null) return [contact];
  return [contact, { ...base, writeId: newId(), kind: 'task_update', payload: closedTask(handoff.taskId) }];
}

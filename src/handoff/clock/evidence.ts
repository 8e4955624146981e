import type { NoteRecord } from '../../hubspot/notes.ts';
import type { RawLead } from '../../hubspot/lead.ts';
import type { TaskRecord } from '../../hubspot/tasks.ts';
import { CLOCK_TOLERANCE_MS } from '../look-back.ts';

/** What a person has done about a handoff, and when. */
export interface Action {
  kind: 'contacted' | 'note' | 'task_completed';
  at: Date;
}

/**
 * The first thing that a person did about a handoff since it was opened: spoke or wrote to the lead (call, e-mail, meeting:
 * HubSpot keeps the time of the last), wrote a note, completed the task. null: nothing. Only `notes_last_contacted` counts of
 * HubSpot's figures: the others also move when Baton writes a task or the lead opens an e-mail. Pure.
 */
export function actionOn(
  handoff: { openedAt: Date },
  seen: { raw: RawLead; task: TaskRecord | null; notes: readonly NoteRecord[] },
): Action | null {
  const since = handoff.openedAt.getTime() - CLOCK_TOLERANCE_MS;
  const { raw, task, notes } = seen;
  const actions: Action[] = notes
    .filter(({ source, createdAtMs }) => source !== 'INTEGRATION' && createdAtMs >= since)
    .map(({ createdAtMs }) => ({ kind: 'note', at: new Date(createdAtMs) }));
  const contactedMs = momentOf(raw.properties['notes_last_contacted']);
  if (contactedMs !== null && contactedMs >= since) actions.push({ kind: 'contacted', at: new Date(contactedMs) });
  if (task?.properties['hs_task_status'] === 'COMPLETED') {
    const atMs = momentOf(task.properties['hs_task_completion_date']) ?? raw.readAtMs;
    actions.push({ kind: 'task_completed', at: new Date(Math.max(atMs, since)) });
  }
  return actions.reduce<Action | null>((first, one) => (first === null || one.at < first.at ? one : first), null);
}

/** HubSpot gives moments as ISO texts or as milliseconds. */
export function momentOf(value: string | null | undefined): number | null {
  if (value === null || value === undefined || value === '') return null;
  const ms = /^\d+$/.test(value) ? Number(value) : Date.parse(value);
  return Number.isFinite(ms) ? ms : null;
}

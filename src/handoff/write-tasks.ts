import { OutcomeUnknown } from '../errors.ts';
import type { HubSpotPortal } from '../hubspot/client.ts';
import { taskMark } from '../hubspot/tasks.ts';
import type { LeasedWrite } from '../store/tables/crm-writes.ts';
import { finished, problemsOf, type FinishedWrite } from './finished-write.ts';
import { sendLess, TASK_ESSENTIALS } from './refused.ts';
import { closedTask } from './taken-over.ts';
import { unread } from './write-contacts.ts';
import { endOf, endOfError } from './write-end.ts';

export interface TaskCreate {
  write: LeasedWrite;
  properties: Record<string, string>;
}

export interface TaskUpdate extends TaskCreate {
  taskId: string;
}

/**
 * Looks for the tasks of creates that went out earlier without an answer: HubSpot has no idempotency keys, so the mark in
 * the body tells. What is found is done; of two with one mark the older stays and the other is closed. What is not found
 * may be sent (again).
 */
export async function lookForMarks(
  hubspot: HubSpotPortal,
  creates: readonly TaskCreate[],
): Promise<{ send: TaskCreate[]; ended: FinishedWrite[] }> {
  const send = creates.filter(({ write }) => write.state === 'todo');
  const ended: FinishedWrite[] = [];
  for (const create of creates) {
    const { write } = create;
    if (write.state === 'todo') continue;
    try {
      const taskId = await findMarked(hubspot, write);
      if (taskId === null) send.push(create);
      else ended.push(finished(write, { end: 'done', hubspotId: taskId }));
    } catch (error) {
      ended.push(unread(write, error));
    }
  }
  return { send, ended };
}

async function findMarked(hubspot: HubSpotPortal, { contactId, writeId }: LeasedWrite): Promise<string | null> {
  const tasks = await hubspot.tasksOfContact(contactId);
  const marked = tasks
    .filter(({ properties }) => properties['hs_task_body']?.includes(taskMark(writeId)) === true)
    .toSorted((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt) || Number(a.taskId) - Number(b.taskId));
  const [oldest, ...doubles] = marked;
  const open = doubles.filter(({ properties }) => properties['hs_task_status'] !== 'COMPLETED');
  if (open.length > 0) {
    const closed = await hubspot.updateTasks(open.map(({ taskId }) => closedTask(taskId)));
    for (const result of closed.values()) if (!result.ok) throw result.error;
  }
  return oldest?.taskId ?? null;
}

/** Creates tasks in one call. Each must have been stored as `sent` before. */
export async function sendCreates(hubspot: HubSpotPortal, creates: readonly TaskCreate[]): Promise<FinishedWrite[]> {
  if (creates.length === 0) return [];
  const contactIds = new Map(creates.map(({ write }) => [write.writeId, write.contactId]));
  return sendTasks({
    writes: creates,
    send: (inputs) =>
      hubspot.createTasks(
        [...inputs].map(([mark, properties]) => ({
          mark,
          contactId: contactIds.get(mark) ?? '',
          properties: { ...properties },
        })),
      ),
  });
}

/** Rewrites tasks in one call. A task that a person has deleted stays deleted. */
export async function sendUpdates(hubspot: HubSpotPortal, updates: readonly TaskUpdate[]): Promise<FinishedWrite[]> {
  if (updates.length === 0) return [];
  const writeIds = new Map(updates.map(({ write, taskId }) => [taskId, write.writeId]));
  const taskIds = new Map(updates.map(({ write, taskId }) => [write.writeId, taskId]));
  return sendTasks({
    writes: updates,
    async send(inputs) {
      const results = await hubspot.updateTasks(
        [...inputs].map(([writeId, properties]) => ({
          taskId: taskIds.get(writeId) ?? '',
          properties: { ...properties },
        })),
      );
      return new Map([...results].map(([taskId, result]) => [writeIds.get(taskId) ?? taskId, result]));
    },
  });
}

async function sendTasks(options: {
  writes: readonly TaskCreate[];
  send: Parameters<typeof sendLess>[0]['send'];
}): Promise<FinishedWrite[]> {
  const { writes, send } = options;
  try {
    const ends = await sendLess({
      inputs: new Map(writes.map(({ write, properties }) => [write.writeId, properties])),
      essentials: TASK_ESSENTIALS,
      send,
    });
    return writes.map(({ write }) => {
      const sent = ends.get(write.writeId);
      const end = endOf(write, sent?.result, new Date());
      const failure = end.end === 'refused' && sent?.result?.ok === false ? [sent.result.error] : [];
      const errors = new Set([...(sent?.refusals ?? []), ...failure]);
      return finished(write, end, { problems: [...errors].flatMap((error) => problemsOf(error, 'task')) });
    });
  } catch (error) {
    const unknown = new OutcomeUnknown('The call for these tasks broke off.', error);
    return writes.map(({ write }) => finished(write, endOfError(write, unknown, new Date())));
  }
}

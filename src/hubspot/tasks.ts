import { AssociationTypes } from '@hubspot/api-client/lib/src/enums/AssociationTypes.js';
import { sortAbsent } from './absent.ts';
import { associationBatch, recordBatch } from './answers.ts';
import { BATCH_SIZE, chunksOf } from './chunks.ts';
import { TASK_FIELDS } from './contact-fields.ts';
import type { Transport } from './transport.ts';
import { apiPath } from './versions.ts';
import { writeBatches, type WriteResult } from './writes.ts';

/** What a task's body carries so that it can be recognised: the id of the write that meant it. */
export function taskMark(mark: string): string {
  return `baton:${mark}`;
}

export interface TaskRecord {
  taskId: string;
  properties: Readonly<Record<string, string | null>>;
  /** ISO. */
  createdAt: string;
}

/**
 * Creates tasks, each associated with its contact. The key of the answer is the mark. NOT safe to repeat: after
 * OutcomeUnknown look for the mark among the contact's tasks first.
 */
export function createTasks(
  transport: Transport,
  inputs: readonly { mark: string; contactId: string; properties: Readonly<Record<string, string>> }[],
): Promise<Map<string, WriteResult>> {
  return writeBatches(transport, {
    type: 'tasks',
    action: 'create',
    inputs: inputs.map(({ mark, contactId, properties }) => ({
      traceId: mark,
      input: {
        properties,
        associations: [
          {
            to: { id: contactId },
            types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: AssociationTypes.taskToContact }],
          },
        ],
      },
    })),
    recognise: (record) =>
      inputs.find(({ mark }) => record.properties.hs_task_body?.includes(taskMark(mark)) === true)?.mark,
  });
}

/**
 * All tasks of a contact, read through its associations: search lags behind, associations do not. Archived tasks are not
 * among them.
 */
export async function tasksOfContact(transport: Transport, contactId: string): Promise<TaskRecord[]> {
  const taskIds = new Set<string>();
  let after: string | undefined;
  do {
    const page = await transport.send({
      operation: 'associations.contacts_tasks',
      method: 'POST',
      path: apiPath('associations', '/contacts/tasks/batch/read'),
      body: { inputs: [after === undefined ? { id: contactId } : { id: contactId, after }] },
      effect: 'read',
      batch: true,
      answer: associationBatch,
    });
    // A contact without tasks is reported as an error of its input; that only means none.
    const [mine] = page.results;
    for (const { toObjectId } of mine?.to ?? []) taskIds.add(toObjectId);
    after = mine?.paging?.next?.after;
  } while (after !== undefined);

  return [...(await readTasks(transport, [...taskIds])).tasks.values()];
}

/**
 * Tasks by id. Those that a person has deleted are `gone`; what HubSpot did not speak of is in neither. Throws when HubSpot
 * cannot be read.
 */
export async function readTasks(
  transport: Transport,
  taskIds: readonly string[],
): Promise<{ tasks: ReadonlyMap<string, TaskRecord>; gone: ReadonlySet<string> }> {
  const tasks = new Map<string, TaskRecord>();
  const gone = new Set<string>();
  for (const chunk of chunksOf([...new Set(taskIds)], BATCH_SIZE)) {
    const { results, errors } = await transport.send({
      operation: 'tasks.batch_read',
      method: 'POST',
      path: apiPath('objects', '/tasks/batch/read'),
      body: { properties: TASK_FIELDS, propertiesWithHistory: [], inputs: chunk.map((id) => ({ id })) },
      effect: 'read',
      batch: true,
      answer: recordBatch,
    });
    for (const { id, properties, createdAt, archived } of results) {
      if (archived === true) gone.add(id);
      else tasks.set(id, { taskId: id, properties, createdAt });
    }
    const unseen = chunk.filter((id) => !tasks.has(id) && !gone.has(id));
    for (const id of sortAbsent(unseen, errors).gone) gone.add(id);
  }
  return { tasks, gone };
}

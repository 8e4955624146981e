import { AssociationTypes } from '@hubspot/api-client/lib/src/enums/AssociationTypes.js';
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

  const chunks = await Promise.all(
    chunksOf([...taskIds], BATCH_SIZE).map((chunk) =>
      transport.send({
        operation: 'tasks.batch_read',
        method: 'POST',
        path: apiPath('objects', '/tasks/batch/read'),
        body: { properties: TASK_FIELDS, propertiesWithHistory: [], inputs: chunk.map((id) => ({ id })) },
        effect: 'read',
        batch: true,
        answer: recordBatch,
      }),
    ),
  );
  return chunks.flatMap(({ results }) =>
    results
      .filter((record) => record.archived !== true)
      .map(({ id, properties, createdAt }) => ({ taskId: id, properties, createdAt })),
  );
}

import { z } from 'zod';

const properties = z.record(z.string(), z.string());

/** The owner as it was read before deciding, and when (epoch milliseconds): what the write is compared with. */
const compareOwner = z.object({ ownerId: z.string().nullable(), readAtMs: z.number() });

/** A write of properties on a contact. `ownerId`: the owner among them ('' for none); absent: the owner is left alone. */
const contactPayload = z.object({
  properties,
  ownerId: z.string().optional(),
  compareOwner: compareOwner.optional(),
});

const newTask = z.object({ properties });
const changedTask = z.object({ taskId: z.string(), properties });
/** HubSpot's id of the list. */
const list = z.object({ listId: z.string() });

/** What each kind of write sends. Stored encrypted under the contact's key, and forgotten once the write is finished. */
export const PAYLOADS = {
  contact_update: contactPayload,
  /** Puts back, once, the owner that a person had chosen and that our own write ran over. */
  owner_restore: contactPayload,
  task_create: newTask,
  task_update: changedTask,
  follow_up_create: newTask,
  follow_up_close: changedTask,
  list_add: list,
  list_remove: list,
  sequence_enrol: z.object({ sequenceId: z.string(), senderUserId: z.string(), senderEmail: z.string() }),
} as const;

export type ContactPayload = z.infer<typeof contactPayload>;
export type CompareOwner = z.infer<typeof compareOwner>;

/** Kind and payload of a write; they belong together. */
export type WriteContent =
  | { kind: 'contact_update' | 'owner_restore'; payload: ContactPayload }
  | { kind: 'task_create' | 'follow_up_create'; payload: z.infer<typeof newTask> }
  | { kind: 'task_update' | 'follow_up_close'; payload: z.infer<typeof changedTask> }
  | { kind: 'list_add'; payload: z.infer<typeof list> }
  | { kind: 'list_remove'; payload: z.infer<typeof list> }
  | { kind: 'sequence_enrol'; payload: z.infer<(typeof PAYLOADS)['sequence_enrol']> };

export type WritePayload = WriteContent['payload'];

/** A stored payload with its type again. Throws a ZodError for a payload that no version of Baton wrote. */
export function parseContent(kind: WriteContent['kind'], payload: unknown): WriteContent {
  switch (kind) {
    case 'task_create':
    case 'follow_up_create':
      return { kind, payload: PAYLOADS[kind].parse(payload) };
    case 'task_update':
    case 'follow_up_close':
      return { kind, payload: PAYLOADS[kind].parse(payload) };
    case 'list_add':
    case 'list_remove':
      return { kind, payload: PAYLOADS[kind].parse(payload) };
    case 'sequence_enrol':
      return { kind, payload: PAYLOADS.sequence_enrol.parse(payload) };
    default:
      return { kind, payload: PAYLOADS[kind].parse(payload) };
  }
}

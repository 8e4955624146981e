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

/** What each kind of write sends. Stored encrypted under the contact's key, and forgotten once the write is finished. */
export const PAYLOADS = {
  contact_update: contactPayload,
  /** Puts back, once, the owner that a person had chosen and that our own write ran over. */
  owner_restore: contactPayload,
  task_create: z.object({ properties }),
  task_update: z.object({ taskId: z.string(), properties }),
} as const;

export type ContactPayload = z.infer<typeof contactPayload>;
export type CompareOwner = z.infer<typeof compareOwner>;

/** Kind and payload of a write; they belong together. */
export type WriteContent =
  | { kind: 'contact_update' | 'owner_restore'; payload: ContactPayload }
  | { kind: 'task_create'; payload: z.infer<(typeof PAYLOADS)['task_create']> }
  | { kind: 'task_update'; payload: z.infer<(typeof PAYLOADS)['task_update']> };

export type WritePayload = WriteContent['payload'];

/** A stored payload with its type again. Throws a ZodError for a payload that no version of Baton wrote. */
export function parseContent(kind: WriteContent['kind'], payload: unknown): WriteContent {
  switch (kind) {
    case 'task_create':
      return { kind, payload: PAYLOADS.task_create.parse(payload) };
    case 'task_update':
      return { kind, payload: PAYLOADS.task_update.parse(payload) };
    default:
      return { kind, payload: PAYLOADS[kind].parse(payload) };
  }
}

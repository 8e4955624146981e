import { associationBatch, recordBatch } from './answers.ts';
import { ASSOCIATION_BATCH_SIZE, BATCH_SIZE, chunksOf } from './chunks.ts';
import type { Transport } from './transport.ts';
import { apiPath } from './versions.ts';

/** A note on a contact, without what it says. */
export interface NoteRecord {
  createdAtMs: number;
  /** HubSpot's source of the record: CRM_UI, INTEGRATION ... ; null: HubSpot does not say. */
  source: string | null;
}

/** The notes of contacts, by contact id; who has none is absent. Throws when HubSpot cannot be read. */
export async function readNotes(
  transport: Transport,
  contactIds: readonly string[],
): Promise<ReadonlyMap<string, readonly NoteRecord[]>> {
  const contactOf = new Map<string, string>();
  for (const chunk of chunksOf([...new Set(contactIds)], ASSOCIATION_BATCH_SIZE)) {
    const { results } = await transport.send({
      operation: 'associations.contacts_notes',
      method: 'POST',
      path: apiPath('associations', '/contacts/notes/batch/read'),
      body: { inputs: chunk.map((id) => ({ id })) },
      effect: 'read',
      batch: true,
      answer: associationBatch,
    });
    for (const { from, to } of results) for (const { toObjectId } of to) contactOf.set(toObjectId, from.id);
  }
  const notes = new Map<string, NoteRecord[]>();
  for (const chunk of chunksOf([...contactOf.keys()], BATCH_SIZE)) {
    const { results } = await transport.send({
      operation: 'notes.batch_read',
      method: 'POST',
      path: apiPath('objects', '/notes/batch/read'),
      body: { properties: ['hs_object_source'], propertiesWithHistory: [], inputs: chunk.map((id) => ({ id })) },
      effect: 'read',
      batch: true,
      answer: recordBatch,
    });
    for (const { id, properties, createdAt, archived } of results) {
      const contactId = contactOf.get(id);
      if (contactId === undefined || archived === true) continue;
      const note = { createdAtMs: Date.parse(createdAt), source: properties['hs_object_source'] ?? null };
      notes.set(contactId, [...(notes.get(contactId) ?? []), note]);
    }
  }
  return notes;
}

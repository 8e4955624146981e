import type { PortalTx } from '../store/store.ts';
import { knownContactKeys, openForContact } from '../store/tables/contact-keys.ts';

/**
 * Everything that Baton holds about one contact, its own values opened, as one value for JSON: for somebody who asks what is
 * stored about them. null: nothing. What was sealed for an erased contact cannot be opened any more and is null.
 */
export async function exportContact(tx: PortalTx, contactId: string): Promise<Record<string, unknown> | null> {
  const of = (table: 'decisions' | 'handoffs' | 'handoff_events' | 'crm_writes' | 'mailbox' | 'notifications') =>
    tx.db.selectFrom(table).selectAll().where('portal_id', '=', tx.portalId).where('contact_id', '=', contactId);
  const contact = await tx.db.selectFrom('contacts').selectAll().where('contact_id', '=', contactId).executeTakeFirst();
  const waiting = await of('mailbox').execute();
  if (contact === undefined && waiting.length === 0) return null;
  const key = (await knownContactKeys(tx, [contactId])).get(contactId);
  const callbacks = await tx.db
    .selectFrom('workflow_callbacks')
    .select(['asked_at', 'answered_at'])
    .where('contact_id', '=', contactId)
    .execute();
  const fingerprints = await tx.db
    .selectFrom('fingerprints')
    .select(['kind', 'seen_at'])
    .where('contact_id', '=', contactId)
    .execute();
  // Keys open what is below; whoever asked gets what they open.
  const { contact_key: _key, ...known } = contact ?? { contact_key: null };
  return {
    portalId: tx.portalId,
    contactId,
    contact: known,
    decisions: (await of('decisions').orderBy('decided_at').execute()).map((row) => opened(row, 'snapshot')),
    handoffs: (await of('handoffs').orderBy('opened_at').execute()).map((row) => opened(row, 'parts')),
    handoffEvents: await of('handoff_events').orderBy('event_id').execute(),
    writes: (await of('crm_writes').orderBy('seq').execute()).map((row) => opened(row, 'payload')),
    waiting,
    notifications: await of('notifications').orderBy('created_at').execute(),
    workflowQuestions: callbacks,
    // Keyed hashes; what they were made of is not stored.
    fingerprints,
  };

  function opened(row: Record<string, unknown>, column: string): Record<string, unknown> {
    const sealed = row[column];
    return { ...hex(row), [column]: Buffer.isBuffer(sealed) && key !== undefined ? openForContact(key, sealed) : null };
  }
}

/** Bytes as hexadecimal text. */
function hex(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, Buffer.isBuffer(value) ? value.toString('hex') : value]),
  );
}

import { sql } from 'kysely';
import type { PortalTx } from '../store.ts';

/** The owner that is about to be written on a contact, and what it was compared with. */
export interface WrittenOwner {
  contactId: string;
  /** null: no owner. */
  read: string | null;
  readAt: Date;
  written: string | null;
}

/**
 * Remembers, before the call goes out, which owner Baton writes: by it the door recognises the event that comes back, and
 * a look back tells whether the write ran over a person's choice.
 */
export async function rememberWrittenOwners(tx: PortalTx, rows: readonly WrittenOwner[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update contacts c
    set owner_read = w.read, owner_read_at = w.read_at, owner_written = w.written, owner_written_at = now()
    from unnest(${rows.map((row) => row.contactId)}::text[], ${rows.map((row) => row.read)}::text[],
                ${rows.map((row) => row.readAt)}::timestamptz[], ${rows.map((row) => row.written)}::text[])
         as w(contact_id, read, read_at, written)
    where c.portal_id = ${tx.portalId} and c.contact_id = w.contact_id`.execute(tx.db);
}

/** HubSpot refused the owner: nothing of ours stands on these contacts. */
export async function forgetWrittenOwners(tx: PortalTx, contactIds: readonly string[]): Promise<void> {
  if (contactIds.length === 0) return;
  await tx.db
    .updateTable('contacts')
    .set({ owner_written: null, owner_written_at: null })
    .where('contact_id', 'in', [...contactIds])
    .execute();
}

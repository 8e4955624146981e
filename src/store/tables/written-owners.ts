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

/** What is remembered of a contact's owner between our writes of it. */
export interface OwnerMemory {
  /** null: Baton wrote "no owner", or (with `ownerWrittenAt` null) nothing. */
  ownerWritten: string | null;
  ownerWrittenAt: Date | null;
  /** How often lately another automation replaced the owner that Baton wrote, and when last (HubSpot's clock). */
  changes: number;
  changedAt: Date | null;
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

/** Remembers how often another automation has replaced what Baton wrote. */
export async function rememberAutomation(
  tx: PortalTx,
  rows: readonly ({ contactId: string } & Pick<OwnerMemory, 'changes' | 'changedAt'>)[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update contacts c
    set automation_changes = a.changes, automation_changed_at = a.changed_at
    from unnest(${rows.map((row) => row.contactId)}::text[], ${rows.map((row) => row.changes)}::int[],
                ${rows.map((row) => row.changedAt)}::timestamptz[]) as a(contact_id, changes, changed_at)
    where c.portal_id = ${tx.portalId} and c.contact_id = a.contact_id`.execute(tx.db);
}

import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { sql } from 'kysely';
import { decryptWith, encryptWith, newKey } from '../encryption.ts';
import type { PortalTx } from '../store.ts';

const SEALED = 'contact-value';

function keyPlace(portalId: number, contactId: string): string {
  return `contact-key:${portalId}:${contactId}`;
}

/**
 * The keys of contacts, by contact id; made where they are missing, together with the row in `contacts`. An erased contact
 * never gets a key again: it is absent from the answer. Two round trips at most when all are known, three otherwise.
 */
export async function contactKeys(tx: PortalTx, contactIds: readonly string[]): Promise<Map<string, Buffer>> {
  // Always in the same order, so that two transactions that make the same rows wait for each other instead of deadlocking.
  const ids = [...new Set(contactIds)].toSorted();
  if (ids.length === 0) return new Map();
  const portalKey = await tx.portalKey();
  const found = await readKeys(tx, portalKey, ids);
  const missing = ids.filter((id) => !found.has(id));
  if (missing.length === 0) return found;
  const wrapped = missing.map((id) => encryptWith(portalKey, newKey(), keyPlace(tx.portalId, id)));
  await sql`
    insert into contacts (portal_id, contact_id, contact_key)
    select ${tx.portalId}, made.contact_id, made.contact_key
    from unnest(${missing}::text[], ${wrapped}::bytea[]) as made (contact_id, contact_key)
    on conflict (portal_id, contact_id) do update set contact_key = excluded.contact_key
    where contacts.contact_key is null and contacts.erased_at is null`.execute(tx.db);
  // Read again: somebody else may have made a key a moment earlier, and then theirs counts.
  return new Map([...found, ...(await readKeys(tx, portalKey, missing))]);
}

/** The keys that exist; makes nothing. For readers: without its key a contact's values are gone. */
export async function knownContactKeys(tx: PortalTx, contactIds: readonly string[]): Promise<Map<string, Buffer>> {
  return contactIds.length === 0 ? new Map() : readKeys(tx, await tx.portalKey(), contactIds);
}

async function readKeys(tx: PortalTx, portalKey: Buffer, ids: readonly string[]): Promise<Map<string, Buffer>> {
  const rows = await tx.db
    .selectFrom('contacts')
    .select(['contact_id', 'contact_key'])
    .where('contact_id', '=', sql<string>`any(${ids}::text[])`)
    .execute();
  const keys = new Map<string, Buffer>();
  for (const row of rows) {
    if (row.contact_key === null) continue;
    const { contact_id: contactId, contact_key: wrapped } = row;
    keys.set(contactId, openContactKey(portalKey, { portalId: tx.portalId, contactId, wrapped }));
  }
  return keys;
}

/** A contact's key, from its wrapped form in `contacts`. Throws DecryptionFailed. */
export function openContactKey(
  portalKey: Buffer,
  { portalId, contactId, wrapped }: { portalId: number; contactId: string; wrapped: Buffer },
): Buffer {
  return decryptWith(portalKey, wrapped, keyPlace(portalId, contactId));
}

/** Encrypts any JSON value under a contact's key: JSON, deflated, AES-256-GCM. Two seals of one value differ. */
export function sealForContact(key: Buffer, value: unknown): Buffer {
  return encryptWith(key, deflateRawSync(Buffer.from(JSON.stringify(value))), SEALED);
}

/** Opposite of `sealForContact`; the caller parses the value with its schema. Throws DecryptionFailed. */
export function openForContact(key: Buffer, sealed: Buffer): unknown {
  return JSON.parse(inflateRawSync(decryptWith(key, sealed, SEALED)).toString());
}

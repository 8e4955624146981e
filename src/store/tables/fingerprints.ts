import { sql } from 'kysely';
import { keyedHash } from '../encryption.ts';
import type { FingerprintKind } from '../schema.ts';
import type { PortalTx } from '../store.ts';

/** A trait by which a person is recognised. `value` is personal: only its hash under the portal's key is stored. */
export interface Fingerprint {
  contactId: string;
  kind: FingerprintKind;
  value: string;
}

/** Stores the prints of contacts that were looked at. Safe to repeat. */
export async function rememberFingerprints(tx: PortalTx, prints: readonly Fingerprint[]): Promise<void> {
  if (prints.length === 0) return;
  const { kinds, hashes, contactIds } = await columnsOf(tx, prints);
  await sql`
    insert into fingerprints (portal_id, kind, hash, contact_id)
    select ${tx.portalId}, p.kind, p.hash, p.contact_id
    from (select distinct kind, hash, contact_id
          from unnest(${kinds}::text[], ${hashes}::bytea[], ${contactIds}::text[]) as given (kind, hash, contact_id)
          order by 1, 2, 3) p
    on conflict do nothing`.execute(tx.db);
}

/**
 * Other contacts of the portal with one of these prints, for each print the one that had it first. Only a contact that had it
 * before counts: of two records of a person the younger is the duplicate, however often both are looked at and also when both
 * come in one batch. Never the contact itself and nobody who is deleted, merged away or erased.
 */
export async function findTwins(
  tx: PortalTx,
  prints: readonly Fingerprint[],
): Promise<{ contactId: string; kind: FingerprintKind; otherContactId: string }[]> {
  if (prints.length === 0) return [];
  const { kinds, hashes, contactIds } = await columnsOf(tx, prints);
  const { rows } = await sql<{ contact_id: string; kind: FingerprintKind; other: string }>`
    select given.contact_id, given.kind, twin.contact_id as other
    from unnest(${kinds}::text[], ${hashes}::bytea[], ${contactIds}::text[]) as given (kind, hash, contact_id)
    cross join lateral (
      select f.contact_id from fingerprints f
      left join contacts c on c.portal_id = f.portal_id and c.contact_id = f.contact_id
      left join fingerprints own on own.portal_id = f.portal_id and own.kind = f.kind and own.hash = f.hash
        and own.contact_id = given.contact_id
      where f.portal_id = ${tx.portalId} and f.kind = given.kind and f.hash = given.hash
        and f.contact_id <> given.contact_id and c.gone is null
        and (own.seen_at is null or (f.seen_at, length(f.contact_id), f.contact_id)
                                  < (own.seen_at, length(own.contact_id), own.contact_id))
      order by f.seen_at, length(f.contact_id), f.contact_id
      limit 1
    ) twin`.execute(tx.db);
  return rows.map((row) => ({ contactId: row.contact_id, kind: row.kind, otherContactId: row.other }));
}

/** What an erase leaves of a contact's prints: nothing. */
export async function forgetFingerprints(tx: PortalTx, contactId: string): Promise<void> {
  await tx.db.deleteFrom('fingerprints').where('contact_id', '=', contactId).execute();
}

async function columnsOf(tx: PortalTx, prints: readonly Fingerprint[]) {
  const key = await tx.portalKey();
  return {
    kinds: prints.map(({ kind }) => kind),
    hashes: prints.map(({ kind, value }) => keyedHash(key, `fingerprint:${kind}`, value)),
    contactIds: prints.map(({ contactId }) => contactId),
  };
}

import { sql } from 'kysely';
import type { PortalTx } from '../store.ts';
import { openContactKey, openForContact } from './contact-keys.ts';

export interface NotifiedHandoff {
  ownerId: string;
  status: 'offered' | 'accepted' | 'acted' | 'closed';
  /** The six parts as sealed; null: erased. Throws DecryptionFailed. */
  open(): unknown;
}

/** Handoffs that somebody is to be told of, by id, with their parts still sealed. */
export async function notifiedHandoffs(
  tx: PortalTx,
  handoffIds: readonly string[],
): Promise<Map<string, NotifiedHandoff>> {
  if (handoffIds.length === 0) return new Map();
  const portalKey = await tx.portalKey();
  const rows = await tx.db
    .selectFrom('handoffs as h')
    .leftJoin('contacts as c', (join) =>
      join.onRef('c.portal_id', '=', 'h.portal_id').onRef('c.contact_id', '=', 'h.contact_id'),
    )
    .select(['h.handoff_id', 'h.contact_id', 'h.owner_id', 'h.status', 'h.parts', 'c.contact_key'])
    .where('h.handoff_id', '=', sql<string>`any(${handoffIds}::uuid[])`)
    .execute();
  return new Map(
    rows.map((row) => [
      row.handoff_id,
      {
        ownerId: row.owner_id,
        status: row.status,
        open() {
          if (row.parts === null || row.contact_key === null) return null;
          const place = { portalId: tx.portalId, contactId: row.contact_id, wrapped: row.contact_key };
          return openForContact(openContactKey(portalKey, place), row.parts);
        },
      },
    ]),
  );
}

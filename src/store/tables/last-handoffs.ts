import { sql } from 'kysely';
import type { SlaState } from '../../policy/taxonomy.ts';
import type { PortalTx } from '../store.ts';
import { openContactKey, openForContact } from './contact-keys.ts';

/** A contact's last handoff, open or closed, for a list that names the contact. */
export interface LastHandoff {
  contactId: string;
  ownerId: string;
  pool: string | null;
  status: 'offered' | 'accepted' | 'acted' | 'closed';
  slaState: SlaState;
  slaDueAt: Date | null;
  /** The six parts, decrypted; the reader parses them. null: there are none, or they were erased. Throws DecryptionFailed. */
  openParts(): Promise<unknown>;
}

/** The last handoff of each of these contacts that ever had one, in one query by keys. */
export async function lastHandoffs(tx: PortalTx, contactIds: readonly string[]): Promise<LastHandoff[]> {
  if (contactIds.length === 0) return [];
  const { rows } = await sql<{
    contact_id: string;
    owner_id: string;
    pool: string | null;
    status: LastHandoff['status'];
    sla_state: SlaState;
    sla_due_at: Date | null;
    parts: Buffer | null;
    contact_key: Buffer | null;
  }>`
    select h.contact_id, h.owner_id, h.pool, h.status, h.sla_state, h.sla_due_at, h.parts, c.contact_key
    from unnest(${[...new Set(contactIds)]}::text[]) as asked(contact_id)
    cross join lateral (
      select contact_id, owner_id, pool, status, sla_state, sla_due_at, parts from handoffs
      where portal_id = ${tx.portalId} and contact_id = asked.contact_id
      order by opened_at desc limit 1
    ) h
    left join contacts c on c.portal_id = ${tx.portalId} and c.contact_id = h.contact_id`.execute(tx.db);
  return rows.map(({ contact_id: contactId, parts, contact_key: wrapped, ...row }) => ({
    contactId,
    ownerId: row.owner_id,
    pool: row.pool,
    status: row.status,
    slaState: row.sla_state,
    slaDueAt: row.sla_due_at,
    async openParts() {
      if (parts === null || wrapped === null) return null;
      const key = openContactKey(await tx.portalKey(), { portalId: tx.portalId, contactId, wrapped });
      return openForContact(key, parts);
    },
  }));
}

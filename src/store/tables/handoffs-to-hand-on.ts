import { sql } from 'kysely';
import type { PortalTx } from '../store.ts';

/** Nobody is about to look at its contact, nor did it turn out within the last hour that nobody else may have it. */
const nobodyIsAbout = sql<boolean>`
      not exists (select 1 from mailbox m where m.portal_id = h.portal_id and m.contact_id = h.contact_id)
      and not exists (
        select 1 from handoff_events e
        where e.portal_id = h.portal_id and e.contact_id = h.contact_id and e.handoff_id = h.handoff_id
          and e.kind = 'stayed' and e.at > now() - interval '1 hour')`;

/**
 * Open handoffs of these owners, the oldest first, whose contacts nobody is about to look at, and of which it did not turn out
 * within the last hour that nobody else may have them.
 */
export async function handoffsToHandOn(
  tx: PortalTx,
  { ownerIds, limit, offeredOnly }: { ownerIds: readonly string[]; limit: number; offeredOnly: boolean },
): Promise<{ handoffId: string; contactId: string; ownerId: string }[]> {
  if (ownerIds.length === 0) return [];
  const { rows } = await sql<{ handoffId: string; contactId: string; ownerId: string }>`
    select h.handoff_id as "handoffId", h.contact_id as "contactId", h.owner_id as "ownerId" from handoffs h
    where h.portal_id = ${tx.portalId} and h.closed_at is null and h.owner_id = any(${[...ownerIds]}::text[])
      and (h.status = 'offered' or not ${offeredOnly}::boolean)
      and ${nobodyIsAbout}
    order by h.opened_at limit ${limit}`.execute(tx.db);
  return rows;
}

/** Offered handoffs that somebody has only while one of these owners is on leave, the oldest first; otherwise as above. */
export async function coveredHandoffs(
  tx: PortalTx,
  { forOwners, limit }: { forOwners: readonly string[]; limit: number },
): Promise<{ handoffId: string; contactId: string; ownerId: string; coversFor: string }[]> {
  if (forOwners.length === 0) return [];
  const { rows } = await sql<{ handoffId: string; contactId: string; ownerId: string; coversFor: string }>`
    select h.handoff_id as "handoffId", h.contact_id as "contactId", h.owner_id as "ownerId", h.covers_for as "coversFor"
    from handoffs h
    where h.portal_id = ${tx.portalId} and h.closed_at is null and h.status = 'offered'
      and h.covers_for = any(${[...forOwners]}::text[]) and ${nobodyIsAbout}
    order by h.opened_at limit ${limit}`.execute(tx.db);
  return rows;
}

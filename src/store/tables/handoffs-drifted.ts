import { sql } from 'kysely';
import type { PortalTx } from '../store.ts';

/**
 * Open handoffs whose contact is somebody else's by HubSpot's search are looked at now. Those that got their owner after
 * `settledBy` are left alone: search may not know it yet. Answers how many.
 */
export async function lookAtDrifted(
  tx: PortalTx,
  found: readonly { contactId: string; ownerId: string | null }[],
  settledBy: Date,
): Promise<number> {
  if (found.length === 0) return 0;
  const contactIds = found.map(({ contactId }) => contactId);
  const ownerIds = found.map(({ ownerId }) => ownerId);
  const { numAffectedRows = 0n } = await sql`
    update handoffs h set look_at = now()
    from unnest(${contactIds}::text[], ${ownerIds}::text[]) as f (contact_id, owner_id)
    where h.portal_id = ${tx.portalId} and h.contact_id = f.contact_id and h.closed_at is null
      and h.owner_id is distinct from f.owner_id and h.owner_since < ${settledBy}
      and (h.look_at is null or h.look_at > now())`.execute(tx.db);
  return Number(numAffectedRows);
}

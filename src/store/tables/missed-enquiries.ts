import { sql, type Kysely } from 'kysely';
import type { Database } from '../schema.ts';
import type { PortalTx } from '../store.ts';

/** A mailbox row, or a decision that was made so shortly before it, speaks of the same enquiry: clocks differ. Seconds. */
const SLACK_SECONDS = 5;

/** Portals at work whose enquiries were last searched for before then, the longest ago first. For the sweep's role. */
export async function portalsToSearch(
  sweep: Kysely<Database>,
  { before, limit }: { before: Date; limit: number },
): Promise<number[]> {
  const { rows } = await sql<{ portal_id: number }>`
    select portal_id from portals
    where status = 'active' and mode <> 'paused' and (limited_until is null or limited_until <= now())
      and coalesce(searched_until, installed_at) < ${before}
    order by coalesce(searched_until, installed_at) limit ${limit}`.execute(sweep);
  return rows.map((row) => row.portal_id);
}

/** Until when the portal's enquiries were searched for; where never, when it was installed. null: there is no such portal. */
export async function searchedUntil(tx: PortalTx): Promise<Date | null> {
  const row = await tx.db.selectFrom('portals').select(['searched_until', 'installed_at']).executeTakeFirst();
  return row === undefined ? null : (row.searched_until ?? row.installed_at);
}

/** Only ever moves later, and never beyond now by the database's clock: whoever says so may have a wrong one. */
export async function noteSearched(tx: PortalTx, until: Date): Promise<void> {
  await tx.db
    .updateTable('portals')
    .set({ searched_until: sql<Date>`greatest(searched_until, least(${until}::timestamptz, now()))` })
    .execute();
}

/** Which of these enquiries nobody looks at and nobody has decided since? Answers their places in the list. */
export async function unseenEnquiries(
  tx: PortalTx,
  asked: readonly { contactId: string; atMs: number }[],
): Promise<Set<number>> {
  if (asked.length === 0) return new Set();
  const contactIds = asked.map(({ contactId }) => contactId);
  const times = asked.map(({ atMs }) => new Date(atMs).toISOString());
  const { rows } = await sql<{ place: number }>`
    select a.place::int as place
    from unnest(${contactIds}::text[], ${times}::timestamptz[]) with ordinality as a (contact_id, at, place)
    where not exists (select 1 from mailbox m where m.portal_id = ${tx.portalId} and m.contact_id = a.contact_id)
      and not exists (
        select 1 from decisions d
        where d.portal_id = ${tx.portalId} and d.contact_id = a.contact_id
          and d.decided_at >= a.at - make_interval(secs => ${sql.lit(SLACK_SECONDS)}))`.execute(tx.db);
  return new Set(rows.map(({ place }) => place - 1));
}

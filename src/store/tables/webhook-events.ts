import { sql } from 'kysely';
import type { PortalMode, PortalStatus } from '../schema.ts';
import type { PortalTx } from '../store.ts';

/** HubSpot repeats a failed delivery for 24 hours; keys are kept well beyond that. */
export const EVENT_KEY_DAYS = 3;

/** What Baton has stored about a contact that a batch of events speaks of. */
export interface MetContact {
  contactId: string;
  companyId: string | null;
  /** Has a row in the mailbox. */
  waiting: boolean;
  /** Nurtured, has an open handoff, or one that was closed within 30 days. */
  followed: boolean;
  /** Deleted, merged away or erased. */
  gone: boolean;
  ownerWritten: string | null;
  ownerWrittenAtMs: number | null;
}

export interface LookUp {
  status: PortalStatus;
  mode: PortalMode;
  /** Only contacts that Baton has met; of those found through a company only the ones that wait or are followed. */
  contacts: Map<string, MetContact>;
}

interface LookUpRow {
  status: PortalStatus;
  mode: PortalMode;
  contact_id: string | null;
  company_id: string | null;
  waiting: boolean;
  followed: boolean;
  gone: boolean;
  owner_written: string | null;
  owner_written_at: Date | null;
}

/** Everything the door has to know to judge a batch, in one indexed query. null: no such portal. */
export async function lookUp(
  tx: PortalTx,
  asked: { contactIds: readonly string[]; companyIds: readonly string[] },
): Promise<LookUp | null> {
  const { rows } = await sql<LookUpRow>`
    select p.status, p.mode, met.*
    from portals p
    left join lateral (
      select found.*, found.contact_id = any(${asked.contactIds}::text[]) as asked
      from (
        select ids.contact_id, c.company_id, c.gone is not null as gone, c.owner_written, c.owner_written_at,
               c.contact_id is not null or m.contact_id is not null as known,
               m.contact_id is not null as waiting,
               coalesce(c.outcome = 'nurtured' or c.handoff_closed_at > now() - interval '30 days', false)
                 or exists (select 1 from handoffs h
                            where h.portal_id = ${tx.portalId} and h.contact_id = ids.contact_id and h.closed_at is null)
                 as followed
        from (
          select unnest(${asked.contactIds}::text[]) as contact_id
          union
          select contact_id from contacts
          where portal_id = ${tx.portalId} and company_id = any(${asked.companyIds}::text[])
        ) ids
        left join contacts c on c.portal_id = ${tx.portalId} and c.contact_id = ids.contact_id
        left join mailbox m on m.portal_id = ${tx.portalId} and m.contact_id = ids.contact_id
      ) found
      where found.known and (found.contact_id = any(${asked.contactIds}::text[]) or found.waiting or found.followed)
    ) met on true
    where p.portal_id = ${tx.portalId}`.execute(tx.db);
  const [first] = rows;
  if (first === undefined) return null;
  const contacts = new Map<string, MetContact>();
  for (const row of rows) {
    if (row.contact_id === null) continue;
    contacts.set(row.contact_id, {
      contactId: row.contact_id,
      companyId: row.company_id,
      waiting: row.waiting,
      followed: row.followed,
      gone: row.gone,
      ownerWritten: row.owner_written,
      ownerWrittenAtMs: row.owner_written_at?.getTime() ?? null,
    });
  }
  return { status: first.status, mode: first.mode, contacts };
}

/** Notes the events as received and answers those keys (hex) that were not there before. Safe to repeat. */
export async function insertEventKeys(tx: PortalTx, keys: readonly Buffer[]): Promise<Set<string>> {
  const { rows } = await sql<{ event_key: Buffer }>`
    insert into webhook_events (portal_id, event_key)
    select ${tx.portalId}, k from unnest(${keys}::bytea[]) k order by k
    on conflict do nothing returning event_key`.execute(tx.db);
  return new Set(rows.map((row) => row.event_key.toString('hex')));
}

/** Deletes keys too old to be delivered again; answers how many. */
export async function deleteOldEventKeys(tx: PortalTx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with gone as (
      delete from webhook_events
      where portal_id = ${tx.portalId} and received_at < now() - make_interval(days => ${sql.lit(EVENT_KEY_DAYS)})
      returning 1)
    select count(*)::int as count from gone`.execute(tx.db);
  return rows[0]?.count ?? 0;
}

import { sql, type RawBuilder } from 'kysely';
import { NURTURE_KINDS } from '../crm-write-kind.ts';
import type { PortalTx } from '../store.ts';

/** Is the write `w` one of those for which nothing else of its contact waits? */
export const IS_NURTURE: RawBuilder<boolean> = sql<boolean>`w.kind in (${sql.join(
  NURTURE_KINDS.map((kind) => sql.lit(kind)),
)})`;

export interface ListOfContact {
  contactId: string;
  listId: string;
}

/**
 * Remembers that Baton has put these contacts on lists where they were not before. Answers those of them that have gone to a
 * person meanwhile, and so do not belong there any more.
 */
export async function rememberLists(tx: PortalTx, rows: readonly ListOfContact[]): Promise<ListOfContact[]> {
  if (rows.length === 0) return [];
  const { rows: routed } = await sql<ListOfContact>`
    with remembered as (
      update contacts c
      set nurture_lists = (select array_agg(distinct list) from unnest(c.nurture_lists || g.lists) as list)
      from (select contact_id, array_agg(list_id) as lists from ${given(rows)} group by 1) as g
      where c.portal_id = ${tx.portalId} and c.contact_id = g.contact_id and c.erased_at is null
      returning c.contact_id, c.outcome
    )
    select g.contact_id as "contactId", g.list_id as "listId"
    from remembered r join ${given(rows)} on g.contact_id = r.contact_id
    where r.outcome = 'routed'`.execute(tx.db);
  return routed;
}

/** These contacts are no longer on these lists. */
export async function forgetLists(tx: PortalTx, rows: readonly ListOfContact[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update contacts c set nurture_lists = array_remove(c.nurture_lists, g.list_id)
    from ${given(rows)}
    where c.portal_id = ${tx.portalId} and c.contact_id = g.contact_id`.execute(tx.db);
}

/** On which lists Baton has put these contacts. */
export async function listsOf(tx: PortalTx, contactIds: readonly string[]): Promise<ListOfContact[]> {
  if (contactIds.length === 0) return [];
  const { rows } = await sql<ListOfContact>`
    select c.contact_id as "contactId", list as "listId"
    from contacts c cross join lateral unnest(c.nurture_lists) as list
    where c.portal_id = ${tx.portalId} and c.contact_id = any(${[...contactIds]}::text[])
    order by 1, 2`.execute(tx.db);
  return rows;
}

function given(rows: readonly ListOfContact[]) {
  return sql`unnest(${rows.map(({ contactId }) => contactId)}::text[], ${rows.map(({ listId }) => listId)}::text[])
    as g(contact_id, list_id)`;
}

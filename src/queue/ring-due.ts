import { sql } from 'kysely';
import type { Store } from '../store/store.ts';
import { portalsWithDueNotifications } from '../store/tables/notifications.ts';
import type { Bells } from './bells.ts';

/**
 * Rings for every portal at work in which the time of something has come: an open handoff is to be looked at, a workflow waits
 * to be answered, people are to be told of something. Two indexed queries over all portals; safe to run as often as one
 * likes and in several processes. Answers how many bells were rung.
 */
export async function ringDue({ store, bells }: { store: Store; bells: Bells }): Promise<number> {
  const { rows } = await sql<{ portal_id: number }>`
    select p.portal_id from portals p
    where p.status = 'active' and p.mode = 'live' and (p.limited_until is null or p.limited_until <= now())
      and exists (
        select 1 from handoffs h
        where h.portal_id = p.portal_id and h.closed_at is null and h.look_at <= now())
    union
    select p.portal_id from portals p join workflow_callbacks w using (portal_id)
    where p.status = 'active' and w.answered_at is null and w.look_at <= now()`.execute(store.sweep);
  await Promise.all(rows.map(({ portal_id: portalId }) => bells.ringClocks(portalId)));
  const told = await portalsWithDueNotifications(store.sweep, new Date());
  await Promise.all(told.map((portalId) => bells.ringNotifications(portalId)));
  return rows.length + told.length;
}

import { sql } from 'kysely';
import type { NotificationKind } from '../schema-notifications.ts';
import type { PortalTx, Store } from '../store.ts';
import { IS_NURTURE } from './nurtured.ts';

export interface NewNotification {
  notificationId: string;
  handoffId: string;
  contactId: string;
  /** Who is told. */
  ownerId: string;
  kind: NotificationKind;
  channelId: string;
  digest: boolean;
  notBefore: Date;
}

export type TakenNotification = Omit<NewNotification, 'notBefore'> & {
  /** Including this one. */
  attempts: number;
};

export type NotificationEnd =
  | { notificationId: string; state: 'done' | 'digested'; note?: string }
  | { notificationId: string; state: 'failed'; note: string }
  | { notificationId: string; state: 'todo'; note: string; notBefore: Date };

export async function insertNotifications(tx: PortalTx, rows: readonly NewNotification[], now: Date): Promise<void> {
  if (rows.length === 0) return;
  await tx.db
    .insertInto('notifications')
    .values(
      rows.map((row) => ({
        portal_id: tx.portalId,
        notification_id: row.notificationId,
        handoff_id: row.handoffId,
        contact_id: row.contactId,
        owner_id: row.ownerId,
        kind: row.kind,
        channel_id: row.channelId,
        digest: row.digest,
        not_before: row.notBefore,
        created_at: now,
      })),
    )
    .execute();
}

/** How many single messages each of these people got, or will get, by person and channel, since then. */
export async function notifiedSince(
  tx: PortalTx,
  ownerIds: readonly string[],
  since: Date,
): Promise<{ ownerId: string; channelId: string; count: number }[]> {
  if (ownerIds.length === 0) return [];
  const rows = await tx.db
    .selectFrom('notifications')
    .select(['owner_id', 'channel_id', sql<number>`count(*)::int`.as('count')])
    .where('owner_id', 'in', [...ownerIds])
    .where('created_at', '>', since)
    .where('digest', '=', false)
    .groupBy(['owner_id', 'channel_id'])
    .execute();
  return rows.map((row) => ({ ownerId: row.owner_id, channelId: row.channel_id, count: row.count }));
}

/**
 * Takes what is due, single messages or those of digests, until `leaseUntil`: nobody else takes it before. In the order in
 * which they came; those of digests person by person. Rows that somebody took and never ended are due again once their
 * lease is over, so a message may be sent twice, never not at all.
 */
export async function takeDue(
  tx: PortalTx,
  { digest, now, leaseUntil, limit }: { digest: boolean; now: Date; leaseUntil: Date; limit: number },
): Promise<TakenNotification[]> {
  const order = digest ? sql`owner_id, channel_id, created_at` : sql`created_at`;
  const { rows } = await sql<TakenNotification>`
    with due as (
      select notification_id from notifications n
      where portal_id = ${tx.portalId} and state in ('todo', 'sent') and not_before <= ${now} and digest = ${digest}
        -- What is told must be seen in HubSpot first.
        and not exists (select 1 from crm_writes w where w.portal_id = n.portal_id and w.contact_id = n.contact_id
                        and w.state in ('todo', 'sent') and not ${IS_NURTURE})
      order by ${order}, notification_id limit ${limit} for update skip locked
    ), taken as (
      update notifications n set state = 'sent', attempts = n.attempts + 1, not_before = ${leaseUntil}
      from due where n.portal_id = ${tx.portalId} and n.notification_id = due.notification_id
      returning n.*
    )
    select notification_id as "notificationId", handoff_id as "handoffId", contact_id as "contactId",
           owner_id as "ownerId", kind, channel_id as "channelId", digest, attempts
    from taken order by ${order}, notification_id`.execute(tx.db);
  return rows;
}

/** Ends what was taken. */
export async function endNotifications(tx: PortalTx, ends: readonly NotificationEnd[]): Promise<void> {
  for (const end of ends) {
    await tx.db
      .updateTable('notifications')
      .set({
        state: end.state,
        last_error: end.note ?? null,
        ...(end.state === 'todo' ? { not_before: end.notBefore } : {}),
      })
      .where('notification_id', '=', end.notificationId)
      .where('state', '=', 'sent')
      .execute();
  }
}

/** When the portal's next notification is due; null: none waits. */
export async function nextNotificationAt(tx: PortalTx): Promise<Date | null> {
  const row = await tx.db
    .selectFrom('notifications')
    .select((select) => select.fn.min('not_before').as('at'))
    .where('portal_id', '=', tx.portalId)
    .where('state', 'in', ['todo', 'sent'])
    .executeTakeFirst();
  return row?.at ?? null;
}

/** The portals at work that have something to tell now. */
export async function portalsWithDueNotifications(sweep: Store['sweep'], now: Date): Promise<number[]> {
  const rows = await sweep
    .selectFrom('notifications as n')
    .innerJoin('portals as p', 'p.portal_id', 'n.portal_id')
    .select('n.portal_id')
    .distinct()
    .where('p.status', '=', 'active')
    .where('n.state', 'in', ['todo', 'sent'])
    .where('n.not_before', '<=', now)
    .orderBy('n.portal_id')
    .execute();
  return rows.map((row) => row.portal_id);
}

/** Forgets what ended before then. Answers how many. */
export async function pruneNotifications(tx: PortalTx, before: Date): Promise<number> {
  const pruned = await tx.db
    .deleteFrom('notifications')
    .where('state', 'in', ['done', 'digested', 'failed'])
    .where('created_at', '<', before)
    .executeTakeFirst();
  return Number(pruned.numDeletedRows);
}

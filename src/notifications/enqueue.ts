import { randomUUID } from 'node:crypto';
import type { Person } from '../hubspot/lead.ts';
import type { Lane } from '../policy/taxonomy.ts';
import type { PortalTx } from '../store/store.ts';
import { listChannels } from '../store/tables/notification-channels.ts';
import { insertNotifications, notifiedSince, type NewNotification } from '../store/tables/notifications.ts';
import type { NotificationKind } from '../store/schema-notifications.ts';
import { planNotification } from './plan.ts';

const HOUR_MS = 3_600_000;

/** Somebody is to be told of a handoff. */
export interface Occasion {
  kind: NotificationKind;
  handoffId: string;
  contactId: string;
  /** HubSpot owner id of who is told: the owner, or with `escalated` the manager. */
  ownerId: string;
  /** The handoff's pool; null: none chose the lead. */
  pool: string | null;
  lane: Lane;
}

/** In which IANA zones people are told. */
export interface Zones {
  portal: string;
  /** By owner id; null: not known. */
  ofPerson(ownerId: string): string | null;
}

export function zonesOf(people: readonly Pick<Person, 'ownerId' | 'timeZone'>[], portal: string): Zones {
  const zones = new Map(people.map(({ ownerId, timeZone }) => [ownerId, timeZone]));
  return { portal, ofPerson: (ownerId) => zones.get(ownerId) ?? null };
}

/**
 * Puts what is to be told into the outbox, in the transaction that gives the handoffs. One query for a portal without
 * channels. Calls nobody. Answers how many rows were made: with none there is nothing to ring for.
 */
export async function enqueueNotifications(
  tx: PortalTx,
  occasions: readonly Occasion[],
  options: { now: Date; zones: Zones },
): Promise<number> {
  if (occasions.length === 0) return 0;
  const channels = await listChannels(tx);
  if (channels.length === 0) return 0;
  const { now, zones } = options;
  const ownerIds = [...new Set(occasions.map(({ ownerId }) => ownerId))];
  const sent = new Map(ownerIds.map((ownerId) => [ownerId, new Map<string, number>()]));
  for (const row of await notifiedSince(tx, ownerIds, new Date(now.getTime() - HOUR_MS))) {
    sent.get(row.ownerId)?.set(row.channelId, row.count);
  }
  const rows: NewNotification[] = [];
  for (const { lane, pool, ...told } of occasions) {
    const sentLastHour = sent.get(told.ownerId) ?? new Map<string, number>();
    const timeZone = zones.ofPerson(told.ownerId);
    const planned = planNotification({
      channels,
      pool,
      lane,
      timeZone,
      portalTimeZone: zones.portal,
      sentLastHour,
      nowMs: now.getTime(),
    });
    for (const { channelId, digest, notBeforeMs } of planned) {
      rows.push({ ...told, notificationId: randomUUID(), channelId, digest, notBefore: new Date(notBeforeMs) });
      if (!digest) sentLastHour.set(channelId, (sentLastHour.get(channelId) ?? 0) + 1);
    }
  }
  await insertNotifications(tx, rows, now);
  return rows.length;
}

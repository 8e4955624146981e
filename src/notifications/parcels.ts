import type { TakenNotification } from '../store/tables/notifications.ts';
import type { HandoffMessage, NotificationMessage } from './message.ts';

/** What is sent through a channel at once: one message, for one row of the outbox or, as a digest, for several. */
export interface Parcel {
  channelId: string;
  ownerId: string;
  rows: readonly TakenNotification[];
  message: NotificationMessage;
}

/** Digest rows of one person and channel go together; every other row goes alone, in the order given. */
export function parcelsOf(told: readonly { row: TakenNotification; message: HandoffMessage }[]): Parcel[] {
  const alone = told.filter(({ row }) => !row.digest);
  const together = new Map<string, typeof alone>();
  for (const item of told) {
    if (!item.row.digest) continue;
    const key = JSON.stringify([item.row.channelId, item.row.ownerId]);
    together.set(key, [...(together.get(key) ?? []), item]);
  }
  return [...alone.map((item) => [item]), ...together.values()].flatMap((items) => {
    const [first] = items;
    if (first === undefined) return [];
    const { channelId, ownerId, digest } = first.row;
    const { notificationId, portalId } = first.message;
    const message: NotificationMessage = digest
      ? { kind: 'digest', notificationId, portalId, items: items.map((item) => item.message) }
      : first.message;
    return [{ channelId, ownerId, rows: items.map(({ row }) => row), message }];
  });
}

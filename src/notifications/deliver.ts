import type { Logger } from 'pino';
import { codeOf, ReceiverRefused, ReceiverUnavailable } from '../errors.ts';
import { handoffParts } from '../handoff/contract.ts';
import { recordUrl } from '../hubspot/record-url.ts';
import type { PortalTx, Store } from '../store/store.ts';
import { storedDirectory } from '../store/tables/directories.ts';
import { raiseException, resolveException } from '../store/tables/exceptions.ts';
import { channelTargets, type ChannelTarget } from '../store/tables/notification-channels.ts';
import {
  endNotifications,
  nextNotificationAt,
  takeDue,
  type NotificationEnd,
  type TakenNotification,
} from '../store/tables/notifications.ts';
import { notifiedHandoffs, type NotifiedHandoff } from '../store/tables/notified-handoffs.ts';
import { portalById } from '../store/tables/portals.ts';
import { parcelsOf, type Parcel } from './parcels.ts';
import { afterFailure } from './outcome.ts';
import { sendThrough, type Senders } from './send.ts';

/** So many single messages at a time, and so many rows for digests. */
const SINGLES = 20;
const GATHERED = 200;
/** Longer than a batch can take: a channel sends one after another, at most two calls of 10 s each, until one fails. */
const LEASE_MS = 420_000;

/** An exception of this kind names a channel. */
export const NOTIFICATION_EXCEPTION = 'notification_failed';

export interface DeliverDeps {
  store: Store;
  senders: Senders;
  logger: Pick<Logger, 'warn' | 'error'>;
  now?: () => Date;
}

export interface DeliverReport {
  sent: number;
  failed: number;
  /** Nobody needs to be told any more: closed, accepted, or with somebody else. */
  moot: number;
  /** When to come again; null: nothing waits. */
  nextAt: Date | null;
}

/**
 * Sends what is due of one portal. A channel that fails delays no other and throws nothing: its messages come again by
 * themselves, and are given up with an exception for an admin. Throws StoreUnavailable.
 */
export async function deliverNotifications(deps: DeliverDeps, portalId: number): Promise<DeliverReport> {
  const { store, now = () => new Date() } = deps;
  const portal = store.forPortal(portalId);
  const batch = await portal.transaction((tx) => takeBatch(tx, deps, now()));
  const channels = new Map<string, Parcel[]>();
  for (const parcel of batch.parcels) {
    channels.set(parcel.channelId, [...(channels.get(parcel.channelId) ?? []), parcel]);
  }
  const results = await Promise.all(
    [...channels].map(([channelId, parcels]) =>
      sendAll(deps, { parcels, target: batch.targets.get(channelId), emails: batch.emails }),
    ),
  );
  const failures = results.flat().filter((result) => result.error !== null);
  const nextAt = await portal.transaction(async (tx) => {
    await endNotifications(tx, batch.moot);
    for (const result of results.flat()) await settle(tx, result, now());
    return nextNotificationAt(tx);
  });
  for (const { parcel, error } of failures) {
    deps.logger.warn({ portalId, channelId: parcel.channelId, code: codeOf(error) }, 'a notification was not sent');
  }
  const sent = results.flat().length - failures.length;
  return { sent, failed: failures.length, moot: batch.moot.length, nextAt };
}

interface Batch {
  parcels: Parcel[];
  moot: NotificationEnd[];
  targets: ReadonlyMap<string, ChannelTarget>;
  /** By owner id. */
  emails: ReadonlyMap<string, string>;
}

async function takeBatch(tx: PortalTx, deps: DeliverDeps, now: Date): Promise<Batch> {
  const facts = await portalById(tx);
  const lease = { now, leaseUntil: new Date(now.getTime() + LEASE_MS) };
  const due =
    facts?.status === 'active'
      ? [
          ...(await takeDue(tx, { ...lease, digest: false, limit: SINGLES })),
          ...(await takeDue(tx, { ...lease, digest: true, limit: GATHERED })),
        ]
      : [];
  if (facts === null || due.length === 0) return { parcels: [], moot: [], targets: new Map(), emails: new Map() };
  const handoffs = await notifiedHandoffs(
    tx,
    due.map(({ handoffId }) => handoffId),
  );
  const moot: NotificationEnd[] = [];
  const told = due.flatMap((row) => {
    const handoff = handoffs.get(row.handoffId);
    const parts = handoff === undefined || isMoot(row, handoff) ? null : partsOf(handoff, row, deps);
    if (parts === null) {
      moot.push({ notificationId: row.notificationId, state: 'done', note: 'no_longer_needed' });
      return [];
    }
    const { kind, notificationId, handoffId, contactId } = row;
    const about = { portalId: tx.portalId, handoffId, contactId, parts, recordUrl: recordUrl(facts, contactId) };
    return [{ row, message: { kind, notificationId, ...about } }];
  });
  const directory = await storedDirectory(tx);
  const emails = new Map((directory?.people ?? []).map(({ ownerId, email }) => [ownerId, email]));
  return { parcels: parcelsOf(told), moot, targets: await channelTargets(tx), emails };
}

/** Of what is over nobody is told, nor of an offer that was taken, nor of a lead that is somebody else's by now. */
function isMoot({ kind, ownerId }: TakenNotification, { status, ownerId: holder }: NotifiedHandoff): boolean {
  if (status === 'closed' || status === 'acted') return true;
  if (kind === 'breached' || kind === 'escalated') return false;
  return holder !== ownerId || (status === 'accepted' && kind !== 'reminder');
}

/** null: erased, or unreadable, which must not keep the others from being told. */
function partsOf(handoff: NotifiedHandoff, { contactId }: TakenNotification, { logger }: DeliverDeps) {
  try {
    const opened = handoff.open();
    return opened === null ? null : handoffParts.parse(opened);
  } catch {
    logger.error({ contactId }, 'the parts of a handoff are unreadable; nobody is told of it');
    return null;
  }
}

interface Result {
  parcel: Parcel;
  /** null: sent. */
  error: unknown;
}

/**
 * One after another, so that a channel shows leads in the order in which they came. One that does not answer, or asks for
 * patience, is left alone until its messages' next try.
 */
async function sendAll(
  { senders, now = () => new Date() }: DeliverDeps,
  work: { parcels: readonly Parcel[]; target: ChannelTarget | undefined; emails: ReadonlyMap<string, string> },
): Promise<Result[]> {
  const { parcels, target, emails } = work;
  const results: Result[] = [];
  let unavailable: ReceiverUnavailable | null = null;
  for (const parcel of parcels) {
    try {
      if (unavailable !== null) throw unavailable;
      if (target === undefined) throw new ReceiverRefused('The channel cannot be read. Set it up anew.');
      const email = emails.get(parcel.ownerId) ?? null;
      await sendThrough(senders, target, {
        message: parcel.message,
        email: email === '' ? null : email,
        sentAt: now(),
      });
      results.push({ parcel, error: null });
    } catch (error) {
      if (error instanceof ReceiverUnavailable) unavailable = error;
      results.push({ parcel, error });
    }
  }
  return results;
}

async function settle(tx: PortalTx, { parcel, error }: Result, now: Date): Promise<void> {
  const { channelId, rows } = parcel;
  if (error === null) {
    const state = parcel.message.kind === 'digest' ? ('digested' as const) : ('done' as const);
    await endNotifications(
      tx,
      rows.map(({ notificationId }) => ({ notificationId, state })),
    );
    await resolveException(tx, { kind: NOTIFICATION_EXCEPTION, subject: channelId });
    return;
  }
  for (const { notificationId, attempts } of rows) {
    const next = afterFailure(error, attempts, now);
    await endNotifications(tx, [
      next.gaveUp
        ? { notificationId, state: 'failed', note: next.code }
        : { notificationId, state: 'todo', note: next.code, notBefore: next.notBefore },
    ]);
    if (next.gaveUp) {
      await raiseException(tx, { kind: NOTIFICATION_EXCEPTION, subject: channelId, sentence: next.sentence });
    }
  }
}

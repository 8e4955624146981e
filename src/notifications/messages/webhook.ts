import { createHmac } from 'node:crypto';
import type { HandoffMessage, NotificationMessage } from '../message.ts';

/** The JSON that a generic webhook gets. Fields are added, never changed. */
export function webhookBody(message: NotificationMessage, sentAt: Date): string {
  const { notificationId: id, portalId, kind } = message;
  const head = { id, kind, portalId, sentAt: sentAt.toISOString() };
  if (message.kind === 'test') return JSON.stringify(head);
  return JSON.stringify(
    message.kind === 'digest'
      ? { ...head, leads: message.items.map((item) => leadOf(item)) }
      : { ...head, lead: leadOf(message) },
  );
}

function leadOf({ kind, handoffId, contactId, recordUrl, parts }: HandoffMessage) {
  return { kind, handoffId, contactId, recordUrl, handoff: parts };
}

/**
 * The value of `Baton-Signature`: `t=<seconds since 1970>,v1=<hex>`, HMAC-SHA256 with the channel's secret over
 * `<t>.<body>`. A receiver computes the same and refuses old times.
 */
export function signatureOf(secret: string, body: string, sentAt: Date): string {
  const seconds = Math.floor(sentAt.getTime() / 1000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

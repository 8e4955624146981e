import { randomUUID } from 'node:crypto';
import { BatonError, ReceiverRefused } from '../errors.ts';
import type { ChannelTarget } from '../store/tables/notification-channels.ts';
import { sendThrough, type Senders } from './send.ts';

const TAKEN: Readonly<Record<ChannelTarget['kind'], string>> = {
  slack_webhook: 'Slack took the test message.',
  slack_bot: 'Slack took the test message.',
  email: 'The mail server took the test message.',
  webhook: 'The receiver took the test message.',
};

/**
 * Sends a message that says that it is a test, the same way as any other, outside all limits and quiet hours. `email`: of whom
 * it goes to where a channel leads to the person who has the lead. Answers what came of it; throws a BatonError that says why not.
 */
export async function sendTest(
  senders: Senders,
  target: ChannelTarget | null,
  { portalId, email, now }: { portalId: number; email: string | null; now: Date },
): Promise<string> {
  if (target === null) throw new ReceiverRefused('The channel cannot be read. Remove it and set it up anew.');
  const message = { kind: 'test' as const, notificationId: randomUUID(), portalId };
  try {
    await sendThrough(senders, target, { message, email, sentAt: now });
  } catch (error) {
    if (error instanceof BatonError) throw error;
    throw new ReceiverRefused('The test message was not sent: something unexpected happened.', error);
  }
  return TAKEN[target.kind];
}

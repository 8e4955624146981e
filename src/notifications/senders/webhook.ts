import type { GuardedPost } from '../../outbound/guarded-post.ts';
import type { NotificationMessage } from '../message.ts';
import { signatureOf, webhookBody } from '../messages/webhook.ts';
import { mustHaveAccepted } from './answer.ts';

/** Posts signed JSON. Throws OutboundRefused, ReceiverUnavailable, ReceiverRefused. */
export async function sendToWebhook(
  post: GuardedPost,
  { url, secret }: { url: string; secret: string },
  message: NotificationMessage,
  sentAt: Date,
): Promise<void> {
  const body = webhookBody(message, sentAt);
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Baton',
    'baton-signature': signatureOf(secret, body, sentAt),
  };
  mustHaveAccepted('The webhook', await post(url, { body, headers }));
}

import { BadConfiguration, ReceiverRefused } from '../errors.ts';
import type { GuardedPost } from '../outbound/guarded-post.ts';
import type { ChannelTarget } from '../store/tables/notification-channels.ts';
import type { NotificationMessage } from './message.ts';
import type { SendMail } from './senders/email.ts';
import { sendAsSlackBot, sendToSlackWebhook } from './senders/slack.ts';
import { sendToWebhook } from './senders/webhook.ts';

export interface Senders {
  post: GuardedPost;
  /** null: no mail server is set. */
  mail: SendMail | null;
  /** https://slack.com/api, unless in tests. */
  slackApiUrl: string;
}

/** Sends one message through one channel; `email`: of whom it is for, if known. Throws what the senders throw. */
export async function sendThrough(
  senders: Senders,
  target: ChannelTarget,
  { message, email, sentAt }: { message: NotificationMessage; email: string | null; sentAt: Date },
): Promise<void> {
  const { post, mail, slackApiUrl } = senders;
  switch (target.kind) {
    case 'slack_webhook':
      return sendToSlackWebhook(post, target.url, message);
    case 'slack_bot':
      return sendAsSlackBot(post, { ...target, apiUrl: slackApiUrl, email }, message);
    case 'email': {
      const to = target.to ?? email;
      if (mail === null) throw new BadConfiguration('No e-mail can be sent: SMTP_URL and BATON_MAIL_FROM are not set.');
      if (to === null) throw new ReceiverRefused('HubSpot knows no mail address of this person.');
      return mail(to, message);
    }
    case 'webhook':
      return sendToWebhook(post, target, message, sentAt);
    default:
      return target satisfies never;
  }
}

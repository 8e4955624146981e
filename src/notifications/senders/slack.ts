import { z } from 'zod';
import { ReceiverRefused, ReceiverUnavailable } from '../../errors.ts';
import type { GuardedPost } from '../../outbound/guarded-post.ts';
import type { NotificationMessage } from '../message.ts';
import { slackMessage } from '../messages/slack.ts';
import { mustHaveAccepted, retryAfterMs } from './answer.ts';

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
/** What Slack says when it is its own fault. */
const PASSING = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'ratelimited']);

const slackAnswer = z.object({
  ok: z.boolean(),
  error: z.string().optional(),
  user: z.object({ id: z.string() }).optional(),
});

/** Throws OutboundRefused, ReceiverUnavailable, ReceiverRefused. */
export async function sendToSlackWebhook(post: GuardedPost, url: string, message: NotificationMessage): Promise<void> {
  mustHaveAccepted('Slack', await post(url, { body: JSON.stringify(slackMessage(message)), headers: JSON_TYPE }));
}

/**
 * Posts as a bot: into a channel, or directly to the person with this mail address. Throws as above; a person whom Slack
 * does not know is a ReceiverRefused.
 */
export async function sendAsSlackBot(
  post: GuardedPost,
  bot: { apiUrl: string; token: string; channel: string | null; email: string | null },
  message: NotificationMessage,
): Promise<void> {
  const channel = bot.channel ?? (await userOf(post, bot));
  await callSlack(post, bot, {
    method: 'chat.postMessage',
    type: JSON_TYPE['content-type'],
    body: JSON.stringify({ channel, ...slackMessage(message) }),
  });
}

async function userOf(
  post: GuardedPost,
  bot: { apiUrl: string; token: string; email: string | null },
): Promise<string> {
  if (bot.email === null) throw new ReceiverRefused('HubSpot knows no mail address of this person.');
  const { user } = await callSlack(post, bot, {
    method: 'users.lookupByEmail',
    type: 'application/x-www-form-urlencoded',
    body: new URLSearchParams({ email: bot.email }).toString(),
  });
  if (user === undefined) throw new ReceiverRefused('Slack named no user for this person.');
  return user.id;
}

async function callSlack(
  post: GuardedPost,
  { apiUrl, token }: { apiUrl: string; token: string },
  { method, type, body }: { method: string; type: string; body: string },
): Promise<z.infer<typeof slackAnswer>> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': type };
  const answer = await post(`${apiUrl}/${method}`, { body, headers });
  mustHaveAccepted('Slack', answer);
  const parsed = slackAnswer.safeParse(jsonOf(answer.body));
  if (!parsed.success) throw new ReceiverUnavailable('Slack answered something unknown; Baton tries again.');
  if (parsed.data.ok) return parsed.data;
  // Slack's own words are a code of its list; anything else is not repeated.
  const code = /^[a-z_]{1,60}$/.exec(parsed.data.error ?? '')?.[0] ?? 'unknown_error';
  if (PASSING.has(code)) {
    const afterMs = retryAfterMs(answer.headers['retry-after']);
    throw new ReceiverUnavailable(`Slack says "${code}"; Baton tries again.`, afterMs === null ? {} : { afterMs });
  }
  throw new ReceiverRefused(`Slack says "${code}". Check the bot's token, its scopes and that it is in the channel.`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

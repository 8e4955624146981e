import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { BadInput } from '../../errors.ts';
import { decryptWith, encryptWith } from '../encryption.ts';
import type { PortalTx } from '../store.ts';

const minute = z.number().int().min(0).max(1_439);

/** Where a channel leads. `null` as receiver: the person who has the lead. */
export const channelTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('slack_webhook'), url: z.url({ protocol: /^https?$/ }) }),
  z.object({
    kind: z.literal('slack_bot'),
    token: z.string().min(1),
    /** A channel's id. */
    channel: z.string().min(1).nullable(),
  }),
  z.object({ kind: z.literal('email'), to: z.email().nullable() }),
  z.object({
    kind: z.literal('webhook'),
    url: z.url({ protocol: /^https?$/ }),
    /** Signs the messages. */
    secret: z.string().min(16),
  }),
]);
export type ChannelTarget = z.infer<typeof channelTarget>;

export const channelSettings = z.object({
  /** Minutes of the receiver's day in which nothing is sent; an end before the start lies on the next day. */
  quietHours: z.object({ start: minute, end: minute }).nullable().default(null),
  /** More than so many messages to one person within an hour become a digest; null: no limit. */
  perHour: z.number().int().min(1).max(1_000).nullable().default(20),
});
export type ChannelSettings = z.infer<typeof channelSettings>;

export interface Channel {
  channelId: string;
  /** '': all pools. */
  pool: string;
  settings: ChannelSettings;
  /** HubSpot user id; null: the command line. */
  authorUserId: number | null;
}

/** What is asked for where something else was given. */
const NEEDS: Readonly<Record<string, string>> = {
  url: 'The address must begin with https://.',
  token: "The bot's token is missing; it begins with xoxb-.",
  to: 'This is no mail address. Leave it empty to write to whoever has the lead.',
  secret: 'The secret must have 16 characters or more.',
  perHour: 'The limit must be a whole number from 1 to 1,000.',
};

const placeOf = (portalId: number, channelId: string) => `notification-target:${portalId}:${channelId}`;

/** Adds a channel; its target is stored encrypted under the portal's key. Throws BadInput. Answers its id. */
export async function addChannel(
  tx: PortalTx,
  channel: { target: unknown; pool?: string; settings?: unknown; authorUserId?: number },
): Promise<string> {
  const target = channelTarget.safeParse(channel.target);
  const settings = channelSettings.safeParse(channel.settings ?? {});
  if (!target.success || !settings.success) {
    const [issue] = [...(target.error?.issues ?? []), ...(settings.error?.issues ?? [])];
    const place = issue?.path.join('.') ?? '';
    throw new BadInput(NEEDS[place] ?? 'This is no usable channel.', { place });
  }
  const channelId = randomUUID();
  const plain = Buffer.from(JSON.stringify(target.data));
  await tx.db
    .insertInto('notification_channels')
    .values({
      portal_id: tx.portalId,
      channel_id: channelId,
      kind: target.data.kind,
      pool: channel.pool ?? '',
      target: encryptWith(await tx.portalKey(), plain, placeOf(tx.portalId, channelId)),
      settings: JSON.stringify(settings.data),
      author_user_id: channel.authorUserId ?? null,
    })
    .execute();
  return channelId;
}

/** Removes a channel and what waits for it. Answers: was there one? */
export async function removeChannel(tx: PortalTx, channelId: string): Promise<boolean> {
  const removed = await tx.db
    .deleteFrom('notification_channels')
    .where('channel_id', '=', channelId)
    .executeTakeFirst();
  return removed.numDeletedRows > 0n;
}

/** The portal's channels without their targets, oldest first. */
export async function listChannels(tx: PortalTx): Promise<Channel[]> {
  const rows = await tx.db
    .selectFrom('notification_channels')
    .select(['channel_id', 'pool', 'settings', 'author_user_id'])
    .where('portal_id', '=', tx.portalId)
    .orderBy('created_at')
    .orderBy('channel_id')
    .execute();
  return rows.map((row) => ({
    channelId: row.channel_id,
    pool: row.pool,
    settings: channelSettings.catch({ quietHours: null, perHour: 20 }).parse(row.settings),
    authorUserId: row.author_user_id,
  }));
}

/** Where channels lead, by id. One that cannot be opened is absent. */
export async function channelTargets(tx: PortalTx): Promise<Map<string, ChannelTarget>> {
  const rows = await tx.db.selectFrom('notification_channels').select(['channel_id', 'target']).execute();
  const targets = new Map<string, ChannelTarget>();
  if (rows.length === 0) return targets;
  const key = await tx.portalKey();
  for (const row of rows) {
    const target = openTarget(key, row.target, placeOf(tx.portalId, row.channel_id));
    if (target !== null) targets.set(row.channel_id, target);
  }
  return targets;
}

function openTarget(key: Buffer, sealed: Buffer, place: string): ChannelTarget | null {
  try {
    return channelTarget.parse(JSON.parse(decryptWith(key, sealed, place).toString()));
  } catch {
    return null;
  }
}

import type { Directory } from '../../hubspot/lead.ts';
import type { Channel, ChannelTarget } from '../../store/tables/notification-channels.ts';
import type { Settings } from '../contract/index.ts';
import { userName } from '../names.ts';

/** So much of an address is enough to know it again, and too little to use it. */
const TAIL = 4;

/** The channels of notifications, without anything that would let a reader send through them. Pure. */
export function channelsShown(
  channels: readonly Channel[],
  targets: ReadonlyMap<string, ChannelTarget>,
  directory: Directory | null,
): Settings['channels'] {
  return channels.map(({ channelId, pool, settings: { quietHours, perHour }, authorUserId }) => ({
    channelId,
    where: whereOf(targets.get(channelId)),
    pool,
    quiet: quietHours === null ? null : `${clock(quietHours.start)} to ${clock(quietHours.end)}`,
    perHour,
    by: authorUserId === null ? null : userName(directory, authorUserId),
  }));
}

function whereOf(target: ChannelTarget | undefined): string {
  switch (target?.kind) {
    case 'slack_webhook':
      return `Slack channel (incoming webhook ending in ${target.url.slice(-TAIL)})`;
    case 'slack_bot':
      return target.channel === null ? 'Slack, directly to whoever has the lead' : `Slack channel ${target.channel}`;
    case 'email':
      return target.to === null ? 'E-mail to whoever has the lead' : `E-mail to ${target.to}`;
    case 'webhook':
      return `Signed webhook at ${new URL(target.url).host}`;
    case undefined:
      return 'Cannot be read; remove it and set it up anew';
    default:
      return target satisfies never;
  }
}

/** Minutes of the day as people read them. */
export function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

import { DayBook } from '../policy/day-book.ts';
import type { Lane } from '../policy/taxonomy.ts';
import type { Channel, ChannelSettings } from '../store/tables/notification-channels.ts';

const HOUR_MS = 3_600_000;

export interface PlanInput {
  channels: readonly Pick<Channel, 'channelId' | 'pool' | 'settings'>[];
  /** null: no pool chose the lead. */
  pool: string | null;
  lane: Lane;
  /** The receiver's IANA zone; null or unknown to us: the portal's. */
  timeZone: string | null;
  portalTimeZone: string;
  /** Single messages to the receiver within the last hour, by channel id. */
  sentLastHour: ReadonlyMap<string, number>;
  nowMs: number;
}

export interface PlannedNotification {
  channelId: string;
  /** Together with others of this person. */
  digest: boolean;
  /** Epoch milliseconds. */
  notBeforeMs: number;
}

/**
 * Through which channels somebody is told and when: at once, when the quiet hours are over, or in the digest of the next
 * hour - bulk leads always, others once the hour's limit is reached. Pure.
 */
export function planNotification(input: PlanInput): PlannedNotification[] {
  const { channels, pool, lane, sentLastHour, nowMs } = input;
  return channels
    .filter((channel) => channel.pool === '' || channel.pool === pool)
    .map(({ channelId, settings }) => {
      const isOverLimit = settings.perHour !== null && (sentLastHour.get(channelId) ?? 0) >= settings.perHour;
      const digest = lane === 'bulk' || isOverLimit;
      const earliestMs = digest ? (Math.floor(nowMs / HOUR_MS) + 1) * HOUR_MS : nowMs;
      return { channelId, digest, notBeforeMs: afterQuietHours(settings.quietHours, earliestMs, input) };
    });
}

/** The moment itself outside the quiet hours, else their end. Wall-clock time of the receiver. */
function afterQuietHours(
  quiet: ChannelSettings['quietHours'],
  ms: number,
  { timeZone, portalTimeZone }: Pick<PlanInput, 'timeZone' | 'portalTimeZone'>,
): number {
  if (quiet === null || quiet.start === quiet.end) return ms;
  const days = new DayBook();
  const zone = [timeZone, portalTimeZone].find((name) => name !== null && days.knownZone(name) !== null) ?? 'UTC';
  const today = days.dayOf(zone, ms);
  for (const day of [today.previous(), today]) {
    const endMinute = quiet.end < quiet.start ? quiet.end + 1_440 : quiet.end;
    const endMs = day.at(endMinute);
    if (day.at(quiet.start) <= ms && ms < endMs) return endMs;
  }
  return ms;
}

import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { BadInput } from '../errors.ts';
import type { PortalStore } from '../store/store.ts';
import { clock } from '../cards/settings/channels-shown.ts';
import { addChannel, channelTargets, listChannels, removeChannel } from '../store/tables/notification-channels.ts';

/** What a file says of a channel; what its parts must be is checked where channels are kept. */
const channelFile = z.object({ target: z.unknown(), pool: z.string().optional(), settings: z.unknown().optional() });

/**
 * `baton channels`: where people are told of their leads; `channels add FILE.json`, `channels remove ID`. Addresses and
 * secrets are read from a file and never printed. null: the words are not understood. Throws BadInput.
 */
export async function channelLines(
  portal: PortalStore,
  [what, subject, ...more]: readonly string[],
): Promise<string[] | null> {
  if (more.length > 0) return null;
  if (what === 'add' && subject !== undefined) {
    const given = await readChannel(subject);
    const channelId = await portal.transaction((tx) => addChannel(tx, given));
    return [`Added the channel ${channelId}. The running app uses it from the next handoff on.`];
  }
  if (what === 'remove' && subject !== undefined) {
    const was = await portal.transaction((tx) => removeChannel(tx, subject));
    return [was ? `Removed the channel ${subject}.` : `There is no channel ${subject}.`];
  }
  if (what !== undefined) return null;
  return portal.transaction(async (tx) => {
    const targets = await channelTargets(tx);
    const channels = await listChannels(tx);
    if (channels.length === 0) return ["No channels: people are told by HubSpot's task only."];
    return channels.map(({ channelId, pool, settings }) => {
      const kind = targets.get(channelId)?.kind ?? 'unreadable';
      const { quietHours, perHour } = settings;
      const quiet = quietHours === null ? '' : `  quiet from ${clock(quietHours.start)} to ${clock(quietHours.end)}`;
      return `${channelId}  ${kind}  ${pool === '' ? 'all pools' : pool}${quiet}${perHour === null ? '' : `  at most ${perHour} an hour`}`;
    });
  });
}

async function readChannel(file: string): Promise<{ target: unknown; pool?: string; settings?: unknown }> {
  try {
    const { target, pool, settings } = channelFile.parse(JSON.parse(await readFile(file, 'utf8')));
    return { target, ...(pool === undefined ? {} : { pool }), ...(settings === undefined ? {} : { settings }) };
  } catch (error) {
    throw new BadInput('The file must hold JSON such as {"target": {"kind": "email", "to": null}, "pool": "Sales"}', {
      place: file,
      cause: error,
    });
  }
}

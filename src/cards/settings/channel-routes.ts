import express, { type Router } from 'express';
import type * as z from 'zod/mini';
import { BadInput } from '../../errors.ts';
import { setUpChannel, takeDownChannel, tryChannel } from '../../install/channels.ts';
import { channelTargets, listChannels } from '../../store/tables/notification-channels.ts';
import { channelsRequest, type channelsAnswer } from '../contract/index.ts';
import { jsonOf, signed } from '../signed.ts';
import { channelsShown } from './channels-shown.ts';
import type { SettingsDeps } from './settings-deps.ts';

const HOURS = /^([01]?\d|2[0-3]):([0-5]\d)$/;

/** POST /settings/channels: sets up a channel of notifications, removes one, or sends a test message through it. */
export function channelRoutes(deps: SettingsDeps): Router {
  const { store, recentDirectory } = deps;
  const router = express.Router();
  router.post(
    '/settings/channels',
    signed(deps)('/settings/channels', async ({ identity, body }): Promise<z.infer<typeof channelsAnswer>> => {
      const request = channelsRequest.safeParse(jsonOf(body));
      if (!request.success) throw new BadInput('Please say what is to be set up, removed or tried.');
      const wish = request.data;
      let said = 'Saved.';
      if (wish.do === 'remove') await takeDownChannel(deps, { ...identity, channelId: wish.channelId });
      else if (wish.do === 'test') said = await tryChannel(deps, { ...identity, channelId: wish.channelId });
      else {
        const { target, pool, quietFrom, quietTo, perHour } = wish;
        const settings = { quietHours: quietHours(quietFrom, quietTo), perHour };
        await setUpChannel(deps, { ...identity, target: withoutEmpty(target), pool, settings });
      }
      const directory = await recentDirectory(identity.portalId);
      const channels = await store
        .forPortal(identity.portalId)
        .transaction(async (tx) => channelsShown(await listChannels(tx), await channelTargets(tx), directory));
      return { ok: true, channels, said };
    }),
  );
  return router;
}

/** Two times of the day as typed; both empty: never quiet. */
function quietHours(from: string, to: string): { start: number; end: number } | null {
  if (from.trim() === '' && to.trim() === '') return null;
  return { start: minuteOf(from, 'quietFrom'), end: minuteOf(to, 'quietTo') };
}

function minuteOf(text: string, place: string): number {
  const [, hours, minutes] = HOURS.exec(text.trim()) ?? [];
  if (hours === undefined || minutes === undefined) {
    throw new BadInput('Please write quiet hours as 20:00, both or neither.', { place });
  }
  return Number(hours) * 60 + Number(minutes);
}

/** A field that was left empty leads to whoever has the lead. */
function withoutEmpty(target: Readonly<Record<string, string>>): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(target).map(([name, value]) => [name, value.trim() === '' ? null : value.trim()]),
  );
}

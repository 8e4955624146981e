import express, { type Router } from 'express';
import { BadInput } from '../../errors.ts';
import { setAdmins } from '../../install/admins.ts';
import { setMode } from '../../install/modes.ts';
import { clearOverride, listOverrides, momentIn, setOverride } from '../../install/overrides.ts';
import { portalById } from '../../store/tables/portals.ts';
import {
  adminsRequest,
  modeRequest,
  peopleRequest,
  type adminsAnswer,
  type modeAnswer,
  type peopleAnswer,
  type SettingsAnswer,
} from '../contract/index.ts';
import { userName } from '../names.ts';
import { jsonOf, signed } from '../signed.ts';
import { overridesShown } from './people-set.ts';
import { channelRoutes } from './channel-routes.ts';
import { policyRoutes } from './policy-routes.ts';
import { versionRoutes } from './version-routes.ts';
import { readSettings } from './read-settings.ts';
import type { SettingsDeps } from './settings-deps.ts';
import type * as z from 'zod/mini';

/**
 * What the settings page fetches: GET /settings/status, POST /settings/mode, POST /settings/admins, POST /settings/people, and
 * what its policy form and its channels do. All of them are safe to repeat.
 */
export function settingsRoutes(deps: SettingsDeps): Router {
  const { store, recentDirectory, policyInForce } = deps;
  const route = signed(deps);
  const router = express.Router();

  router.get(
    '/settings/status',
    route('/settings/status', async ({ identity: { portalId, userId } }): Promise<SettingsAnswer> => {
      const directory = await recentDirectory(portalId);
      const settings = await store
        .forPortal(portalId)
        .transaction((tx) => readSettings(tx, { userId, directory, policyInForce, now: new Date() }));
      return { ok: true, settings };
    }),
  );

  router.post(
    '/settings/mode',
    route('/settings/mode', async ({ identity, body }): Promise<z.infer<typeof modeAnswer>> => {
      const request = modeRequest.safeParse(jsonOf(body));
      if (!request.success)
        throw new BadInput('Please say which mode: observe, live or paused, and if you like a pool.');
      return { ok: true, ...(await setMode(deps, { ...identity, ...request.data })) };
    }),
  );

  router.post(
    '/settings/admins',
    route('/settings/admins', async ({ identity, body }): Promise<z.infer<typeof adminsAnswer>> => {
      const request = adminsRequest.safeParse(jsonOf(body));
      if (!request.success) throw new BadInput('Please say which users are to be admins: at most 200, each by its id.');
      const admins = await setAdmins(deps, { ...identity, userIds: request.data.userIds });
      const directory = await recentDirectory(identity.portalId);
      return { ok: true, admins: admins.map((userId) => ({ userId, name: userName(directory, userId) })) };
    }),
  );

  router.post(
    '/settings/people',
    route('/settings/people', async ({ identity, body }): Promise<z.infer<typeof peopleAnswer>> => {
      const request = peopleRequest.safeParse(jsonOf(body));
      if (!request.success) {
        throw new BadInput('Please say who is away or available, until which day, or that HubSpot counts again.');
      }
      const { portalId } = identity;
      const wish = request.data;
      if (wish.state === 'as_in_hubspot') await clearOverride(deps, { ...identity, ownerId: wish.ownerId });
      else await setOverride(deps, { ...identity, ...wish, until: await dayIn(portalId, wish.until) });
      const directory = await recentDirectory(portalId);
      return { ok: true, set: overridesShown(await listOverrides(deps, portalId, new Date()), directory) };
    }),
  );

  router.use(policyRoutes(deps), versionRoutes(deps), channelRoutes(deps));
  return router;

  /** The beginning of a day where the account is. */
  async function dayIn(portalId: number, day: string | null): Promise<Date | null> {
    if (day === null) return null;
    const portal = await store.forPortal(portalId).transaction((tx) => portalById(tx));
    return momentIn(portal?.timeZone ?? 'UTC', day);
  }
}

import { Router, type Request, type Response } from 'express';
import { accountRoutes } from './account-routes.ts';
import type { ApiAnswer, ApiRoute } from './api-route.ts';
import { withFaults } from './apply-faults.ts';
import { associationRoutes } from './association-routes.ts';
import { authenticate, portalOfToken, requireScopes } from './authenticate.ts';
import { batchRoutes } from './batch-routes.ts';
import { listRoutes } from './list-routes.ts';
import { meetingRoutes } from './meeting-routes.ts';
import { objectRoutes } from './object-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { propertyGroupRoutes } from './property-group-routes.ts';
import { propertyRoutes } from './property-routes.ts';
import { CALLS_PER_WINDOW, WINDOW_MS } from './rate-limit.ts';
import { notFound, tooManyRequests } from './refusal.ts';
import { sendAnswer, sendError } from './respond.ts';
import { searchRoutes } from './search-routes.ts';
import { sequenceRoutes } from './sequence-routes.ts';
import { workflowRoutes } from './workflow-routes.ts';
import { apiHasVersion } from './versions.ts';
import { appActor, portalOf, type World } from './world.ts';

/** In this order: paths with fixed words before those with ids. */
const ROUTES: readonly ApiRoute[] = [
  ...batchRoutes,
  ...searchRoutes,
  ...associationRoutes,
  ...objectRoutes,
  ...propertyGroupRoutes,
  ...propertyRoutes,
  ...peopleRoutes,
  ...meetingRoutes,
  ...listRoutes,
  ...sequenceRoutes,
  ...accountRoutes,
  ...workflowRoutes,
];

/** HubSpot's API: version, token, faults, limit and scopes are looked at in this order, then the call is answered. */
export function apiRoutes(world: World): Router {
  const router = Router();
  for (const route of ROUTES) {
    router[route.method](route.path, async (req, res, next) => {
      // Another route may know this path in this version.
      if (!apiHasVersion(route.api, String(req.params['version'] ?? ''))) return next();
      const portalId = portalOfToken(world, req);
      res.locals['portalId'] = portalId;
      try {
        const answer = await withFaults(world, { req, res, portalId }, () => answerCall({ world, route, req, res }));
        if (answer !== null) sendAnswer(res, answer);
      } catch (error) {
        sendError(world, res, error);
      }
    });
  }
  router.use((req, res) => {
    res.locals['portalId'] = portalOfToken(world, req);
    sendError(world, res, notFound('resource not found'));
  });
  return router;
}

function answerCall(call: { world: World; route: ApiRoute; req: Request; res: Response }): ApiAnswer {
  const { world, route, req, res } = call;
  const grant = authenticate(world, req);
  takeFromLimit(world, { route, portalId: grant.portalId, res });
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries(req.params)) params[name] = String(value);
  requireScopes(grant.scopes, route.scopes(params));
  return route.handle({
    world,
    portal: portalOf(world, grant.portalId),
    version: params['version'] ?? '',
    params,
    query: new URL(req.originalUrl, 'http://emulator').searchParams,
    body: req.body,
    actor: appActor(world),
    atMs: Date.now(),
  });
}

function takeFromLimit(world: World, call: { route: ApiRoute; portalId: number; res: Response }): void {
  const { route, portalId, res } = call;
  const isSearch = route.isSearch === true;
  if (!world.rateLimit) return;
  const taken = isSearch ? world.limits.takeSearch(portalId, Date.now()) : world.limits.takeCall(portalId, Date.now());
  if (!isSearch && !res.destroyed) {
    res.set({
      'X-HubSpot-RateLimit-Max': String(CALLS_PER_WINDOW),
      'X-HubSpot-RateLimit-Remaining': String(taken.remaining),
      'X-HubSpot-RateLimit-Interval-Milliseconds': String(WINDOW_MS),
    });
  }
  if (taken.ok) return;
  throw tooManyRequests({
    policy: isSearch ? 'SECONDLY' : 'TEN_SECONDLY_ROLLING',
    appId: world.app.appId,
    namePolicy: !isSearch || !world.quirks.searchLimitWithoutPolicyName,
    retryAfterSeconds: world.quirks.retryAfterOn429 ? taken.freeAfterMs / 1_000 : undefined,
  });
}

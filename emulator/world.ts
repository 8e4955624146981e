import type { Faults } from './faults.ts';
import type { Actor, Portal } from './model.ts';
import type { OAuthBook } from './oauth-book.ts';
import type { Quirks } from './quirks.ts';
import type { RateLimits } from './rate-limit.ts';
import { badRequest } from './refusal.ts';
import type { RequestLog } from './request-log.ts';
import type { Timers } from './timers.ts';
import type { Webhooks } from './webhooks.ts';

/** Everything that one emulator holds. Made in server.ts, handed to whoever needs it. */
export interface World {
  readonly app: { clientId: string; clientSecret: string; appId: number };
  readonly rateLimit: boolean;
  readonly latencyMs: number;
  readonly portals: Map<number, Portal>;
  readonly quirks: Quirks;
  readonly faults: Faults;
  readonly oauth: OAuthBook;
  readonly webhooks: Webhooks;
  readonly log: RequestLog;
  readonly limits: RateLimits;
  readonly timers: Timers;
  /** Where the app is: scheme, host and port. */
  appUrl(): string;
}

/** The seeded portal; 400 names those there are. */
export function portalOf(world: World, portalId: number): Portal {
  const portal = world.portals.get(portalId);
  if (portal === undefined) {
    throw badRequest(`There is no portal ${portalId}; seeded are: ${[...world.portals.keys()].join(', ') || 'none'}.`);
  }
  return portal;
}

/** The app itself, through the API. */
export function appActor(world: World): Actor {
  return {
    source: 'INTEGRATION',
    sourceId: world.quirks.sourceIdIsAppId ? String(world.app.appId) : null,
    userId: null,
  };
}

/** A source that HubSpot names, with the person behind it if there is one. */
export function actorOf(world: World, source: string, userId?: number): Actor {
  if (userId === undefined) return { source, sourceId: null, userId: null };
  return { source, sourceId: world.quirks.peopleSourceIdBare ? String(userId) : `userId:${userId}`, userId };
}

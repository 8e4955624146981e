import { signV2 } from '../src/hubspot/signature.ts';
import type { SeedUser } from './control-api.ts';
import type { Portal } from './model.ts';
import { badRequest } from './refusal.ts';
import { signedHeaders } from './webhook-sender.ts';
import type { World } from './world.ts';

/** Names of what HubSpot's proxy says about who asks. */
const IDENTITY = ['userId', 'portalId', 'userEmail', 'appId'] as const;

/** How the proxy signs: as HubSpot does, not at all, or with a secret that is not the app's. */
export type Signing = 'good' | 'none' | 'wrong';

/** A call of hubspot.fetch. */
export interface AppCall {
  method: string;
  userId: number;
  /** As the app knows itself: it is part of the signature. */
  target: URL;
  /** Empty: none. */
  body: string;
  timeoutMs: number;
  authorization?: string | undefined;
  signing?: Signing;
}

export interface AppAnswer {
  status: number;
  text: string;
}

/** What is sent as the body of a call: HubSpot drops those of GET requests. */
export function bodyOf({ method, body }: { method: string; body?: unknown }): string {
  return method === 'GET' || body === undefined ? '' : JSON.stringify(body);
}

/**
 * Calls the app as HubSpot's proxy does for hubspot.fetch: who asks in the query, signed, redirects not followed, once
 * more after a lost connection or a 5xx; the second failure is final. Throws 400 when the portal has no such user, and
 * rejects when no answer comes in time.
 */
export async function callApp(
  world: World,
  portal: Portal,
  { userId, target, ...call }: AppCall,
): Promise<AppAnswer & { attempts: number }> {
  const url = withIdentity(world, portal, userOf(portal, userId), target);
  const once = () => callOnce(world, { ...call, portalId: portal.portalId, url });
  const first = await once().catch(() => null);
  if (first !== null && first.status < 500) return { ...first, attempts: 1 };
  return { ...(await once()), attempts: 2 };
}

function userOf(portal: Portal, userId: number): SeedUser {
  const user = portal.users.get(userId);
  if (user === undefined) throw badRequest(`Portal ${portal.portalId} has no user ${userId}.`);
  return user;
}

/** The address with what HubSpot's proxy appends, so that the signature covers it; a page cannot say these itself. */
function withIdentity(world: World, portal: Portal, user: SeedUser, target: URL): string {
  if (!world.quirks.fetchAppendsIdentity) return target.href;
  const identity = [user.userId, portal.portalId, user.email, world.app.appId];
  for (const [at, name] of IDENTITY.entries()) target.searchParams.set(name, String(identity[at]));
  return target.href;
}

async function callOnce(
  world: World,
  request: Omit<AppCall, 'userId' | 'target'> & { portalId: number; url: string },
): Promise<AppAnswer> {
  const { portalId, method, url, body, timeoutMs, authorization, signing = 'good' } = request;
  if (world.faults.standing('app_unreachable', portalId).length > 0) throw new Error('The app cannot be reached.');
  const secret = signing === 'wrong' ? `not ${world.app.clientSecret}` : world.app.clientSecret;
  const oldSignature = signV2({ secret, method, url, body });
  const signed = signedHeaders({ secret, method, url, body, oldSignature, oldVersion: 'v2' });
  const response = await fetch(url, {
    method,
    headers: {
      ...(signing === 'none' ? { 'Content-Type': 'application/json' } : signed),
      ...(authorization === undefined ? {} : { Authorization: authorization }),
    },
    ...(body === '' ? {} : { body }),
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  });
  return { status: response.status, text: await response.text() };
}

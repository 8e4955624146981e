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

export interface AppCall {
  portalId: number;
  method: string;
  /** Whole address, as the app knows itself: it is part of the signature. */
  url: string;
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

/** The user of the portal. Throws 400 when there is none of that number. */
export function userOf(portal: Portal, userId: number): SeedUser {
  const user = portal.users.get(userId);
  if (user === undefined) throw badRequest(`Portal ${portal.portalId} has no user ${userId}.`);
  return user;
}

/** The address with what HubSpot's proxy appends, so that the signature covers it; a page cannot say these itself. */
export function withIdentity(world: World, portal: Portal, user: SeedUser, target: URL): string {
  if (!world.quirks.fetchAppendsIdentity) return target.href;
  const identity = [user.userId, portal.portalId, user.email, world.app.appId];
  for (const [at, name] of IDENTITY.entries()) target.searchParams.set(name, String(identity[at]));
  return target.href;
}

/** Calls the app signed, as HubSpot's proxy does; redirects are not followed. Rejects when no answer comes in time. */
export async function callApp(world: World, request: AppCall): Promise<AppAnswer> {
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

/** Once more after a lost connection or a 5xx, as HubSpot does; the second failure is final. */
export async function onceMore(call: () => Promise<AppAnswer>): Promise<AppAnswer & { attempts: number }> {
  const first = await call().catch(() => null);
  if (first !== null && first.status < 500) return { ...first, attempts: 1 };
  return { ...(await call()), attempts: 2 };
}

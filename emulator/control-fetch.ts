import type { z } from 'zod';
import { signV2 } from '../src/hubspot/signature.ts';
import type { fetchRequest, FetchAnswer } from './control-api.ts';
import type { Portal } from './model.ts';
import { badRequest } from './refusal.ts';
import { signedHeaders } from './webhook-sender.ts';
import type { World } from './world.ts';

const TIME_OUT_MS = 15_000;

/**
 * Calls the app as HubSpot's proxy does for hubspot.fetch: identity in the query, signed, no redirects, no body with
 * GET, tried once more after a lost connection or a 5xx.
 */
export async function fetchAsHubSpot(
  world: World,
  portal: Portal,
  request: z.output<typeof fetchRequest>,
): Promise<FetchAnswer> {
  const url = targetOf(world, portal, request);
  const body = request.method === 'GET' || request.body === undefined ? '' : JSON.stringify(request.body);
  const first = await call(world, { url, method: request.method, body }).catch(() => null);
  return first === null || first.status >= 500 ? await call(world, { url, method: request.method, body }) : first;
}

function targetOf(world: World, portal: Portal, { url, userId }: z.output<typeof fetchRequest>): string {
  const user = portal.users.get(userId);
  if (user === undefined) throw badRequest(`Portal ${portal.portalId} has no user ${userId}.`);
  const target = new URL(url, world.appUrl());
  if (target.origin !== new URL(world.appUrl()).origin) throw badRequest('url must be an address of the app.');
  if (!world.quirks.fetchAppendsIdentity) return target.href;
  target.searchParams.set('userId', String(userId));
  target.searchParams.set('portalId', String(portal.portalId));
  target.searchParams.set('userEmail', user.email);
  target.searchParams.set('appId', String(world.app.appId));
  return target.href;
}

async function call(world: World, request: { url: string; method: string; body: string }): Promise<FetchAnswer> {
  const { url, method, body } = request;
  const secret = world.app.clientSecret;
  const oldSignature = signV2({ secret, method, url, body });
  const response = await fetch(url, {
    method,
    headers: signedHeaders({ secret, method, url, body, oldSignature, oldVersion: 'v2' }),
    ...(body === '' ? {} : { body }),
    redirect: 'manual',
    signal: AbortSignal.timeout(TIME_OUT_MS),
  });
  const text = await response.text();
  return { status: response.status, body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

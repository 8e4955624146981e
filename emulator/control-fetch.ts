import type { z } from 'zod';
import { callApp, onceMore, userOf, withIdentity } from './app-calls.ts';
import type { fetchRequest, FetchAnswer } from './control-api.ts';
import type { Portal } from './model.ts';
import { badRequest } from './refusal.ts';
import type { World } from './world.ts';

const TIME_OUT_MS = 15_000;

/**
 * Calls the app as HubSpot's proxy does for hubspot.fetch: identity in the query, signed, no redirects, no body with
 * GET, tried once more after a lost connection or a 5xx. Unlike the proxy it hands the app's own answer on.
 */
export async function fetchAsHubSpot(
  world: World,
  portal: Portal,
  request: z.output<typeof fetchRequest>,
): Promise<FetchAnswer> {
  const { method, userId } = request;
  const user = userOf(portal, userId);
  const target = new URL(request.url, world.appUrl());
  if (target.origin !== new URL(world.appUrl()).origin) throw badRequest('url must be an address of the app.');
  const url = withIdentity(world, portal, user, target);
  const body = method === 'GET' || request.body === undefined ? '' : JSON.stringify(request.body);
  const call = { portalId: portal.portalId, method, url, body, timeoutMs: TIME_OUT_MS };
  const { status, text } = await onceMore(() => callApp(world, call));
  return { status, body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

import type { z } from 'zod';
import { bodyOf, callApp } from './app-calls.ts';
import type { fetchRequest, FetchAnswer } from './control-api.ts';
import type { Portal } from './model.ts';
import { badRequest } from './refusal.ts';
import type { World } from './world.ts';

const TIME_OUT_MS = 15_000;

/** Calls the app as HubSpot's proxy does for hubspot.fetch, but hands the app's own answer on. */
export async function fetchAsHubSpot(
  world: World,
  portal: Portal,
  request: z.output<typeof fetchRequest>,
): Promise<FetchAnswer> {
  const { method, userId } = request;
  const target = new URL(request.url, world.appUrl());
  if (target.origin !== new URL(world.appUrl()).origin) throw badRequest('url must be an address of the app.');
  const call = { method, userId, target, body: bodyOf(request), timeoutMs: TIME_OUT_MS };
  const { status, text } = await callApp(world, portal, call);
  return { status, body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

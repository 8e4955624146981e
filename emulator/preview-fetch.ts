import { setTimeout as delay } from 'node:timers/promises';
import type { z } from 'zod';
import { bodyOf, callApp, type AppAnswer, type AppCall, type Signing } from './app-calls.ts';
import type { Portal } from './model.ts';
import type { PreviewFetchAnswer, previewFetchRequest } from './preview-api.ts';
import { failureAnswer, wrappedAnswer, type ProxyReply } from './preview-replies.ts';
import { Refusal } from './refusal.ts';
import type { World } from './world.ts';

type Request = z.output<typeof previewFetchRequest>;

const DEFAULT_TIMEOUT_MS = 15_000;
const LONGEST_TIMEOUT_MS = 120_000;
const MAX_BYTES = 1_048_576;
/** Per app and account; an emulator has one app. */
const MAX_AT_ONCE = 20;
const SLOW_MS = 3_000;

/**
 * HubSpot's proxy behind hubspot.fetch, with all its rules: permitted addresses and headers, identity and signature,
 * limits, one repeat, and errors in its own words instead of the app's. `permitted` reads the addresses that the project
 * names at the time of the call.
 */
export function createPreviewFetch(world: World, permitted: () => readonly string[]) {
  const underWay = new Map<number, number>();

  async function answer(portal: Portal, request: Request): Promise<ProxyReply> {
    const target = permittedTarget(request.url, permitted());
    if (typeof target === 'string') return failureAnswer(400, 'VALIDATION_ERROR', target);
    const headerProblem = whyNotTheseHeaders(request.headers);
    if (headerProblem !== null) return failureAnswer(400, 'VALIDATION_ERROR', headerProblem);
    const body = bodyOf(request);
    if (Buffer.byteLength(body) > MAX_BYTES) {
      return failureAnswer(400, 'VALIDATION_ERROR', 'The request body is larger than 1 MB.');
    }
    if ((underWay.get(portal.portalId) ?? 0) > MAX_AT_ONCE) {
      return failureAnswer(429, 'RATE_LIMITS', `More than ${MAX_AT_ONCE} requests of this app are under way.`);
    }
    if (request.mode === 'slow') await delay(SLOW_MS);
    if (request.mode === 'bad-gateway') return wrappedAnswer(request, { status: 503, text: '' });
    const reply = await ask(portal, request, { target, body });
    if (request.mode !== 'answer-lost' || reply.app === undefined) return reply;
    // HubSpot tries again after a lost answer; the second one is lost as well
    await ask(portal, request, { target, body });
    return { ...wrappedAnswer(request, { status: 503, text: '' }), app: { ...reply.app, attempts: 2 } };
  }

  async function ask(
    portal: Portal,
    request: Request,
    { target, body }: { target: URL; body: string },
  ): Promise<ProxyReply> {
    const timeoutMs = Math.min(request.timeoutMs ?? DEFAULT_TIMEOUT_MS, LONGEST_TIMEOUT_MS);
    const call: AppCall = {
      method: request.method,
      userId: request.userId,
      target: atLocalApp(world, target),
      body,
      timeoutMs,
      authorization: Object.values(request.headers)[0],
      signing: SIGNING[request.mode],
    };
    let app: AppAnswer & { attempts: number };
    try {
      app = await callApp(world, portal, call);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      const late = error instanceof Error && error.name === 'TimeoutError';
      return late
        ? failureAnswer(504, 'GATEWAY_TIMEOUT', 'Gateway took too long to respond')
        : failureAnswer(500, 'INTERNAL_SERVER_ERROR', 'Network error');
    }
    const tooLarge = Buffer.byteLength(app.text) > MAX_BYTES;
    if (app.status >= 300 || tooLarge) {
      return { ...wrappedAnswer(request, tooLarge ? { ...app, text: '' } : app), app };
    }
    return { status: app.status, body: app.text, app };
  }

  return async function fetchForPage(portal: Portal, request: Request): Promise<PreviewFetchAnswer> {
    const startedAt = performance.now();
    const { portalId } = portal;
    underWay.set(portalId, (underWay.get(portalId) ?? 0) + 1);
    try {
      const reply = await answer(portal, request);
      return {
        status: reply.status,
        body: reply.body,
        appStatus: reply.app?.status ?? null,
        attempts: reply.app?.attempts ?? 0,
        tookMs: Math.round(performance.now() - startedAt),
      };
    } finally {
      underWay.set(portalId, (underWay.get(portalId) ?? 1) - 1);
    }
  };
}

const SIGNING: Readonly<Record<Request['mode'], Signing>> = {
  normal: 'good',
  slow: 'good',
  'bad-gateway': 'good',
  'answer-lost': 'good',
  unsigned: 'none',
  'wrong-signature': 'wrong',
};

/** The address, when the project permits it: https, of a named origin and below a named path. Else why not. */
function permittedTarget(url: string, permitted: readonly string[]): URL | string {
  if (!URL.canParse(url)) return 'URL is malformed';
  const target = new URL(url);
  const allowed = permitted.some((entry) => {
    if (!URL.canParse(entry)) return false;
    const { origin, pathname } = new URL(entry);
    const below = pathname.endsWith('/') ? pathname : `${pathname}/`;
    return target.origin === origin && `${target.pathname}/`.startsWith(below);
  });
  return allowed ? target : `${target.origin} is not in permittedUrls.fetch of app-hsmeta.json`;
}

function whyNotTheseHeaders(headers: Readonly<Record<string, string>>): string | null {
  const names = Object.keys(headers);
  if (names.length > 1) return "Only 'Authorization' header is allowed";
  return names.every((name) => name.toLowerCase() === 'authorization')
    ? null
    : "Invalid Request Headers provided. Only 'Authorization' header is allowed from hubspot.fetch()";
}

/** The app runs on this machine and knows itself by that address: HubSpot's own `local.json` maps likewise. */
function atLocalApp(world: World, target: URL): URL {
  return new URL(`${target.pathname}${target.search}`, world.appUrl());
}

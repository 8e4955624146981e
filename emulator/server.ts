import express from 'express';
import { createServer } from 'node:http';
import { SUBSCRIPTIONS, type Subscription } from '../src/hubspot/subscriptions.ts';
import { apiRoutes } from './api-routes.ts';
import { AUTHORIZE_PATHS, authorizeRoutes } from './authorize-routes.ts';
import { controlRoutes } from './control-routes.ts';
import { createFaults } from './faults.ts';
import { logRequests } from './log-requests.ts';
import { isLoopback, onlyByLoopbackName } from './loopback.ts';
import { createOAuthBook } from './oauth-book.ts';
import { oauthRoutes } from './oauth-routes.ts';
import { defaultQuirks } from './quirks.ts';
import { HUBSPOT_PROJECT } from './preview-project.ts';
import { PREVIEW_PATHS, previewRoutes } from './preview-routes.ts';
import { createRateLimits } from './rate-limit.ts';
import { badRequest, notFound, Refusal } from './refusal.ts';
import { createRequestLog } from './request-log.ts';
import { sendError } from './respond.ts';
import { createTimers } from './timers.ts';
import { createWebhooks } from './webhooks.ts';
import type { World } from './world.ts';

const DEFAULT_HOST = '127.0.0.1';

export interface EmulatorOptions {
  /** 0: any free one. */
  port: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** Where webhooks and cards' calls go; the app must know itself by the same address, as it is part of signatures. */
  appUrl: string;
  clientId: string;
  clientSecret: string;
  appId: number;
  /** Default true: 110 calls per 10 s, 5 searches per second and portal. */
  rateLimit?: boolean;
  /** Added to every answer of the API; default 0. */
  latencyMs?: number;
  /** Default: what the app's webhook component subscribes to. */
  subscriptions?: readonly Subscription[];
  /** The app's HubSpot project, whose built extensions run in HubSpot's pages; default hubspot-project. */
  projectFolder?: string;
}

export interface Emulator {
  /** `http://127.0.0.1:4010` */
  url: string;
  setAppUrl(url: string): void;
  /** Cuts open connections and forgets all timers. */
  close(): Promise<void>;
}

/** Starts a HubSpot on this machine. Its state is in memory and goes with it. Rejects when the port is taken. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  let appUrl = withoutSlash(options.appUrl);
  const world = createWorld(options, () => appUrl);
  const server = createServer(createApp(world, options));
  // Node 20 closes idle connections after 5 s, just as a client wants to use one again. Longer than any client keeps them.
  server.keepAliveTimeout = 3_600_000;
  const host = options.host ?? DEFAULT_HOST;
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : options.port);
    });
  });
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    setAppUrl(url) {
      appUrl = withoutSlash(url);
    },
    async close() {
      reset(world);
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      server.closeAllConnections();
      await closed;
    },
  };
}

function createWorld(options: EmulatorOptions, appUrl: () => string): World {
  const { clientId, clientSecret, appId, subscriptions = SUBSCRIPTIONS } = options;
  const app = { clientId, clientSecret, appId };
  const quirks = defaultQuirks();
  const faults = createFaults();
  const timers = createTimers();
  const oauth = createOAuthBook();
  return {
    app,
    rateLimit: options.rateLimit ?? true,
    latencyMs: options.latencyMs ?? 0,
    portals: new Map(),
    quirks,
    faults,
    oauth,
    timers,
    webhooks: createWebhooks({ app, appUrl, subscriptions, quirks, faults, timers, ...oauth }),
    log: createRequestLog(),
    limits: createRateLimits(),
    appUrl,
  };
}

function createApp(world: World, options: EmulatorOptions): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  // all but HubSpot's API, which the app calls by whatever name it was given
  app.use(['/_emulator', ...AUTHORIZE_PATHS], onlyByLoopbackName);
  app.all(PREVIEW_PATHS, onlyByLoopbackName);
  app.use(
    '/_emulator',
    controlRoutes(world, () => reset(world)),
  );
  app.use(authorizeRoutes(world));
  // pages for people act for anybody: only for those who sit at this machine
  if (isLoopback(options.host ?? DEFAULT_HOST))
    app.use(previewRoutes(world, { projectFolder: options.projectFolder ?? HUBSPOT_PROJECT }));
  app.use(logRequests(world));
  app.use(oauthRoutes(world));
  app.use(express.json({ limit: '10mb', strict: false }));
  app.use(apiRoutes(world));
  app.use(((error, _req, res, _next) => {
    sendError(world, res, refusalFor(error));
  }) satisfies express.ErrorRequestHandler);
  return app;
}

function reset(world: World): void {
  world.timers.cancelAll();
  world.webhooks.clear();
  world.faults.clear();
  world.oauth.clear();
  world.limits.clear();
  world.log.clear();
  world.portals.clear();
  Object.assign(world.quirks, defaultQuirks());
}

/** Of what the web server itself refused. */
function refusalFor(error: unknown): Refusal {
  const status = error instanceof Error && 'status' in error ? error.status : null;
  if (status === 413) return new Refusal(413, { message: 'The request body is too large.' });
  if (status === 404) return notFound('There is no such file.');
  return badRequest(`Invalid input JSON on line 1, column 1: ${String(error)}`);
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}

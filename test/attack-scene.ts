import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Express } from 'express';
import { pino } from 'pino';
import { z } from 'zod';
import { controlClient } from '../emulator/client.ts';
import { startEmulator } from '../emulator/server.ts';
import { readConfig } from '../src/config.ts';
import { createHttpApp } from '../src/http-app.ts';
import { createPostgresBudget } from '../src/hubspot/budget-postgres.ts';
import { createHubSpot } from '../src/hubspot/client.ts';
import { createHubSpotOAuth } from '../src/hubspot/oauth.ts';
import { signV3 } from '../src/hubspot/signature.ts';
import { createCatalogues } from '../src/install/catalogue.ts';
import { createDirectory } from '../src/install/directory.ts';
import { createTokens } from '../src/install/tokens.ts';
import { createMetrics } from '../src/metrics.ts';
import { parseAllowList } from '../src/outbound/allow-list.ts';
import { createGuardedPost } from '../src/outbound/guarded-post.ts';
import { createPolicies } from '../src/policy-in-force.ts';
import { asAdmin, testDatabase } from './support/postgres.ts';

const SECRET = 'a-client-secret-of-the-attacked';
export const APP_ID = 1001;

/** How a request is spoilt after, or instead of, being signed well. */
export interface Spoil {
  /** Signs with this instead of the app's secret. */
  secret?: string;
  /** Milliseconds from now to the moment it claims to be signed. */
  ageMs?: number;
  headers?: (signed: Record<string, string>) => Record<string, string>;
  /** What is sent instead of what was signed. */
  sent?: { method?: string; path?: string; body?: string };
}

export interface Sent {
  method: string;
  /** With the query. */
  path: string;
  body?: string;
  spoil?: Spoil;
}

export type AttackScene = Awaited<ReturnType<typeof openAttackScene>>;

/** Every door of the app on real HTTP and Postgres, with the emulator as HubSpot; nothing works in the background. */
export async function openAttackScene() {
  const database = await testDatabase();
  const store = await database.store();
  const logged: string[] = [];
  const logger = pino({ level: 'error' }, { write: (line: string) => void logged.push(line) });
  const client = { clientId: 'client', clientSecret: SECRET, appId: APP_ID };
  const emulator = await startEmulator({ port: 0, appUrl: 'http://127.0.0.1:1', ...client });
  const hubspotOAuth = createHubSpotOAuth({ apiUrl: emulator.url, ...client });
  const tokens = createTokens({ store, hubspotOAuth, logger });
  const budget = createPostgresBudget({ transaction: (portalId) => store.forPortal(portalId).transaction });
  const hubspot = createHubSpot({ apiUrl: emulator.url, accessToken: tokens.accessToken, budget, logger });
  const policyInForce = createPolicies();
  const directories = createDirectory({ store, hubspot, policyInForce, logger });
  const metrics = createMetrics();
  const rung: number[] = [];
  const ring = async (portalId: number) => void rung.push(portalId);

  let app: Express | null = null;
  const server = createServer((request, response) => app?.(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const publicUrl = `http://127.0.0.1:${port}`;
  app = createHttpApp({
    config: readConfig({
      BATON_ENCRYPTION_KEYS: `test:${randomBytes(32).toString('base64')}`,
      HUBSPOT_CLIENT_ID: client.clientId,
      HUBSPOT_CLIENT_SECRET: SECRET,
      HUBSPOT_APP_ID: `${APP_ID}`,
      HUBSPOT_API_URL: emulator.url,
      HUBSPOT_APP_URL: emulator.url,
    }),
    publicUrl,
    store,
    bells: { ring, ringLater: ring, ringWrites: ring, ringNotifications: ring, ringClocks: ring },
    hubspot,
    hubspotOAuth,
    tokens,
    directories,
    catalogue: createCatalogues({ store, hubspot }),
    policyInForce,
    senders: { post: createGuardedPost({ allow: parseAllowList(null) }), mail: null, slackApiUrl: emulator.url },
    checks: [],
    metrics,
    logger,
  });
  emulator.setAppUrl(publicUrl);

  /** Signed as HubSpot signs, unless it is spoilt. */
  async function send({ method, path, body = '', spoil = {} }: Sent): Promise<{ status: number; text: string }> {
    const timestamp = String(Date.now() + (spoil.ageMs ?? 0));
    const secret = spoil.secret ?? SECRET;
    const signed = {
      'content-type': 'application/json',
      'x-hubspot-request-timestamp': timestamp,
      'x-hubspot-signature-v3': signV3({ secret, method, url: publicUrl + path, body, timestamp }),
    };
    const { method: sentMethod = method, path: sentPath = path, body: sentBody = body } = spoil.sent ?? {};
    const response = await fetch(publicUrl + sentPath, {
      method: sentMethod,
      redirect: 'manual',
      headers: spoil.headers?.(signed) ?? signed,
      ...(sentBody === '' || sentMethod === 'GET' ? {} : { body: sentBody }),
    });
    return { status: response.status, text: await response.text() };
  }

  return {
    database,
    store,
    hubspot,
    tokens,
    directories,
    policyInForce,
    metrics,
    logger,
    logged,
    rung,
    emulator,
    control: controlClient(emulator.url),
    publicUrl,
    port,
    secret: SECRET,
    send,
    routes: routesOf(app),
    /** All rows of all tables, or of one portal, one line each. */
    dump: (portalId?: number) => dump(database.databaseUrl, portalId),
    async close() {
      server.closeAllConnections();
      server.close();
      await emulator.close();
      await database.close();
    },
  };
}

export interface Route {
  method: 'GET' | 'POST';
  path: string;
}

/** Every route of the app as Express knows it, so that a new one is attacked like the others without being listed. */
function routesOf(app: Express): Route[] {
  const found: Route[] = [];
  const walk = (router: unknown) => {
    for (const { route, handle } of layers.parse(router).stack) {
      if (route === undefined) walk(handle);
      else
        for (const method of Object.keys(route.methods)) found.push({ method: verb.parse(method), path: route.path });
    }
  };
  walk(app.router);
  return found;
}

const verb = z.enum(['get', 'post']).transform((name): Route['method'] => (name === 'get' ? 'GET' : 'POST'));
/** Of a router of Express; what is no router has no layers. */
const layers = z
  .custom<{ stack: { route?: { path: string; methods: object }; handle: unknown }[] }>(
    (router) => typeof router === 'function' && 'stack' in router,
  )
  .catch({ stack: [] });

/** Names of the tables that belong to portals. */
export async function portalTables(databaseUrl: string): Promise<string[]> {
  const { rows } = await asAdmin(
    (client) =>
      client.query<{ name: string }>(
        `select c.table_name as name from information_schema.columns c
         join information_schema.tables t using (table_schema, table_name)
         where c.table_schema = 'public' and c.column_name = 'portal_id' and t.table_type = 'BASE TABLE' order by 1`,
      ),
    databaseUrl,
  );
  return rows.map(({ name }) => name);
}

async function dump(databaseUrl: string, portalId?: number): Promise<string[]> {
  const tables = await portalTables(databaseUrl);
  return asAdmin(async (client) => {
    const lines: string[] = [];
    for (const table of tables) {
      const where = portalId === undefined ? '' : ` where portal_id = ${portalId}`;
      const { rows } = await client.query<{ row: string }>(
        `select to_jsonb(t)::text as row from ${table} t${where} order by 1`,
      );
      lines.push(...rows.map(({ row }) => `${table} ${row}`));
    }
    return lines;
  }, databaseUrl);
}

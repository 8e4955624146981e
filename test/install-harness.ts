import { once } from 'node:events';
import express from 'express';
import { pino } from 'pino';
import { z } from 'zod';
import {
  fetchAnswer,
  stateAnswer,
  type FaultsRequest,
  type FetchRequest,
  type SeedRequest,
} from '../emulator/control-api.ts';
import type { Quirks } from '../emulator/quirks.ts';
import { startEmulator } from '../emulator/server.ts';
import { pageRoutes } from '../src/cards/pages/routes.ts';
import { settingsRoutes } from '../src/cards/settings/routes.ts';
import { createPostgresBudget } from '../src/hubspot/budget-postgres.ts';
import { createHubSpot } from '../src/hubspot/client.ts';
import { createHubSpotOAuth } from '../src/hubspot/oauth.ts';
import { createCatalogues } from '../src/install/catalogue.ts';
import { createDirectory } from '../src/install/directory.ts';
import { installRoutes } from '../src/install/routes.ts';
import { createTokens } from '../src/install/tokens.ts';
import { createMetrics } from '../src/metrics.ts';
import { parseAllowList } from '../src/outbound/allow-list.ts';
import { createGuardedPost } from '../src/outbound/guarded-post.ts';
import { createPolicies } from '../src/policy-in-force.ts';
import { testDatabase } from './support/postgres.ts';

export const CLIENT = { clientId: 'client', clientSecret: '0123456789abcdef', appId: 1001 };

/** The parts of the app that an installation needs, on real HTTP, with the emulator as HubSpot. */
export async function startInstallation() {
  const database = await testDatabase();
  const store = await database.store();
  const emulator = await startEmulator({ port: 0, appUrl: 'http://127.0.0.1:1', ...CLIENT });
  const logger = pino({ level: 'silent' });
  const metrics = createMetrics();
  const oauth = createHubSpotOAuth({ apiUrl: emulator.url, ...CLIENT });
  const tokens = createTokens({ store, hubspotOAuth: oauth, logger });
  const budget = createPostgresBudget({ transaction: (portalId) => store.forPortal(portalId).transaction });
  const hubspot = createHubSpot({ apiUrl: emulator.url, accessToken: tokens.accessToken, budget, logger });
  const directories = createDirectory({ store, hubspot, policyInForce: createPolicies(), logger });
  const catalogue = createCatalogues({ store, hubspot });
  const rung: number[] = [];
  const ringAll = async (portalId: number) => void rung.push(portalId);

  const app = express();
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const publicUrl = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
  emulator.setAppUrl(publicUrl);
  const pageDeps = {
    store,
    directory: directories.directory,
    recentDirectory: directories.recent,
    policyInForce: createPolicies(),
    ringAll,
    clientSecret: CLIENT.clientSecret,
    publicUrl,
    metrics,
    logger,
  };
  const senders = { post: createGuardedPost({ allow: parseAllowList('127.0.0.1') }), mail: null, slackApiUrl: '' };
  app.use(
    installRoutes({
      store,
      hubspot,
      tokens,
      directories,
      catalogue,
      ringAll,
      logger,
      oauth,
      publicUrl,
      appUrl: emulator.url,
      clientId: CLIENT.clientId,
    }),
    settingsRoutes({ ...pageDeps, catalogue, senders }),
    pageRoutes(pageDeps),
  );

  async function control(path: string, body: object, method = 'POST'): Promise<unknown> {
    const response = await fetch(`${emulator.url}/_emulator/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  return {
    store,
    tokens,
    hubspot,
    directories,
    database,
    metrics,
    emulatorUrl: emulator.url,
    publicUrl,
    rung,
    control,
    seed: (request: SeedRequest) => control('seed', request),
    faults: (...faults: FaultsRequest['faults']) => control('faults', { faults }),
    clearFaults: () => fetch(`${emulator.url}/_emulator/faults`, { method: 'DELETE' }),
    quirks: (quirks: Partial<Quirks>) => control('quirks', quirks),
    async state(portalId: number) {
      return stateAnswer.parse(await (await fetch(`${emulator.url}/_emulator/state?portalId=${portalId}`)).json());
    },
    /** What a page of the app in HubSpot gets for `hubspot.fetch`. */
    async fetchAs(request: FetchRequest) {
      const answer = fetchAnswer.parse(await control('fetch', request));
      return { status: answer.status, body: z.record(z.string(), z.unknown()).parse(answer.body) };
    },
    begin,
    consent,
    callback,
    /** The whole way of a person through an installation; answers the page at its end. */
    async agree(choice: { portalId: number; userId: number; decision?: 'grant' | 'deny' }) {
      const browser = await begin();
      return callback(await consent(browser.consentUrl, choice), browser.cookie);
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await emulator.close();
      await database.close();
    },
  };

  async function begin(cookie = '') {
    const response = await fetch(`${publicUrl}/oauth/install`, { redirect: 'manual', headers: { cookie } });
    const setCookie = response.headers.get('set-cookie') ?? '';
    return {
      consentUrl: response.headers.get('location') ?? '',
      setCookie,
      cookie: setCookie.split(';')[0] ?? '',
    };
  }
}

export type Installation = Awaited<ReturnType<typeof startInstallation>>;

export function portalSeed(portalId: number): SeedRequest['portals'][number] {
  return {
    portalId,
    timeZone: 'Europe/Vienna',
    uiDomain: 'app-eu1.hubspot.com',
    users: [
      {
        userId: 7,
        ownerId: '70',
        email: 'ada@us.test',
        firstName: 'Ada',
        lastName: 'Admin',
        superAdmin: true,
        teamId: '1',
        availability: 'available',
        timeZone: 'Europe/Vienna',
        workingHours: [{ days: 'EVERY_DAY', startMinute: 0, endMinute: 1440 }],
      },
      {
        userId: 8,
        ownerId: '80',
        email: 'ben@us.test',
        firstName: 'Ben',
        lastName: 'Rep',
        teamId: '1',
        availability: 'away',
      },
      {
        userId: 9,
        ownerId: '90',
        email: 'cleo@us.test',
        firstName: 'Cleo',
        lastName: 'Boss',
        superAdmin: true,
        teamId: '2',
      },
      { userId: 10, ownerId: '100', email: 'dan@us.test', firstName: 'Dan', lastName: 'Gone', active: false },
    ],
    teams: [
      { teamId: '1', name: 'Sales' },
      { teamId: '2', name: 'Sales DACH' },
    ],
    companies: [{ companyId: '900', properties: { name: 'Acme', domain: 'acme.test' } }],
  };
}

/** Agrees (or not) on HubSpot's page; answers the address it sends the browser back to. */
async function consent(
  consentUrl: string,
  choice: { portalId: number; userId: number; decision?: 'grant' | 'deny' },
): Promise<string> {
  const form = { portalId: `${choice.portalId}`, userId: `${choice.userId}`, decision: choice.decision ?? 'grant' };
  const response = await fetch(consentUrl, { method: 'POST', redirect: 'manual', body: new URLSearchParams(form) });
  const back = response.headers.get('location');
  if (back === null) throw new Error(`${response.status} ${await response.text()}`);
  return back;
}

async function callback(url: string, cookie: string) {
  const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
  return { status: response.status, html: await response.text(), headers: response.headers };
}

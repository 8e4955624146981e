import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { consent, controlClient } from '../emulator/client.ts';
import { startEmulator } from '../emulator/server.ts';

export const APP = { clientId: 'client-1', clientSecret: 'secret-1', appId: 1001 };
export const PORTAL = 4242;
export const ALL_SCOPES =
  'oauth crm.objects.contacts.read crm.objects.contacts.write crm.schemas.contacts.read crm.schemas.contacts.write crm.objects.companies.read crm.objects.owners.read';
export const NURTURE_SCOPES =
  'crm.lists.read crm.lists.write automation.sequences.read automation.sequences.enrollments.write';
export const OPTIONAL_SCOPES = 'crm.objects.users.read settings.users.teams.read';

const anyJson = z.record(z.string(), z.any());
const tokens = z.object({ access_token: z.string(), refresh_token: z.string(), scopes: z.array(z.string()) });
const events = z.array(z.looseObject({ portalId: z.number(), occurredAt: z.number(), attemptNumber: z.number() }));

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
  events: z.infer<typeof events>;
}

/** A stand-in for the app's door: keeps what it gets and answers what it is told to. */
export async function startDoor() {
  const received: Received[] = [];
  const answers: number[] = [];
  let underWay = 0;
  let most = 0;
  let holdMs = 0;
  const server = createServer((req, res) => {
    underWay += 1;
    most = Math.max(most, underWay);
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      if (req.url === '/webhooks/hubspot')
        received.push({ headers: req.headers, body, events: events.parse(JSON.parse(body)) });
      setTimeout(() => {
        underWay -= 1;
        res.writeHead(answers.shift() ?? 200, { 'Content-Type': 'application/json' });
        res.end(JSON.stringify({ method: req.method, url: req.url, headers: req.headers, body }));
      }, holdMs);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    received,
    events: () => received.flatMap((one) => one.events),
    answerNext: (...statuses: number[]) => answers.push(...statuses),
    hold: (ms: number) => (holdMs = ms),
    mostAtOnce: () => most,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** An emulator with one portal of two people and a company, and a stand-in for the app. */
export async function startScene(options: { rateLimit?: boolean } = {}) {
  const door = await startDoor();
  const emulator = await startEmulator({ port: 0, appUrl: door.url, ...APP, ...options });
  const control = controlClient(emulator.url);
  await seedAll();

  async function seedAll(): Promise<void> {
    await control.seed({
      portals: [
        {
          portalId: PORTAL,
          timeZone: 'Europe/Berlin',
          uiDomain: 'app-eu1.hubspot.com',
          teams: [{ teamId: '31', name: 'Sales' }],
          users: [
            {
              userId: 7,
              ownerId: '701',
              email: 'ada@firm.example',
              firstName: 'Ada',
              lastName: 'Byron',
              superAdmin: true,
              teamId: '31',
              availability: 'available',
              workingHours: [{ days: 'MONDAY_TO_FRIDAY', startMinute: 540, endMinute: 1_020 }],
              outOfOffice: [{ startMs: 1_790_000_000_000, endMs: 1_790_086_400_000 }],
              timeZone: 'Europe/Berlin',
              languages: ['de', 'en'],
            },
            {
              userId: 8,
              ownerId: '702',
              email: 'bo@firm.example',
              firstName: 'Bo',
              lastName: 'Li',
              active: false,
              salesSeat: false,
            },
          ],
          companies: [{ companyId: '900', properties: { name: 'Acme', domain: 'acme.example' } }],
          lists: [
            { listId: '9', name: 'Nurture' },
            { listId: '10', name: 'Filled by HubSpot', processingType: 'DYNAMIC' },
          ],
          sequences: [{ sequenceId: '40', name: 'Slowly' }],
          contacts: [{ contactId: '600', properties: { email: 'old@acme.example', lifecyclestage: 'customer' } }],
        },
        { portalId: 5_151, timeZone: 'US/Eastern' },
      ],
    });
  }

  const redirectUri = `${door.url}/oauth/callback`;

  function authorizeUrl(more: Record<string, string> = {}): string {
    const query = new URLSearchParams({
      client_id: APP.clientId,
      redirect_uri: redirectUri,
      scope: ALL_SCOPES,
      optional_scope: OPTIONAL_SCOPES,
      state: 's t&1',
      ...more,
    });
    return `${emulator.url}/oauth/authorize?${query.toString()}`;
  }

  async function postForm(path: string, form: Record<string, string>) {
    const response = await fetch(emulator.url + path, { method: 'POST', body: new URLSearchParams(form) });
    return { status: response.status, body: anyJson.parse(await response.json()) };
  }

  /** Installs the app in the portal, as its first person unless another is named. */
  async function install(more: Record<string, string> = {}, person = { portalId: PORTAL, userId: 7 }) {
    const location = new URL(await consent(authorizeUrl(more), person));
    const answer = await postForm('/oauth/2026-09/token', {
      grant_type: 'authorization_code',
      client_id: APP.clientId,
      client_secret: APP.clientSecret,
      redirect_uri: redirectUri,
      code: location.searchParams.get('code') ?? '',
    });
    return tokens.parse(answer.body);
  }

  /** A call of the API; `body` null where there was none or no JSON. */
  async function api(token: string, method: string, path: string, body?: unknown) {
    const response = await fetch(emulator.url + path, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = text.startsWith('{') ? anyJson.parse(JSON.parse(text)) : {};
    return { status: response.status, headers: response.headers, text, body: json };
  }

  return {
    emulator,
    control,
    door,
    redirectUri,
    authorizeUrl,
    postForm,
    install,
    api,
    seedAll,
    async close() {
      await emulator.close();
      await door.close();
    },
  };
}
export type Scene = Awaited<ReturnType<typeof startScene>>;

/** Looks again and again until the answer is there; fails after 10 s. */
export async function until<T>(look: () => Promise<T | undefined | false> | T | undefined | false): Promise<T> {
  const giveUpAt = Date.now() + 10_000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > giveUpAt) throw new Error('waited 10 s in vain');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

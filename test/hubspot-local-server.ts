import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { BudgetCorrection, RequestBudget } from '../src/hubspot/budget.ts';
import { createHubSpot, type HubSpotPortal } from '../src/hubspot/client.ts';
import { createTransport, type Transport } from '../src/hubspot/transport.ts';

type Handler = (request: { path: string; token: string; body: unknown }, response: ServerResponse) => void;

export function answer(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** A record as HubSpot answers it. */
export function stored(id: string, extra: object = {}): object {
  return { id, properties: {}, createdAt: '2026-11-20T00:00:00Z', ...extra };
}

const unhandled: Handler = (_request, response) => response.end();

/** An HTTP server that answers as each test says, with the real client in front of it. */
export function localServer() {
  const local = {
    handle: unhandled,
    corrections: new Array<BudgetCorrection>(),
    /** Was a forced renewal asked for, call by call? */
    tokensAsked: new Array<boolean>(),
    /** Answers of the budget to come; after that it always has room. */
    waits: new Array<number>(),
    apiUrl: '',
    setUp,
  };
  const server = createServer((request, response) => void receive(request, response));

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const token = (request.headers.authorization ?? '').replace('Bearer ', '');
    local.handle({ path: request.url ?? '', token, body: text === '' ? undefined : JSON.parse(text) }, response);
  }

  const budget: RequestBudget = {
    reserve: async () => ({ waitMs: local.waits.shift() ?? 0 }),
    correct: async (correction) => void local.corrections.push(correction),
    outlook: async () => ({ used: 0, oldestAgeMs: 0, newestAgeMs: 0 }),
    close: async () => {},
  };

  function setUp(apiUrl = local.apiUrl): { transport: Transport; portal: HubSpotPortal } {
    const options = {
      apiUrl,
      accessToken: async (_portalId: number, forceRefresh = false) => {
        local.tokensAsked.push(forceRefresh);
        return forceRefresh ? 'fresh' : 'old';
      },
      budget,
      logger: pino({ level: 'silent' }),
    };
    return {
      transport: createTransport({ ...options, portalId: 4242, lane: 'fresh' }),
      portal: createHubSpot(options).forPortal(4242, 'fresh'),
    };
  }

  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (typeof address === 'object' && address !== null) local.apiUrl = `http://127.0.0.1:${address.port}`;
  });
  afterAll(() => new Promise((done) => server.close(done)));
  beforeEach(() => {
    local.corrections.length = 0;
    local.tokensAsked.length = 0;
    local.waits.length = 0;
  });
  return local;
}

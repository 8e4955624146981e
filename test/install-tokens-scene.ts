import { once } from 'node:events';
import { createServer } from 'node:http';
import { pino } from 'pino';
import { createHubSpotOAuth, type Grant } from '../src/hubspot/oauth.ts';
import { createTokens, type Tokens } from '../src/install/tokens.ts';
import type { Store } from '../src/store/store.ts';
import { asAdmin, testDatabase } from './support/postgres.ts';

/** HubSpot's token endpoint: hands out numbered tokens, or answers as a test says. */
interface TokenEndpoint {
  refusal: { status: number; body: object } | null;
  /** The refresh tokens that came in, in order. */
  refreshes: string[];
  /** How many requests have no answer yet. */
  open: number;
  /** HubSpot answers when this is over. */
  slow: Promise<void> | null;
}

/** Two processes of the app on one database, as far as tokens are concerned. */
export async function startTokens() {
  const hubspot: TokenEndpoint = { refusal: null, refreshes: [], open: 0, slow: null };
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => {
      const form = new URLSearchParams(text);
      hubspot.refreshes.push(form.get('refresh_token') ?? '');
      hubspot.open += 1;
      const count = hubspot.refreshes.length;
      const [portalId] = (form.get('refresh_token') ?? '').split('-');
      const answer = () => {
        hubspot.open -= 1;
        response.writeHead(hubspot.refusal?.status ?? 200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(hubspot.refusal?.body ?? tokens(Number(portalId), count)));
      };
      // Long enough that two processes that renew at once would both be here.
      if (hubspot.slow === null) setTimeout(answer, 20);
      else void hubspot.slow.then(answer);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const database = await testDatabase();
  const stores: [Store, Store] = [await database.store(), await database.store()];
  const hubspotOAuth = createHubSpotOAuth({ apiUrl: `http://127.0.0.1:${port}`, clientId: 'c', clientSecret: 's' });
  const logger = pino({ level: 'silent' });
  const processes: [Tokens, Tokens] = [
    createTokens({ store: stores[0], hubspotOAuth, logger }),
    createTokens({ store: stores[1], hubspotOAuth, logger }),
  ];
  let lastPortal = 100;

  return {
    hubspot,
    database,
    stores,
    processes,
    /** HubSpot answers nothing until the function that this returns is called. */
    holdAnswers(): () => void {
      let release: (() => void) | undefined;
      hubspot.slow = new Promise((resolve) => (release = resolve));
      return () => {
        hubspot.slow = null;
        release?.();
      };
    },
    async installed(options: { expiresInSeconds: number }): Promise<number> {
      lastPortal += 1;
      hubspot.refusal = null;
      hubspot.refreshes = [];
      await stores[0].createPortal(lastPortal);
      await processes[0].save(lastPortal, grantOf(lastPortal, { ...options, name: 'first' }));
      return lastPortal;
    },
    /** As if the tokens had been renewed so long ago. */
    async age(portalId: number, interval: string): Promise<void> {
      await asAdmin(
        (client) =>
          client.query(`update oauth_tokens set refreshed_at = refreshed_at - $2::interval where portal_id = $1`, [
            portalId,
            interval,
          ]),
        database.databaseUrl,
      );
    },
    async statusOf(portalId: number) {
      return stores[0]
        .forPortal(portalId)
        .transaction((tx) =>
          tx.db.selectFrom('portals').select(['status', 'suspended_at', 'purge_after', 'scopes']).executeTakeFirst(),
        );
    },
    async stop() {
      server.close();
      await database.close();
    },
  };
}

export type TokenScene = Awaited<ReturnType<typeof startTokens>>;

export function grantOf(portalId: number, options: { expiresInSeconds: number; name: string }): Grant {
  return {
    accessToken: options.name,
    refreshToken: `${portalId}-${options.name}`,
    expiresInSeconds: options.expiresInSeconds,
    portalId,
    userId: 7,
    scopes: ['oauth', 'x'],
  };
}

function tokens(portalId: number, count: number) {
  return {
    token_type: 'bearer',
    access_token: `access-${count}`,
    refresh_token: `${portalId}-refresh-${count}`,
    expires_in: 1800,
    hub_id: portalId,
    user_id: 7,
    scopes: ['oauth'],
    token_use: 'access_token',
  };
}

import { createServer, type RequestListener } from 'node:http';
import express from 'express';
import helmet from 'helmet';
import { createMetrics } from '../metrics.ts';
import { opsRoutes, type ReadinessCheck } from '../ops-routes.ts';

/** The process's HTTP server, which may listen before the app behind it is there. */
export interface FrontDoor {
  /** Listens, unless it does already; answers the port. Rejects if the port is taken. */
  listen(): Promise<number>;
  /** From now on requests are answered by this. */
  serve(app: RequestListener): void;
  /** Lets requests under way finish. Safe to repeat, also if it never listened. */
  close(): Promise<void>;
}

/**
 * Longer than load balancers keep an idle connection (most: 60 s). Node's 5 s would end one just as a request comes along
 * it, which the other side can only take for a failure.
 */
const KEEP_ALIVE_MS = 75_000;

/**
 * Until `serve` is called, `/healthz` says that the process lives, `/readyz` answers 503 with what `checks` find, and
 * everything else 503: HubSpot sends a webhook again that was answered so.
 */
export function createFrontDoor(options: {
  port: number;
  opsToken: string | null;
  checks: readonly ReadinessCheck[];
}): FrontDoor {
  const { port, opsToken, checks } = options;
  let handle: RequestListener = waitingApp({ opsToken, checks });
  let closing = false;
  const server = createServer((request, response) => {
    // A client that goes on asking over one connection would keep a closing server open for ever.
    if (closing) response.setHeader('connection', 'close');
    handle(request, response);
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return {
    listen: () =>
      new Promise((resolve, reject) => {
        const listening = () => {
          server.off('error', reject);
          const address = server.address();
          resolve(address === null || typeof address === 'string' ? port : address.port);
        };
        if (server.listening) return listening();
        server.once('error', reject);
        server.listen(port, listening);
      }),
    serve(app) {
      handle = app;
    },
    close: () =>
      new Promise((resolve) => {
        closing = true;
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

/** Whatever is there already: as long as this answers, the process takes no work. */
const STARTING: ReadinessCheck = {
  name: 'start',
  check: async () => ({
    ready: false,
    sentence: 'Baton is still starting.',
    todo: 'Nothing, if the other checks are fine: it takes some seconds. Else mend what they name; Baton goes on by itself.',
  }),
};

function waitingApp(options: { opsToken: string | null; checks: readonly ReadinessCheck[] }): RequestListener {
  const { opsToken, checks } = options;
  const app = express();
  app.use(helmet());
  app.use(opsRoutes({ metrics: createMetrics(), checks: [STARTING, ...checks], opsToken }));
  app.use((_request, response) => {
    const sentence = 'Baton is starting. Please try again in a moment.';
    response
      .status(503)
      .set('retry-after', '5')
      .json({ error: { code: 'starting', sentence } });
  });
  return app;
}

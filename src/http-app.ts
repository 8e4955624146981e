import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { handoffCardRoutes } from './cards/handoff/routes.ts';
import { pageRoutes } from './cards/pages/routes.ts';
import { settingsRoutes } from './cards/settings/routes.ts';
import type { Config } from './config.ts';
import { codeOf } from './errors.ts';
import type { HubSpot } from './hubspot/client.ts';
import type { HubSpotOAuth } from './hubspot/oauth.ts';
import type { ReadCatalogue } from './install/catalogue.ts';
import type { Directories } from './install/directory.ts';
import { installRoutes } from './install/routes.ts';
import type { Tokens } from './install/tokens.ts';
import type { Metrics } from './metrics.ts';
import type { Senders } from './notifications/send.ts';
import { opsRoutes, type ReadinessCheck } from './ops-routes.ts';
import { LANES } from './policy/taxonomy.ts';
import type { Bells } from './queue/bells.ts';
import type { ReadPolicy } from './policy-in-force.ts';
import type { Store } from './store/store.ts';
import { workflowActionRoutes } from './workflow-actions/routes.ts';
import { webhookRoutes } from './webhooks/routes.ts';

/** So long settings and app page wait for HubSpot to say who is an admin. */
const RIGHTS_PATIENCE_MS = 2_000;

/** Every door of the app in one place. Bodies are read by the routes themselves, as raw bytes, because they are signed. */
export function createHttpApp(deps: {
  config: Config;
  publicUrl: string;
  store: Store;
  bells: Bells;
  hubspot: HubSpot;
  hubspotOAuth: HubSpotOAuth;
  tokens: Tokens;
  directories: Directories;
  catalogue: ReadCatalogue;
  policyInForce: ReadPolicy;
  senders: Senders;
  checks: readonly ReadinessCheck[];
  metrics: Metrics;
  logger: Logger;
}): Express {
  const { config, publicUrl, store, bells, hubspot, tokens, directories, metrics, logger } = deps;
  const { clientId, clientSecret, appId, appUrl } = config.hubspot;
  const ringAll = async (portalId: number) => {
    await Promise.all([...LANES.map((lane) => bells.ring(portalId, lane)), bells.ringWrites(portalId)]);
  };
  const directory = directories.directory;

  const app = express();
  app.use(helmet());
  app.use(opsRoutes({ metrics, checks: deps.checks, opsToken: config.opsToken }));
  app.use(webhookRoutes({ store, bells, clientSecret, appId, publicUrl, metrics, logger }));
  app.use(
    installRoutes({
      store,
      hubspot,
      oauth: deps.hubspotOAuth,
      tokens,
      directories,
      catalogue: deps.catalogue,
      ringAll,
      clientId,
      appUrl,
      publicUrl,
      logger,
    }),
  );
  const page = {
    store,
    recentDirectory: (portalId: number) => directories.recent(portalId, { patienceMs: RIGHTS_PATIENCE_MS }),
    policyInForce: deps.policyInForce,
    clientSecret,
    publicUrl,
    metrics,
    logger,
  };
  // A rep does not wait for HubSpot to say once more who is an admin.
  app.use(handoffCardRoutes({ ...page, recentDirectory: directories.recent, bells }));
  app.use(workflowActionRoutes({ ...page, bells }));
  app.use(settingsRoutes({ ...page, directory, ringAll, catalogue: deps.catalogue, senders: deps.senders }));
  app.use(pageRoutes({ ...page, directory, ringAll }));
  app.use((_request: Request, response: Response) => {
    response.status(404).json({ error: { code: 'not_found', sentence: 'There is nothing at this address.' } });
  });
  // What a route did not expect: the log has the cause, the caller learns nothing about our insides.
  app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    logger.error({ err: error, code: codeOf(error), method: request.method, path: request.path }, 'a request failed');
    if (response.headersSent) next(error);
    else
      response
        .status(500)
        .json({ error: { code: 'internal', sentence: 'Something went wrong on our side. Please try again.' } });
  });
  return app;
}

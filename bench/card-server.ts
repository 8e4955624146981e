import { once } from 'node:events';
import express from 'express';
import { sql } from 'kysely';
import { pino } from 'pino';
import { z } from 'zod';
import { handoffCardRoutes } from '../src/cards/handoff/routes.ts';
import { signed } from '../src/cards/signed.ts';
import { createHubSpot } from '../src/hubspot/client.ts';
import { createPostgresBudget } from '../src/hubspot/budget-postgres.ts';
import { createDirectory } from '../src/install/directory.ts';
import { createMetrics } from '../src/metrics.ts';
import { createPolicies } from '../src/policy-in-force.ts';
import { parseKeyRing } from '../src/store/encryption.ts';
import { openStore } from '../src/store/store.ts';

/**
 * The card's server in a process of its own, beside a route that does nothing but check the signature and `select 1`. Told by
 * the benchmark what to serve; answers with its address, and ends with its parent.
 */
const order = z.object({ databaseUrl: z.string(), keys: z.string(), clientSecret: z.string(), port: z.number() });
export type CardServerOrder = z.infer<typeof order>;

const [message] = await once(process, 'message');
const { databaseUrl, keys, clientSecret, port } = order.parse(message);
process.once('disconnect', () => process.exit(0));

const logger = pino({ level: 'error' });
const store = await openStore({ databaseUrl, keys: parseKeyRing(keys), role: 'web', logger });
const metrics = createMetrics();
const budget = createPostgresBudget({ transaction: (portalId) => store.forPortal(portalId).transaction });
const hubspot = createHubSpot({
  apiUrl: 'http://127.0.0.1:1',
  accessToken: () => Promise.reject(new Error('this benchmark has no HubSpot')),
  budget,
  logger: pino({ level: 'silent' }),
});
const directories = createDirectory({
  store,
  hubspot,
  policyInForce: createPolicies(),
  logger: pino({ level: 'silent' }),
});
const publicUrl = `http://127.0.0.1:${port}`;
const app = express();
app.use(
  handoffCardRoutes({
    store,
    recentDirectory: directories.recent,
    policyInForce: createPolicies(),
    bells: { ring: async () => {}, ringWrites: async () => {} },
    clientSecret,
    publicUrl,
    metrics,
    logger,
  }),
);
app.get(
  '/select-one',
  signed({ clientSecret, publicUrl, metrics, logger })('/select-one', async () => {
    await sql`select 1`.execute(store.shared);
    return { ok: true };
  }),
);
const server = app.listen(port, '127.0.0.1');
await once(server, 'listening');
process.send?.('ready');

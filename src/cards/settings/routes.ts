import express, { type Router } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { BadInput, BatonError } from '../../errors.ts';
import { setMode, type ModeDeps } from '../../install/modes.ts';
import { missingScopes } from '../../install/scopes.ts';
import type { Metrics } from '../../metrics.ts';
import { policySchema } from '../../policy/schema.ts';
import { openExceptions } from '../../store/tables/exceptions.ts';
import { policyInForce } from '../../store/tables/policies.ts';
import { portalById } from '../../store/tables/portals.ts';
import { signed } from '../signed.ts';

const modeRequest = z.strictObject({
  mode: z.enum(['observe', 'live', 'paused']),
  pool: z.string().min(1).max(80).optional(),
});

/** What the settings page fetches: POST /settings/mode and GET /settings/status. Both are safe to repeat. */
export function settingsRoutes(
  deps: ModeDeps & {
    clientSecret: string;
    publicUrl: string;
    metrics: Pick<Metrics, 'count'>;
    logger: Logger;
  },
): Router {
  const route = signed(deps);
  const router = express.Router();

  router.post(
    '/settings/mode',
    route('/settings/mode', async ({ identity, body }) => {
      const request = modeRequest.safeParse(parseJson(body));
      if (!request.success)
        throw new BadInput('Please say which mode: observe, live or paused, and if you like a pool.');
      return { ok: true, ...(await setMode(deps, { ...identity, ...request.data })) };
    }),
  );

  router.get(
    '/settings/status',
    route('/settings/status', async ({ identity: { portalId } }) => ({ ok: true, ...(await status(portalId)) })),
  );

  return router;

  async function status(portalId: number) {
    return deps.store.forPortal(portalId).transaction(async (tx) => {
      const portal = await portalById(tx);
      if (portal === null) {
        throw new BatonError({ code: 'not_installed', sentence: 'Baton is not installed in this account.' });
      }
      const policy = await policyInForce(tx, new Date());
      const document = policy === null ? null : policySchema.parse(policy.document);
      return {
        mode: portal.mode,
        status: portal.status,
        installedAt: portal.installedAt,
        liveSince: portal.liveSince,
        policyVersion: policy?.version ?? null,
        defaultPool: document?.defaultPool ?? null,
        pools: (document?.pools ?? []).map(({ name, label, members }) => ({ name, label, people: members.length })),
        missingScopes: missingScopes(portal.scopes),
        exceptions: await openExceptions(tx),
      };
    });
  }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

import express, { type Router } from 'express';
import type * as z from 'zod/mini';
import { BadInput, codeOf, NotAllowed } from '../../errors.ts';
import { isAdmin, lockPortal } from '../../install/modes.ts';
import { releaseDeadLetters } from '../../mailbox/dead-letters.ts';
import { releaseRequest, type ExceptionsAnswer, type releaseAnswer, type TodayAnswer } from '../contract/index.ts';
import type { PageDeps } from '../page-deps.ts';
import { jsonOf, signed } from '../signed.ts';
import { readExceptions } from './read-exceptions.ts';
import { readToday } from './read-today.ts';

/**
 * What the app page fetches: GET /pages/today, GET /pages/exceptions and POST /pages/exceptions/release. All of them are
 * safe to repeat.
 */
export function pageRoutes(deps: PageDeps): Router {
  const { store, recentDirectory, policyInForce, ringAll, logger } = deps;
  const route = signed(deps);
  const router = express.Router();

  router.get(
    '/pages/today',
    route('/pages/today', async ({ identity: { portalId, userId } }): Promise<TodayAnswer> => {
      const question = { userId, directory: await recentDirectory(portalId), policyInForce, now: new Date() };
      return { ok: true, today: await store.forPortal(portalId).transaction((tx) => readToday(tx, question)) };
    }),
  );

  router.get(
    '/pages/exceptions',
    route('/pages/exceptions', async ({ identity: { portalId, userId } }): Promise<ExceptionsAnswer> => {
      const question = { userId, directory: await recentDirectory(portalId), policyInForce, now: new Date() };
      const exceptions = await store.forPortal(portalId).transaction((tx) => readExceptions(tx, question));
      return { ok: true, exceptions };
    }),
  );

  router.post(
    '/pages/exceptions/release',
    route('/pages/exceptions/release', async ({ identity, body }): Promise<z.infer<typeof releaseAnswer>> => {
      const request = releaseRequest.safeParse(jsonOf(body));
      if (!request.success) throw new BadInput('Please say which leads to try again, or nothing for all of them.');
      if (!(await isAdmin(deps, identity))) {
        throw new NotAllowed('Only the person who installed Baton, its admins and HubSpot super admins may do this.');
      }
      const portal = store.forPortal(identity.portalId);
      await portal.transaction((tx) => lockPortal(tx));
      const released = await releaseDeadLetters(portal, request.data.contactIds ?? 'all');
      await ring(identity.portalId);
      return { ok: true, released };
    }),
  );

  return router;

  /** What was released is stored; a bell that is not heard only makes it a little later. */
  async function ring(portalId: number): Promise<void> {
    try {
      await ringAll(portalId);
    } catch (error) {
      logger.warn({ portalId, code: codeOf(error) }, 'A bell was not heard; the sweep rings it');
    }
  }
}

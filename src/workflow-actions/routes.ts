import { createHash } from 'node:crypto';
import express, { type ErrorRequestHandler, type RequestHandler, type Router } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { jsonOf } from '../cards/signed.ts';
import { codeOf } from '../errors.ts';
import { verifyV2, verifyV3 } from '../hubspot/signature.ts';
import { addReasons } from '../mailbox/reasons.ts';
import type { Metrics } from '../metrics.ts';
import type { Lane } from '../policy/taxonomy.ts';
import type { Store } from '../store/store.ts';
import { openHandoffs } from '../store/tables/handoffs.ts';
import { portalById } from '../store/tables/portals.ts';
import { addCallback } from '../store/tables/workflow-callbacks.ts';
import { insertEventKeys } from '../store/tables/webhook-events.ts';
import { actionRequest, failed, type OutputFields } from './contract.ts';
import { WAITS } from './definitions.ts';
import { readHandoff } from './read-handoff.ts';

/** Deciding takes a second or two; it is looked for after that. Milliseconds. */
const FIRST_LOOK_MS = 1_500;

type Request = z.infer<typeof actionRequest>;

/**
 * What HubSpot's workflows and agents call: POST /workflow-actions/route and /workflow-actions/handoff. Signed with v3, or
 * with v2 as HubSpot documents it for these two alone; account and contact come from the signed body. 4xx: it does not try
 * again; 5xx: it does.
 */
export function workflowActionRoutes(deps: {
  store: Store;
  bells: { ring(portalId: number, lane: Lane): Promise<void> };
  clientSecret: string;
  publicUrl: string;
  metrics: Pick<Metrics, 'count'>;
  logger: Logger;
}): Router {
  const { store, bells, clientSecret, publicUrl, metrics, logger } = deps;
  const router = express.Router();
  const raw = express.raw({ type: () => true, limit: '256kb' });
  router.post('/workflow-actions/route', raw, signedAction('/workflow-actions/route', route));
  router.post('/workflow-actions/handoff', raw, signedAction('/workflow-actions/handoff', handoff));
  router.use('/workflow-actions', unreadable);
  return router;

  function signedAction(
    path: string,
    handle: (request: Request) => Promise<{ outputFields: OutputFields }>,
  ): RequestHandler {
    return async (request, response) => {
      const body = z.instanceof(Buffer).catch(Buffer.alloc(0)).parse(request.body);
      const call = { secret: clientSecret, method: request.method, url: publicUrl + request.originalUrl, body };
      const v3 = verifyV3({
        ...call,
        timestamp: request.get('x-hubspot-request-timestamp'),
        signature: request.get('x-hubspot-signature-v3'),
        nowMs: Date.now(),
      });
      const isSigned =
        v3.ok || (v3.reason === 'missing' && verifyV2({ ...call, signature: request.get('x-hubspot-signature') }));
      if (!isSigned) {
        metrics.count('signed_requests_refused_total', { route: path, reason: v3.ok ? 'mismatch' : v3.reason });
        response.status(401).json({ message: 'This request does not carry a valid signature of HubSpot.' });
        return;
      }
      const parsed = actionRequest.safeParse(jsonOf(body));
      if (!parsed.success) {
        response.status(400).json({ message: 'This is not what HubSpot sends for an action on a contact.' });
        return;
      }
      try {
        response.json(await handle(parsed.data));
      } catch (error) {
        const { portalId } = parsed.data.origin;
        logger.error({ route: path, portalId, code: codeOf(error), err: error }, 'a workflow action failed');
        response.status(503).json({ message: 'Baton cannot answer right now. Please try again.' });
      }
    };
  }

  /** The lead goes into the mailbox like any other; the answer follows when it is decided. */
  async function route({ callbackId, origin: { portalId }, object }: Request): Promise<{ outputFields: OutputFields }> {
    if (object.objectType !== 'CONTACT') return failed('Baton routes contacts only.');
    const contactId = object.objectId;
    const answer = await store.forPortal(portalId).transaction(async (tx) => {
      const facts = await portalById(tx);
      if (facts?.status !== 'active') return failed('Baton is not installed in this account.');
      if (facts.mode === 'paused') return failed('Routing is paused in this account. An admin can go live again.');
      const [open] = await openHandoffs(tx, [contactId]);
      if (open !== undefined) {
        return {
          outputFields: {
            outcome: 'routed',
            owner_id: open.ownerId,
            reason: 'It has an open handoff already.',
            sla_due: open.slaDueAt?.toISOString() ?? '',
            hs_execution_state: 'SUCCESS',
          },
        };
      }
      const now = new Date();
      const times = {
        askedAt: now,
        lookAt: new Date(now.getTime() + FIRST_LOOK_MS),
        expiresAt: new Date(now.getTime() + WAITS.ms),
      };
      await addCallback(tx, { callbackId, contactId, ...times });
      const key = createHash('sha256').update(`workflow:${callbackId}`).digest();
      if ((await insertEventKeys(tx, [key])).size > 0) {
        const source = { source: 'AUTOMATION_PLATFORM', sourceId: null, occurredAt: now.getTime() };
        await addReasons(tx, [
          { contactId, lane: 'fresh', reasons: [{ kind: 'by_hand', what: 'workflow', ...source }] },
        ]);
      }
      return { outputFields: { hs_execution_state: 'BLOCK', hs_expiration_duration: WAITS.iso } };
    });
    // Lost, it only makes it slower: the sweep rings again.
    await bells.ring(portalId, 'fresh').catch((err: unknown) => logger.warn({ portalId, err }, 'a bell was not heard'));
    return answer;
  }

  async function handoff({ origin: { portalId }, object }: Request): Promise<{ outputFields: OutputFields }> {
    if (object.objectType !== 'CONTACT') return failed('Baton hands over contacts only.');
    return store.forPortal(portalId).transaction(async (tx) => {
      const facts = await portalById(tx);
      if (facts?.status !== 'active') return failed('Baton is not installed in this account.');
      const outputs = await readHandoff(tx, object.objectId);
      if (outputs === null) return failed('This contact has no handoff.');
      return { outputFields: { ...outputs, hs_execution_state: 'SUCCESS' } };
    });
  }
}

/** The body did not come in whole, or is larger than any of HubSpot's: the same again will not help. */
const unreadable: ErrorRequestHandler = (error, _request, response, next) => {
  const parsed = z.object({ status: z.literal([400, 413, 415]) }).safeParse(error);
  if (!parsed.success) return next(error);
  response.status(parsed.data.status).json({ message: 'This request is too large or did not arrive whole.' });
};

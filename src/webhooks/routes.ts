import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import type { Logger } from 'pino';
import { codeOf } from '../errors.ts';
import { verifyV3 } from '../hubspot/signature.ts';
import type { WaitingLead } from '../mailbox/types.ts';
import type { Metrics } from '../metrics.ts';
import type { Lane } from '../policy/taxonomy.ts';
import { inSpan } from '../spans.ts';
import type { Bells } from '../queue/queues.ts';
import { StoreUnavailable } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import { traceOf } from '../trace.ts';
import { readEvent, type HubSpotEvent } from './events.ts';
import { receiveEvents } from './receive.ts';

export interface WebhookDeps {
  store: Store;
  bells: Pick<Bells, 'ring'>;
  clientSecret: string;
  appId: number;
  /** The address HubSpot calls, without trailing slash; the signature covers it. */
  publicUrl: string;
  metrics: Pick<Metrics, 'count'>;
  logger: Logger;
}

const PATH = '/webhooks/hubspot';

/** A hundred events are some 40 KB; nobody has a reason to send more than this. */
const MAX_BODY = '1mb';

const REFUSALS = {
  missing: 'This address accepts signed requests of HubSpot only; the signature or its timestamp is missing.',
  stale: 'The request was signed more than five minutes ago, or its timestamp lies ahead.',
  mismatch: 'The signature does not belong to this request.',
} as const;

/**
 * The door: POST /webhooks/hubspot. Checks HubSpot's signature over the raw bytes, stores what matters and answers;
 * nothing else happens here. 200 means stored (or of no interest), whatever else is wrong with single events, because
 * HubSpot repeats anything but a 2xx for a day. 401 not HubSpot's, 400 no list of events, 413 too large, 503 the store
 * is away: send it again.
 */
export function webhookRoutes(deps: WebhookDeps): Router {
  const { clientSecret, publicUrl, metrics } = deps;
  const router = express.Router();
  // Compressed bodies are refused: HubSpot sends none, and the signature is over the bytes as sent.
  router.post(PATH, express.raw({ type: () => true, limit: MAX_BODY, inflate: false }), async (request, response) => {
    const body: Buffer = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const check = verifyV3({
      secret: clientSecret,
      method: request.method,
      url: publicUrl + request.originalUrl,
      body,
      timestamp: request.get('x-hubspot-request-timestamp'),
      signature: request.get('x-hubspot-signature-v3'),
      nowMs: Date.now(),
    });
    if (!check.ok) return answer(response, 401, check.reason, REFUSALS[check.reason]);
    const list = parse(body);
    if (list === undefined) return answer(response, 400, 'not_json', 'The body is not JSON.');
    if (!Array.isArray(list)) return answer(response, 400, 'bad_shape', 'The body is not a list of events.');
    return inSpan('webhook', { 'baton.events': list.length }, (add) => receive(list, response, add));
  });
  router.use(PATH, (error: unknown, request: Request, response: Response, next: NextFunction) => {
    const status = statusOf(error);
    if (response.headersSent || status === null) return next(error);
    if (status === 413) return answer(response, 413, 'too_large', `The body is larger than ${MAX_BODY}.`);
    return answer(response, status, 'bad_body', 'The body could not be read as it was sent.');
  });
  return router;

  async function receive(
    list: readonly unknown[],
    response: Response,
    add: (learned: { 'baton.trace': string[] }) => void,
  ): Promise<void> {
    const traces: string[] = [];
    const rings: { portalId: number; lane: Lane }[] = [];
    try {
      for (const [portalId, events] of perPortal(list)) {
        const received = await receiveEvents({ store: deps.store, portalId, events, appId: deps.appId });
        const { fates, lanes } = received;
        traces.push(...received.leads.map((lead) => noteStored(portalId, lead)));
        for (const [fate, count] of Object.entries(fates)) if (count > 0) countEvents(fate, count);
        rings.push(...lanes.map((lane) => ({ portalId, lane })));
      }
    } catch (err) {
      // Portals that were stored before this one know their events again when HubSpot repeats the request.
      deps.logger.error({ err, code: codeOf(err) }, 'a webhook could not be stored; HubSpot sends it again');
      const known = err instanceof StoreUnavailable;
      answer(response, 503, known ? 'store_down' : 'failed', 'Nothing is lost: please send this again later.');
      return;
    } finally {
      add({ 'baton.trace': traces });
      for (const { portalId, lane } of rings) void ring(portalId, lane);
    }
    metrics.count('webhook_requests_total', { answer: 'accepted' });
    response.status(200).json({ received: list.length });
  }

  function perPortal(list: readonly unknown[]): Map<number, HubSpotEvent[]> {
    const portals = new Map<number, HubSpotEvent[]>();
    for (const raw of list) {
      const event = readEvent(raw);
      if (typeof event === 'string') countEvents(event, 1);
      else portals.set(event.portalId, [...(portals.get(event.portalId) ?? []), event]);
    }
    return portals;
  }

  /** Best effort and not awaited: the leads are stored, and the sweep rings for those whose bell was lost. */
  async function ring(portalId: number, lane: Lane): Promise<void> {
    try {
      await deps.bells.ring(portalId, lane);
    } catch (err) {
      deps.logger.warn({ err, portalId, lane }, 'a bell could not be rung; the sweep will ring it');
    }
  }

  function noteStored(portalId: number, { contactId, lane, waitingSinceMs }: WaitingLead): string {
    const trace = traceOf({ portalId, contactId, waitingSinceMs });
    deps.logger.debug({ trace, portalId, contactId, lane }, 'events of a contact are stored; it waits to be looked at');
    return trace;
  }

  function countEvents(fate: string, count: number): void {
    metrics.count('webhook_events_total', { fate }, count);
  }

  function answer(response: Response, status: number, name: string, sentence: string): void {
    metrics.count('webhook_requests_total', { answer: name });
    response.status(status).json({ error: name, message: sentence });
  }
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** body-parser's errors carry the status that fits them. */
function statusOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return null;
  return error.status >= 400 && error.status < 500 ? error.status : null;
}

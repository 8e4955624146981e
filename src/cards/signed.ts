import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { BatonError, codeOf } from '../errors.ts';
import type { Refusal } from './contract/index.ts';
import { verifyV3 } from '../hubspot/signature.ts';
import type { Metrics } from '../metrics.ts';

/** Who asks, as HubSpot signed it. Nothing that a page says about itself is believed. */
export interface Identity {
  portalId: number;
  userId: number;
}

export interface SignedCall {
  identity: Identity;
  query: URLSearchParams;
  /** The raw bytes; empty without a body. */
  body: Buffer;
}

const id = z.coerce.number().int().positive();

/**
 * Makes express handlers for what HubSpot's pages fetch: checks the v3 signature over the raw bytes and our public
 * address, takes the identity from the signed query, and answers the value of `handle` as JSON. A bad signature is 401;
 * errors that are meant for people are 200 with `{ ok: false }`; anything else is 500. `largest`: what a body may be.
 */
export function signed(deps: {
  clientSecret: string;
  publicUrl: string;
  metrics: Pick<Metrics, 'count'>;
  logger: Logger;
}): (
  route: string,
  handle: (call: SignedCall) => Promise<unknown>,
  options?: { largest: string },
) => (RequestHandler | ErrorRequestHandler)[] {
  const { clientSecret, publicUrl, metrics, logger } = deps;
  return (route, handle, { largest } = { largest: '64kb' }) => {
    const answer: RequestHandler = async (request, response) => {
      const url = publicUrl + request.originalUrl;
      const body = z.instanceof(Buffer).catch(Buffer.alloc(0)).parse(request.body);
      const check = verifyV3({
        secret: clientSecret,
        method: request.method,
        url,
        body,
        timestamp: request.get('x-hubspot-request-timestamp'),
        signature: request.get('x-hubspot-signature-v3'),
        nowMs: Date.now(),
      });
      // Only what HubSpot signed is an address for certain: a stranger may send anything in its place.
      const query = check.ok ? new URL(url).searchParams : new URLSearchParams();
      const identity = identityOf(query);
      if (!check.ok || identity === null) {
        metrics.count('signed_requests_refused_total', { route, reason: check.ok ? 'no_identity' : check.reason });
        const sentence = 'This request does not carry a valid signature of HubSpot.';
        response.status(401).json({ ok: false, error: { code: 'bad_signature', sentence } } satisfies Refusal);
        return;
      }
      response.set('cache-control', 'no-store');
      try {
        response.json(await handle({ identity, query, body }));
      } catch (error) {
        if (error instanceof BatonError) {
          response.json({ ok: false, error: { code: error.code, sentence: error.sentence } } satisfies Refusal);
          return;
        }
        logger.error(
          { route, portalId: identity.portalId, code: codeOf(error), err: error },
          'A signed request failed',
        );
        const sentence = 'Something went wrong on our side. Please try again in a minute.';
        response.status(500).json({ ok: false, error: { code: 'unexpected', sentence } } satisfies Refusal);
      }
    };
    return [express.raw({ type: () => true, limit: largest }), answer, unreadable];
  };
}

/** The body did not come in whole, or is larger than any request of ours. */
const unreadable: ErrorRequestHandler = (error, _request, response, next) => {
  const parsed = z.object({ status: z.literal([400, 413, 415]) }).safeParse(error);
  if (!parsed.success) return next(error);
  const sentence = 'This request is too large or did not arrive whole.';
  response.status(parsed.data.status).json({ ok: false, error: { code: 'bad_input', sentence } } satisfies Refusal);
};

/** HubSpot appends the identity once; a second value was put there by somebody else, so neither counts. */
function identityOf(query: URLSearchParams): Identity | null {
  const portals = query.getAll('portalId');
  const users = query.getAll('userId');
  if (portals.length !== 1 || users.length !== 1) return null;
  const parsed = z.object({ portalId: id, userId: id }).safeParse({ portalId: portals[0], userId: users[0] });
  return parsed.success ? parsed.data : null;
}

/** A body as JSON; undefined: it is none. */
export function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import { HubSpotUnavailable, OutcomeUnknown, RateLimited, UnexpectedAnswer, type BatonError } from '../errors.ts';
import type { Metrics } from '../metrics.ts';
import type { Lane } from '../policy/taxonomy.ts';
import { inSpan } from '../spans.ts';
import type { RequestBudget } from './budget.ts';
import { errorOfAnswer, RecordGone, refusalBody, type Effect } from './refusals.ts';

const TIMEOUT_MS = 10_000;
const BATCH_TIMEOUT_MS = 20_000;
/** A call waits this long for the budget; longer waits are the caller's to plan, without holding on to anything. */
const LONGEST_WAIT_MS = 2_000;
/** From here on HubSpot's own count is worth comparing with ours. */
const LOW_REMAINING = 30;

export interface Call<T> {
  /** Name for metrics and logs. */
  operation: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  path: string;
  query?: Readonly<Record<string, string>>;
  body?: unknown;
  effect: Effect;
  kind?: 'call' | 'search';
  batch?: boolean;
  answer: z.ZodType<T>;
}

export interface Transport {
  /** Sends one call and returns the parsed answer. Throws the typed error of whatever went wrong; never retries but after a 401. */
  send<T>(call: Call<T>): Promise<T>;
  /** Like `send`, but null when HubSpot says that there is no such thing. */
  find<T>(call: Call<T>): Promise<T | null>;
}

export interface TransportOptions {
  apiUrl: string;
  portalId: number;
  lane: Lane;
  accessToken(portalId: number, forceRefresh?: boolean): Promise<string>;
  budget: RequestBudget;
  logger: Logger;
  metrics?: Pick<Metrics, 'count' | 'observe'>;
}

/**
 * Calls to HubSpot for one portal on global `fetch`: takes each call from the portal's budget first, gives up after 10 s
 * (batches: 20 s), refreshes the token once after a 401 and turns every answer into a value or a typed error. No answer to
 * a write means OutcomeUnknown, because it may have happened; no answer to a read means HubSpotUnavailable.
 */
export function createTransport(options: TransportOptions): Transport {
  const { apiUrl, portalId, lane, accessToken, budget, logger, metrics } = options;

  async function reserve(kind: 'call' | 'search'): Promise<void> {
    let waited = 0;
    for (;;) {
      const { waitMs } = await budget.reserve({ portalId, lane, kind });
      if (waitMs === 0) return;
      if (waited + waitMs > LONGEST_WAIT_MS) {
        metrics?.count('hubspot_rate_limited_total', { by: 'own_budget' });
        throw new RateLimited(waitMs, { by: 'own_budget' });
      }
      await sleep(waitMs);
      waited += waitMs;
    }
  }

  async function attempt<T>(
    call: Call<T>,
    token: string,
  ): Promise<{ status: number; response: Response; text: string }> {
    const url = new URL(apiUrl + call.path);
    for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
    const started = performance.now();
    let status = 0;
    try {
      const response = await fetch(url, {
        method: call.method,
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/json',
          ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: call.body === undefined ? undefined : JSON.stringify(call.body),
        redirect: 'error',
        signal: AbortSignal.timeout(call.batch === true ? BATCH_TIMEOUT_MS : TIMEOUT_MS),
      });
      status = response.status;
      return { status, response, text: await response.text() };
    } catch (error) {
      throw errorOfSilence(error, call.effect);
    } finally {
      metrics?.count('hubspot_calls_total', { operation: call.operation, status: String(status) });
      const ms = performance.now() - started;
      metrics?.observe('hubspot_call_seconds', ms / 1_000, { operation: call.operation });
      logger.debug({ portalId, operation: call.operation, status, ms: Math.round(ms) }, 'HubSpot was called');
    }
  }

  function spanned<T>(call: Call<T>, token: string): ReturnType<typeof attempt<T>> {
    const about = { 'baton.portal_id': portalId, 'baton.lane': lane, 'http.request.method': call.method };
    return inSpan(`hubspot ${call.operation}`, about, async (add) => {
      const answer = await attempt(call, token);
      add({ 'http.response.status_code': answer.status });
      return answer;
    });
  }

  async function correctBudget(response: Response, error: BatonError | null): Promise<void> {
    const header = response.headers.get('x-hubspot-ratelimit-remaining');
    const remaining = header === null || !/^\d+$/.test(header) ? undefined : Number(header);
    const retryAfterMs = error instanceof RateLimited && error.retry.helps ? error.retry.afterMs : undefined;
    if (retryAfterMs === undefined && (remaining === undefined || remaining > LOW_REMAINING)) return;
    if (retryAfterMs !== undefined) metrics?.count('hubspot_rate_limited_total', { by: 'hubspot' });
    await budget.correct({ portalId, remaining, retryAfterMs });
  }

  async function send<T>(call: Call<T>): Promise<T> {
    const kind = call.kind ?? 'call';
    const token = await accessToken(portalId);
    await reserve(kind);
    let answer = await spanned(call, token);
    if (answer.status === 401) {
      const fresh = await accessToken(portalId, true);
      await reserve(kind);
      answer = await spanned(call, fresh);
    }
    const { status, response, text } = answer;
    if (status >= 200 && status < 300) {
      if (kind === 'call') await correctBudget(response, null);
      return parseAnswer(call, status, text);
    }
    const error = errorOfAnswer({
      status,
      body: parseRefusal(text),
      retryAfter: response.headers.get('retry-after'),
      effect: call.effect,
    });
    // The second's limit of searches is not the ten seconds' limit of all other calls.
    if (kind === 'call') await correctBudget(response, error);
    logger.debug(
      { portalId, operation: call.operation, status, code: error.code, ...error.details },
      'HubSpot refused a call',
    );
    throw error;
  }

  return {
    send,
    async find(call) {
      try {
        return await send(call);
      } catch (error) {
        const status = error instanceof UnexpectedAnswer ? error.details.status : undefined;
        if (error instanceof RecordGone || status === 404) return null;
        throw error;
      }
    },
  };
}

function parseAnswer<T>(call: Call<T>, status: number, text: string): T {
  const parsed = call.answer.safeParse(text === '' ? undefined : parseJson(text));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.code}`);
  const cause = new UnexpectedAnswer('HubSpot answered in a form that Baton does not know.', {
    operation: call.operation,
    status,
    problems,
  });
  // HubSpot said yes to a create but not which record it made: it must be looked for, not made again.
  if (call.effect === 'create') throw new OutcomeUnknown('HubSpot did not say which record it made.', cause);
  throw cause;
}

function parseRefusal(text: string) {
  const parsed = refusalBody.safeParse(parseJson(text));
  return parsed.success ? parsed.data : {};
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** These say that no connection came about: nothing can have reached HubSpot. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function errorOfSilence(error: unknown, effect: Effect): BatonError {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = z.object({ code: z.string() }).safeParse(cause);
  const neverSent = code.success && NEVER_SENT.has(code.data.code);
  if (effect === 'read' || neverSent) return new HubSpotUnavailable('HubSpot did not answer.', error);
  // An update may simply be sent again soon; what a create did must be looked for first.
  return new OutcomeUnknown(
    'HubSpot did not answer; the write may have happened.',
    error,
    effect === 'update' ? 2_000 : 30_000,
  );
}

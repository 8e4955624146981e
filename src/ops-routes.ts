import { timingSafeEqual } from 'node:crypto';
import { Router, type Request } from 'express';
import type { Metrics } from './metrics.ts';

/** What is wrong, in words for the operator. */
export interface Finding {
  /** False: the process cannot take work. True: it can, but somebody should look. */
  ready: boolean;
  /** What is wrong. */
  sentence: string;
  /** What to do about it. */
  todo: string;
}

/** One thing that should be in order while this process takes leads. */
export interface ReadinessCheck {
  name: string;
  /** Answers what is wrong; null: nothing. */
  check(): Promise<Finding | null>;
}

/**
 * `GET /healthz` (the process is alive), `GET /readyz` (it can take work: 200, else 503) and `GET /metrics`. What exactly
 * is wrong, and the metrics, are for the operator: with BATON_OPS_TOKEN as bearer token, or without one from the loopback address only.
 */
export function opsRoutes(options: {
  metrics: Metrics;
  checks: readonly ReadinessCheck[];
  opsToken: string | null;
}): Router {
  const { metrics, checks, opsToken } = options;
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ ok: true });
  });
  router.get('/readyz', async (request, response) => {
    const results = await Promise.all(checks.map((check) => run(check)));
    const ok = results.every((result) => result.ok || result.ready === true);
    response.status(ok ? 200 : 503).json(mayLook(request, opsToken) ? { ok, checks: results } : { ok });
  });
  router.get('/metrics', async (request, response) => {
    if (!mayLook(request, opsToken)) {
      response
        .status(401)
        .json({ error: { code: 'not_allowed', sentence: 'Send BATON_OPS_TOKEN as a bearer token.' } });
      return;
    }
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  return router;
}

async function run({ name, check }: ReadinessCheck): Promise<{ name: string; ok: boolean } & Partial<Finding>> {
  const finding = await check().catch((): Finding => BROKEN);
  return finding === null ? { name, ok: true } : { name, ok: false, ...finding };
}

const BROKEN: Finding = {
  ready: false,
  sentence: 'This could not be looked at.',
  todo: 'Look at the other checks first; if they are fine this is a bug of Baton.',
};

/** A request that came through somebody's proxy is not a local one, whatever address it has. */
const PROXY_HEADERS = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

function mayLook(request: Request, opsToken: string | null): boolean {
  if (opsToken === null) {
    const address = request.socket.remoteAddress ?? '';
    return (
      !PROXY_HEADERS.some((name) => name in request.headers) &&
      (address === '::1' || address.replace('::ffff:', '').startsWith('127.'))
    );
  }
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${opsToken}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

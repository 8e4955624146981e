import type { RequestHandler } from 'express';
import type { World } from './world.ts';

/** Notes every call of the API when its answer is out or its connection cut (status 0). */
export function logRequests(world: World): RequestHandler {
  return (req, res, next) => {
    const startedAtMs = Date.now();
    const path = req.path;
    res.once('close', () => {
      const portalId: unknown = res.locals['portalId'];
      world.log.add({
        atMs: startedAtMs,
        portalId: typeof portalId === 'number' ? portalId : null,
        method: req.method,
        path,
        status: res.writableFinished ? res.statusCode : 0,
        tookMs: Date.now() - startedAtMs,
        // Forms of OAuth calls hold secrets.
        body: path.startsWith('/oauth/') ? undefined : req.body,
      });
    });
    next();
  };
}

import { setTimeout } from 'node:timers/promises';
import type { Request, Response } from 'express';
import type { ApiAnswer } from './api-route.ts';
import { unauthorised } from './authenticate.ts';
import { halfOf } from './batch-answer.ts';
import type { RequestFault } from './faults.ts';
import { Refusal, tooManyRequests } from './refusal.ts';
import type { World } from './world.ts';

/**
 * Lets a request through the faults that hit it. `work` does what the call asks for and may throw a Refusal. Resolves
 * with its answer, or with null when the connection was cut instead of an answer.
 */
export async function withFaults(
  world: World,
  request: { req: Request; res: Response; portalId: number | null },
  work: () => ApiAnswer,
): Promise<ApiAnswer | null> {
  const { req, res, portalId } = request;
  const hits = world.faults.forRequest({ method: req.method, path: req.path, portalId });
  await delay(world.latencyMs + latencyOf(hits));
  for (const fault of hits) {
    switch (fault.kind) {
      case 'latency':
        break;
      case 'rate_limit': {
        const { policy, retryAfterSeconds } = fault;
        throw tooManyRequests({ policy, retryAfterSeconds, appId: world.app.appId, namePolicy: true });
      }
      case 'server_error':
        throw new Refusal(fault.status, { message: 'internal error', category: 'INTERNAL_ERROR' });
      case 'unauthorised':
        throw unauthorised();
      case 'reset':
        res.destroy();
        return null;
      case 'time_out':
        await delay(fault.afterMs);
        res.destroy();
        return null;
      case 'answer_lost':
        work();
        res.destroy();
        return null;
      case 'applied_late':
        res.destroy();
        world.timers.after(fault.afterMs, () => applyUnseen(work));
        return null;
      case 'half_batch':
        return halfOf(req, work);
    }
  }
  return work();
}

/** Nobody waits for the answer any more, a refusal included. */
function applyUnseen(work: () => ApiAnswer): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

function latencyOf(faults: readonly RequestFault[]): number {
  let ms = 0;
  for (const fault of faults) if (fault.kind === 'latency') ms += fault.ms + Math.random() * fault.jitterMs;
  return ms;
}

async function delay(ms: number): Promise<void> {
  // Not one of the world's timers: a reset must not leave the caller without an answer.
  if (ms > 0) await setTimeout(ms, undefined, { ref: false });
}

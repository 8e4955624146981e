import type { Response } from 'express';
import type { ApiAnswer } from './api-route.ts';
import { Refusal } from './refusal.ts';
import type { World } from './world.ts';

/** Sends what a handler answered. */
export function sendAnswer(res: Response, answer: ApiAnswer): void {
  if (answer.body === undefined) res.status(answer.status).end();
  else res.status(answer.status).json(answer.body);
}

/** Sends a refusal; anything else thrown is a fault of the emulator itself and says so in a 500. */
export function sendError(world: World, res: Response, error: unknown): void {
  if (error instanceof Refusal) {
    res.set(error.headers);
    if (error.plainText !== null) res.status(error.httpStatus).type('text/plain').send(error.plainText);
    else res.status(error.httpStatus).json(world.quirks.bareErrors ? bare(error) : error.body);
    return;
  }
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  res.status(500).json({ status: 'error', message: `The emulator failed: ${reason}` });
}

function bare({ body }: Refusal) {
  return { status: body.status, message: body.message };
}

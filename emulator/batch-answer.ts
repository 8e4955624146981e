import type { Request } from 'express';
import { z } from 'zod';
import type { ApiAnswer } from './api-route.ts';
import { Refusal, type ErrorDetail } from './refusal.ts';

/** One input of a batch that HubSpot could not do. */
export interface BatchError {
  status: 'error';
  category?: string;
  subCategory?: string;
  message: string;
  errors?: ErrorDetail[];
  context: Record<string, string[]>;
}

/** The error item of a refused input. Anything but a Refusal is thrown on. */
export function batchError(error: unknown, context: Record<string, string[]>): BatchError {
  if (!(error instanceof Refusal)) throw error;
  const { category, subCategory, message, errors } = error.body;
  return {
    status: 'error',
    ...(category === undefined ? {} : { category }),
    ...(subCategory === undefined ? {} : { subCategory }),
    message,
    ...(errors === undefined ? {} : { errors }),
    context: { ...error.body.context, ...context },
  };
}

/** A batch's answer: `okStatus`, or 207 as soon as one input failed. */
export function batchAnswer(options: {
  okStatus: number;
  startedAtMs: number;
  results: readonly unknown[];
  errors: readonly BatchError[];
}) {
  const { okStatus, startedAtMs, results, errors } = options;
  const at = new Date(startedAtMs).toISOString();
  return {
    status: errors.length > 0 ? 207 : okStatus,
    body: {
      status: 'COMPLETE',
      results,
      ...(errors.length > 0 ? { numErrors: errors.length, errors } : {}),
      requestedAt: at,
      startedAt: at,
      completedAt: new Date().toISOString(),
    },
  };
}

const batchRequest = z.looseObject({
  inputs: z
    .array(z.looseObject({ id: z.coerce.string().optional(), objectWriteTraceId: z.string().optional() }))
    .min(1),
});
const batchDone = z.looseObject({ results: z.array(z.unknown()), errors: z.array(z.unknown()).default([]) });

/** Does only the first half of what a batch asks for (of a single input: nothing), and answers an error for each other. */
export function halfOf(req: Request, work: () => ApiAnswer): ApiAnswer {
  const asked = batchRequest.safeParse(req.body).data;
  if (asked === undefined || !req.path.includes('/batch/')) return work();
  const done = Math.floor(asked.inputs.length / 2);
  const failed = asked.inputs.slice(done).map(({ id, objectWriteTraceId }): BatchError => ({
    status: 'error',
    category: 'INTERNAL_ERROR',
    message: 'internal error',
    context: objectWriteTraceId === undefined ? { ids: [id ?? ''] } : { objectWriteTraceId: [objectWriteTraceId] },
  }));
  req.body = { ...asked, inputs: asked.inputs.slice(0, done) };
  const answer = work();
  const body = batchDone.safeParse(answer.body ?? { results: [] }).data;
  if (body === undefined) return answer;
  const errors = [...body.errors, ...failed];
  return { ...answer, status: 207, body: { ...body, errors, numErrors: errors.length } };
}

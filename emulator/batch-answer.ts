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

import pino, { type Logger } from 'pino';
import { traceField } from './trace.ts';

/** JSON lines on standard error. Secrets and anything that looks like a contact's value are cut out, should one slip in. */
export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      mixin: traceField,
      redact: {
        paths: [
          '*.authorization',
          '*.access_token',
          '*.refresh_token',
          '*.client_secret',
          '*.properties',
          '*.email',
          '*.phone',
        ],
        censor: '[cut]',
      },
      // The message of an unknown error may quote values (SQL parameters, JSON); its class, code and stack frames may not.
      serializers: { err: describeError },
    },
    pino.destination({ dest: 2, sync: false }),
  );
}

function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  return {
    type: error.name,
    ...('code' in error && { code: error.code }),
    ...('sentence' in error && { sentence: error.sentence }),
    ...('details' in error && { details: error.details }),
    frames: error.stack
      ?.split('\n')
      .filter((line) => line.trimStart().startsWith('at '))
      .slice(0, 8),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

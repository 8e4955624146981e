import { BatonError } from '../errors.ts';

/** Postgres cannot be reached, is shutting down, or has no room for another connection. Nothing was stored; try again. */
export class StoreUnavailable extends BatonError {
  constructor(cause: unknown) {
    super({
      code: 'store_unavailable',
      sentence: 'The database cannot be reached right now; nothing was stored. Baton tries again by itself.',
      retry: { helps: true, afterMs: 1_000 },
      cause,
    });
  }
}

/** There is no such portal: the app was never installed there, or its data was purged. */
export class UnknownPortal extends BatonError {
  constructor(portalId: number) {
    super({
      code: 'unknown_portal',
      sentence: 'Baton is not installed in this HubSpot account.',
      details: { portalId },
    });
  }
}

const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/**
 * SQLSTATE classes and codes that speak of the server, not of the statement: 08 connection, 53 resources, 57P01-57P03
 * shutting down or starting up, 25P03 idle too long in a transaction, 25006 a standby after a failover.
 */
const SERVER_STATES = /^(08...|53...|57P0[1-3]|25P03|25006)$/;

/** pg throws these without a code. */
const CLIENT_MESSAGES =
  /^(Connection terminated|timeout (exceeded|expired)|Client has encountered a connection error|Client was closed|Cannot use a pool after)/;

/** Turns what pg throws into StoreUnavailable when the database could not be reached; anything else is returned as it is. */
export function storeError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof BatonError) return error;
  const code = codeOfPg(error);
  const unreachable =
    code === undefined ? CLIENT_MESSAGES.test(error.message) : NETWORK_CODES.has(code) || SERVER_STATES.test(code);
  return unreachable ? new StoreUnavailable(error) : error;
}

/** SQLSTATE or network code of an error of pg, if it has one. A failed dual-stack connect hides it one level down. */
export function codeOfPg(error: unknown): string | undefined {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOfPg(error.errors[0]);
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

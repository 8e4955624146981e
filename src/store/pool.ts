import { Pool, types as pgTypes, type CustomTypesConfig } from 'pg';
import type { Logger } from 'pino';
import type { RoleName } from './roles.ts';

const INT8 = 20;
const DATE = 1082;
const INT8_ARRAY = 1016;
const NUMERIC = 1700;
const NUMERIC_ARRAY = 1231;

/**
 * A connection is kept this long without use. A new one costs its connecting and a first query with cold caches, which the
 * first reader after a pause would wait for; the pool's own 10 s are shorter than an ordinary pause.
 */
const KEPT_IDLE_MS = 600_000;

/**
 * Ids, counts and credits stay far below 2^53, so 64-bit integers are plain numbers here; pg alone hands out strings. A day
 * stays the text that it is: it has no time zone.
 */
const parsers: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [DATE, String],
  [INT8, Number],
  [NUMERIC, Number],
  [INT8_ARRAY, numbersOf],
  [NUMERIC_ARRAY, numbersOf],
]);
const types: CustomTypesConfig = {
  getTypeParser: (oid, format) => parsers.get(oid) ?? pgTypes.getTypeParser(oid, format),
};

function numbersOf(text: string): unknown {
  return text === '{}' ? [] : text.slice(1, -1).split(',').map(Number);
}

/**
 * A pool whose every connection works as `role`, whatever user `databaseUrl` names. Connects lazily; gives up on
 * connecting after five seconds. A backend that the server ends is logged and replaced, never an uncaught error.
 */
export function openPool(options: { databaseUrl: string; role: RoleName; size: number; logger?: Logger }): Pool {
  const { databaseUrl, role, size, logger } = options;
  const pool = new Pool({
    connectionString: databaseUrl,
    max: size,
    types,
    application_name: role,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: KEPT_IDLE_MS,
    // A process that hangs inside a transaction must not hold a portal's lock for ever. The pool lends the connection only
    // once the promise returned here is fulfilled; its types do not say so.
    onConnect: (client): unknown => client.query(`set role ${role}; set idle_in_transaction_session_timeout = '60s'`),
  });
  pool.on('error', (error) => logger?.warn({ err: error, role }, 'an idle database connection was lost'));
  // The pool listens only while a client is idle. One that is lent out tells its user by failing the next query; without a
  // listener it would end the process as well.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

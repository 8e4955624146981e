import {
  CompiledQuery,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { storeError, StoreUnavailable } from './errors.ts';

/**
 * Kysely over a pg pool, with two things that its own Postgres driver does not do: a transaction begins with statements
 * of ours in the same round trip, and a lost connection is StoreUnavailable and never goes back into the pool.
 */
export function poolDialect(options: { pool: Pool; begin: string }): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new PoolDriver(options),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

class PoolDriver implements Driver {
  readonly #pool: Pool;
  readonly #begin: string;

  constructor(options: { pool: Pool; begin: string }) {
    this.#pool = options.pool;
    this.#begin = options.begin;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<PoolConnection> {
    try {
      return new PoolConnection(await this.#pool.connect());
    } catch (error) {
      throw storeError(error);
    }
  }

  async beginTransaction(connection: PoolConnection): Promise<void> {
    try {
      await connection.executeQuery(CompiledQuery.raw(this.#begin));
    } catch (error) {
      // It may have failed after `begin`; Kysely rolls back only what it believes has begun.
      connection.broken = true;
      throw error;
    }
  }

  async commitTransaction(connection: PoolConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: PoolConnection): Promise<void> {
    if (connection.broken) return; // the server has rolled back by itself, and the first error is the one to report
    try {
      await connection.executeQuery(CompiledQuery.raw('rollback'));
    } catch {
      connection.broken = true;
    }
  }

  async releaseConnection(connection: PoolConnection): Promise<void> {
    connection.release();
  }

  /** The pool has several users and is ended by the store. */
  async destroy(): Promise<void> {}
}

class PoolConnection implements DatabaseConnection {
  readonly #client: PoolClient;
  broken = false;

  constructor(client: PoolClient) {
    this.#client = client;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    try {
      const { command, rowCount, rows } = await this.#client.query(sql, [...parameters]);
      const changes = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE' || command === 'MERGE';
      return { rows: rows ?? [], ...(changes ? { numAffectedRows: BigInt(rowCount ?? 0) } : {}) };
    } catch (error) {
      const known = storeError(error);
      if (known instanceof StoreUnavailable) this.broken = true;
      throw known;
    }
  }

  // oxlint-disable-next-line require-yield
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Reading in a stream is not supported; read in pages.');
  }

  release(): void {
    this.#client.release(this.broken);
  }
}

import { join } from 'node:path';
import type { Logger } from 'pino';
import { startEmbeddedPostgres } from './embedded/start.ts';

/**
 * The database to work with: `databaseUrl` if given, else a real Postgres of our own below `dataDir`, started if need be.
 * `close` lets the built-in server go (it stops unless another process still uses it) and does nothing to a server of yours.
 * Throws EmbeddedPostgresMissing, or a BatonError that says why the built-in server does not start.
 */
export async function resolveDatabase(options: {
  databaseUrl?: string | null;
  dataDir: string;
  logger?: Logger;
}): Promise<{ databaseUrl: string; embedded: boolean; close(): Promise<void> }> {
  const { databaseUrl, dataDir, logger } = options;
  if (databaseUrl) return { databaseUrl, embedded: false, close: async () => {} };
  const server = await startEmbeddedPostgres({ dir: join(dataDir, 'postgres'), logger });
  return {
    databaseUrl: server.url,
    embedded: true,
    close: async () => {
      await server.release();
    },
  };
}

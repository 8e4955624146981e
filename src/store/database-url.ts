import { join } from 'node:path';
import type { Logger } from 'pino';
import { startEmbeddedPostgres } from './embedded/start.ts';

/**
 * The database to work with: `databaseUrl` if given, else a real Postgres of our own below `dataDir`, started if need be.
 * `stop` lets the built-in server go (it ends unless another process still uses it) and does nothing to a server of yours.
 * Throws EmbeddedPostgresMissing, or a BatonError that says why the built-in server does not start.
 */
export async function resolveDatabase(options: {
  databaseUrl?: string | null;
  dataDir: string;
  logger?: Logger;
}): Promise<{ url: string; embedded: boolean; stop(): Promise<void> }> {
  const { databaseUrl, dataDir, logger } = options;
  if (databaseUrl) return { url: databaseUrl, embedded: false, stop: async () => {} };
  const server = await startEmbeddedPostgres({ dir: join(dataDir, 'postgres'), logger });
  return {
    url: server.url,
    embedded: true,
    stop: async () => {
      await server.release();
    },
  };
}

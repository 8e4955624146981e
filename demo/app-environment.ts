import { randomBytes } from 'node:crypto';

/** What HubSpot knows an app by. */
export interface AppCredentials {
  clientId: string;
  clientSecret: string;
  appId: number;
}

/** Credentials for one run against the emulator. */
export function madeUpApp(): AppCredentials {
  return { clientId: 'local-client', clientSecret: randomBytes(16).toString('hex'), appId: 1_000_001 };
}

/**
 * The environment of an app that talks to an emulator, all but its port; the same for all processes of one installation but
 * for what the caller adds. Without a `databaseUrl` the app brings its own Postgres in `dataDir`.
 */
export function appEnvironment(o: {
  credentials: AppCredentials;
  publicUrl: string;
  hubspotUrl: string;
  dataDir: string;
  databaseUrl?: string;
  redisUrl?: string;
}): Record<string, string> {
  const { credentials, publicUrl, hubspotUrl } = o;
  return {
    BATON_PUBLIC_URL: publicUrl,
    BATON_ROLE: 'all',
    BATON_DATA_DIR: o.dataDir,
    BATON_ENCRYPTION_KEYS: `local:${randomBytes(32).toString('base64')}`,
    HUBSPOT_CLIENT_ID: credentials.clientId,
    HUBSPOT_CLIENT_SECRET: credentials.clientSecret,
    HUBSPOT_APP_ID: String(credentials.appId),
    HUBSPOT_API_URL: hubspotUrl,
    HUBSPOT_APP_URL: hubspotUrl,
    // empty counts as not set: what this shell has set must not leak in
    DATABASE_URL: o.databaseUrl ?? '',
    REDIS_URL: o.redisUrl ?? '',
    // the figures say which classifier they were made with
    ANTHROPIC_API_KEY: '',
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
  };
}

import { existsSync } from 'node:fs';
import { z } from 'zod';
import { BadConfiguration } from './errors.ts';

/**
 * The environment, read and checked once; everything else gets values passed in. `.env.example` documents each variable.
 * All problems are reported together, each with the variable's name and where its value comes from.
 */
const text = z.string().trim().min(1);
const url = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ''));

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  BATON_PUBLIC_URL: url.optional(),
  BATON_ROLE: z.enum(['all', 'web', 'worker']).default('all'),
  BATON_DATA_DIR: text.default('.baton'),
  BATON_ENCRYPTION_KEYS: text,
  BATON_OPS_TOKEN: text.optional(),
  BATON_OUTBOUND_ALLOW: text.optional(),
  HUBSPOT_CLIENT_ID: text,
  HUBSPOT_CLIENT_SECRET: text,
  HUBSPOT_APP_ID: z.coerce.number().int().positive(),
  HUBSPOT_API_URL: url.default('https://api.hubapi.com'),
  HUBSPOT_APP_URL: url.default('https://app.hubspot.com'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  BATON_CLOCK_SPEED: z.coerce.number().min(1).max(3_600).default(1),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  BATON_MAIL_FROM: text.optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: url.optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** Where a person finds the value of each variable that has no usable default. */
const WHERE: Record<string, string> = {
  BATON_ENCRYPTION_KEYS: `one or more "id:base64" of 32 random bytes, comma-separated, current first; make one with: node -e "console.log('k1:'+require('crypto').randomBytes(32).toString('base64'))"`,
  HUBSPOT_CLIENT_ID: 'HubSpot developer account > your app > Auth',
  HUBSPOT_CLIENT_SECRET: 'HubSpot developer account > your app > Auth',
  HUBSPOT_APP_ID: 'HubSpot developer account > your app (a number)',
  BATON_PUBLIC_URL: 'the https address under which HubSpot reaches this server, e.g. https://baton.example.com',
  DATABASE_URL: 'postgres://user:password@host:5432/name, or leave it out for the built-in Postgres',
  SMTP_URL: 'smtps://user:password@mail.example.com, or leave it out: no e-mail is sent then',
  REDIS_URL: 'redis://host:6379, or leave it out to queue in Postgres',
};

export interface Config {
  port: number;
  /** Without trailing slash; signatures are checked against it. null: http://127.0.0.1 with the port. */
  publicUrl: string | null;
  role: 'all' | 'web' | 'worker';
  dataDir: string;
  encryptionKeys: string;
  opsToken: string | null;
  /** Hosts, host:port and networks that may be called although they are private or without https. */
  outboundAllow: string | null;
  /** null: no e-mail is sent. */
  smtp: { url: string; from: string } | null;
  hubspot: { clientId: string; clientSecret: string; appId: number; apiUrl: string; appUrl: string };
  databaseUrl: string | null;
  redisUrl: string | null;
  /** How many times faster than the wall's the clocks of handoffs run: 1, but for a demonstration. */
  clockSpeed: number;
  /** Where spans go, without /v1/traces; null: there are none. */
  otlpEndpoint: string | null;
  logLevel: string;
}

/** Throws BadConfiguration that lists every problem. An empty variable counts as not set. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      const where = WHERE[name];
      return `  ${name}: ${given[name] === undefined ? 'is missing' : issue.message}${where === undefined ? '' : ` - ${where}`}`;
    });
    throw new BadConfiguration(`The environment is not usable:\n${problems.join('\n')}\nSee .env.example.`);
  }
  const value = parsed.data;
  return {
    port: value.PORT,
    publicUrl: value.BATON_PUBLIC_URL ?? null,
    role: value.BATON_ROLE,
    dataDir: value.BATON_DATA_DIR,
    encryptionKeys: value.BATON_ENCRYPTION_KEYS,
    opsToken: value.BATON_OPS_TOKEN ?? null,
    outboundAllow: value.BATON_OUTBOUND_ALLOW ?? null,
    smtp: smtpOf(value.SMTP_URL, value.BATON_MAIL_FROM),
    hubspot: {
      clientId: value.HUBSPOT_CLIENT_ID,
      clientSecret: value.HUBSPOT_CLIENT_SECRET,
      appId: value.HUBSPOT_APP_ID,
      apiUrl: value.HUBSPOT_API_URL,
      appUrl: value.HUBSPOT_APP_URL,
    },
    databaseUrl: value.DATABASE_URL ?? null,
    redisUrl: value.REDIS_URL ?? null,
    clockSpeed: value.BATON_CLOCK_SPEED,
    otlpEndpoint: value.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
    logLevel: value.LOG_LEVEL,
  };
}

function smtpOf(smtpUrl: string | undefined, from: string | undefined): Config['smtp'] {
  if (smtpUrl === undefined) return null;
  if (from === undefined) {
    throw new BadConfiguration(
      'The environment is not usable:\n  BATON_MAIL_FROM: is missing - with SMTP_URL it names the sender, e.g. Baton <baton@example.com>\nSee .env.example.',
    );
  }
  return { url: smtpUrl, from };
}

/** Adds the variables of `.env` in the working directory, if there is one; what is set already wins. */
export function loadEnvFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}

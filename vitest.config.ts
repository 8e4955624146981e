import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Long enough for any busy machine: a test that hangs is ended, a slow one is not failed. */
const PATIENCE = { testTimeout: 60_000, hookTimeout: 60_000 };

const integration = { globalSetup: ['test/support/global-setup.ts'], ...PATIENCE };

/**
 * `unit` sits next to pure code and needs nothing; `integration` gets one Postgres server per run, a database per test
 * file; `extensions` shows what HubSpot hosts with HubSpot's own test renderer. `npm run test:long` runs test/long alone.
 */
const projects = {
  short: [
    {
      extends: true as const,
      test: { name: 'unit', include: ['{src,emulator,demo,chaos,bench,eval,scripts}/**/*.test.ts'], ...PATIENCE },
    },
    {
      extends: true as const,
      test: { name: 'integration', include: ['test/**/*.test.ts'], exclude: ['test/long/**'], ...integration },
    },
    {
      extends: true as const,
      test: {
        name: 'extensions',
        include: ['hubspot-project/test/**/*.test.{ts,tsx}'],
        globalSetup: ['hubspot-project/test/support/install.ts'],
        ...PATIENCE,
      },
    },
  ],
  long: [
    {
      extends: true as const,
      test: { name: 'long', include: ['test/long/**/*.test.ts'], ...integration, testTimeout: 600_000 },
    },
  ],
};

/** Most tests wait for a database, a page or a process more than they compute. */
const WORKERS = Math.max(2, Math.floor(availableParallelism() / 2));

const long = process.env['BATON_TESTS'] === 'long';

export default defineConfig({
  test: { pool: 'forks', maxWorkers: WORKERS, passWithNoTests: long, projects: long ? projects.long : projects.short },
});

import { defineConfig } from 'vitest/config';

/** `npm test` leaves out the long ones (`*.long.test.ts`); `npm run test:long` runs only them. */
const long = process.env['BATON_TESTS'] === 'long';

export default defineConfig({
  test: {
    include: long ? ['test/**/*.long.test.ts'] : ['src/**/*.test.ts', 'emulator/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: long ? ['node_modules/**'] : ['node_modules/**', '**/*.long.test.ts'],
    passWithNoTests: long,
    // processes, not threads: tests start databases and apps and send signals
    pool: 'forks',
    // a whole story on two busy cores: tests wait for conditions, and these only bound a hang
    testTimeout: long ? 600_000 : 60_000,
    hookTimeout: 120_000,
  },
});

import { buildApp } from './app.ts';
import { loadEnvFile, readConfig } from './config.ts';
import { BatonError } from './errors.ts';
import { createLogger } from './logger.ts';

/** Reads the configuration, starts the asked role and stops on a signal: the first finishes what runs, the second aborts. */
async function main(): Promise<void> {
  loadEnvFile();
  const config = readConfig(process.env);
  const logger = createLogger(config.logLevel);
  const app = await buildApp(config, logger);
  let signals = 0;
  const stop = (signal: string) => {
    signals += 1;
    if (signals > 1) process.exit(1);
    logger.info({ signal }, 'stopping: finishing the current batch; a second signal aborts');
    app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'stopped with an error');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  await app.start();
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof BatonError ? error.sentence : error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exit(1);
});

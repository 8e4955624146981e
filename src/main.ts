import { buildApp } from './app.ts';
import { loadEnvFile, readConfig } from './config.ts';
import { BatonError } from './errors.ts';
import { createLogger } from './logger.ts';

/** What runs has 10 s to finish; a store that is away must not keep what is left from ending soon after. */
const STOP_WITHIN_MS = 15_000;

/**
 * Reads the configuration, starts the asked role and stops on a signal: the first ends the start or finishes what runs, the
 * second aborts.
 */
async function main(): Promise<void> {
  loadEnvFile();
  const config = readConfig(process.env);
  const logger = createLogger(config.logLevel);
  const stopping = new AbortController();
  const built = buildApp(config, logger, { signal: stopping.signal });
  let signals = 0;
  const stop = (signal: string) => {
    signals += 1;
    if (signals > 1) process.exit(1);
    logger.info({ signal }, 'stopping: finishing the current batch; a second signal aborts');
    setTimeout(() => {
      logger.error(
        'something does not let go; ending without it. Nothing is lost: what was not finished is taken up again',
      );
      process.exit(1);
    }, STOP_WITHIN_MS).unref();
    stopping.abort();
    // What kept it from being built is told by whoever waits for it below.
    const closed = built.then(
      (app) => app.close(),
      () => undefined,
    );
    closed.then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'stopped with an error');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  try {
    const app = await built;
    if (!stopping.signal.aborted) await app.start();
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
  }
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof BatonError ? error.sentence : error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exit(1);
});

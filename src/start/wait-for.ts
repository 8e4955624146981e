import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { codeOf, retryOf, BatonError } from '../errors.ts';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Repeats `attempt` until it succeeds, with pauses of 250 ms up to 5 s, as long as its error says that trying again helps:
 * a server that is not up yet. Anything else (wrong password, wrong configuration, a bug) is thrown at once. Says once in
 * the log that it waits and once that it goes on. `onWait` is called once, when the waiting begins. Rejects with the
 * signal's reason as soon as `signal` is aborted, also in the middle of an attempt.
 */
export async function waitFor<T>(options: {
  /** For the log: what is waited for, as a person calls it. */
  name: string;
  attempt: () => Promise<T>;
  logger: Logger;
  signal: AbortSignal;
  onWait: (error: BatonError) => Promise<void>;
}): Promise<T> {
  const { name, attempt, logger, signal, onWait } = options;
  const startedAt = Date.now();
  for (let tries = 0; ; tries += 1) {
    signal.throwIfAborted();
    try {
      const result = await unlessAborted(attempt(), signal);
      if (tries > 0) logger.info({ waitedMs: Date.now() - startedAt }, `${name} answers: Baton goes on with its start`);
      return result;
    } catch (error) {
      if (signal.aborted || !(error instanceof BatonError) || !retryOf(error).helps) throw error;
      if (tries === 0) {
        logger.warn({ code: codeOf(error), err: error }, `${name} cannot be reached: Baton waits and tries again`);
        await onWait(error);
      }
    }
    await sleep(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(tries, 10)), undefined, { signal });
  }
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    // When the signal wins, nobody looks at what becomes of the work any more.
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

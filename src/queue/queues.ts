import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import { codeOf } from '../errors.ts';
import type { Lane } from '../policy/taxonomy.ts';
import { openBackend, type JobWorker } from './backend.ts';
import { createBells, type Bells } from './bells.ts';
import {
  CONCURRENCY,
  laterJob,
  QUEUES,
  routeJob,
  scheduledOptions,
  scheduleJob,
  SWEEP_EVERY_MS,
  UPKEEP_EVERY_MS,
  writesJob,
} from './jobs.ts';

export type { Bells } from './bells.ts';

export interface Handlers {
  route(portalId: number, lane: Lane): Promise<void>;
  writes(portalId: number): Promise<void>;
  sweep(): Promise<void>;
  upkeep(): Promise<void>;
}

export interface Queues {
  readonly kind: 'redis' | 'postgres';
  bells: Bells;
  /** Starts the workers and the schedules, and sweeps once. What a handler throws is logged; the job still ends well. */
  start(handlers: Handlers): Promise<void>;
  /**
   * Takes no more jobs, lets the running ones finish for up to 10 s, then lets go of everything. A second call with
   * `force` ends the waiting. Safe to repeat.
   */
  close(options?: { force?: boolean }): Promise<void>;
  /** Rejects if the queue's store does not answer. */
  ping(): Promise<void>;
}

const GRACE_MS = 10_000;

/** A schedule that is this late has been lost with the queue's store. */
const LATE_MS = 3 * SWEEP_EVERY_MS;

/** Opens the queues on Redis, or without `redisUrl` on Postgres (schema `bullmq`, migrated before). */
export async function openQueues(o: {
  redisUrl?: string;
  databaseUrl: string;
  namespace?: string;
  logger: Logger;
}): Promise<Queues> {
  const { logger } = o;
  const backend = openBackend(o);
  const queues = {
    routeFresh: backend.queue(QUEUES.routeFresh),
    routeBulk: backend.queue(QUEUES.routeBulk),
    ringLater: backend.queue(QUEUES.ringLater),
    writes: backend.queue(QUEUES.writes),
    schedule: backend.queue(QUEUES.schedule),
  };
  const bells = createBells(queues);
  const workers: JobWorker[] = [];
  const running = new Set<Promise<void>>();
  let watch: NodeJS.Timeout | undefined;
  let closing: Promise<void> | null = null;
  const forced = new AbortController();

  return {
    kind: backend.kind,
    bells,
    start,
    ping: () => backend.ping(),
    close({ force = false } = {}) {
      if (force) forced.abort();
      closing ??= close();
      return closing;
    },
  };

  async function start(handlers: Handlers): Promise<void> {
    const work: Record<keyof typeof QUEUES, (job: { name: string; data: unknown }) => Promise<void>> = {
      routeFresh: route,
      routeBulk: route,
      ringLater: async ({ data }) => {
        const { portalId, bell } = laterJob.parse(data);
        await (bell === 'writes' ? bells.ringWrites(portalId) : bells.ring(portalId, bell));
      },
      writes: ({ data }) => handlers.writes(writesJob.parse(data).portalId),
      schedule: ({ name }) => (scheduleJob.parse(name) === 'sweep' ? handlers.sweep() : handlers.upkeep()),
    };
    for (const key of Object.keys(QUEUES).filter(isQueue)) {
      workers.push(await backend.worker(QUEUES[key], CONCURRENCY[key], (job) => guarded(QUEUES[key], work[key], job)));
    }
    await keepSchedules();
    await queues.schedule.add('sweep', {}, scheduledOptions);
    // The schedules live in the queue's store: if that is wiped nobody would sweep any more.
    watch = setInterval(() => void keepSchedules().catch(logFailure('schedule')), SWEEP_EVERY_MS);
    watch.unref();

    function route({ data }: { data: unknown }): Promise<void> {
      const { portalId, lane } = routeJob.parse(data);
      return handlers.route(portalId, lane);
    }
  }

  /** A job that fails is not tried again by the queue: whatever it left undone is found by the next bell or the sweep. */
  async function guarded(
    queue: string,
    work: (job: { name: string; data: unknown }) => Promise<void>,
    job: { name: string; data: unknown },
  ): Promise<void> {
    if (closing !== null) return;
    const run = Promise.resolve()
      .then(() => work(job))
      .catch(logFailure(queue, job.data));
    running.add(run);
    await run;
    running.delete(run);
  }

  function logFailure(queue: string, data?: unknown): (error: unknown) => void {
    return (err) => {
      const about = z.object({ portalId: z.number(), lane: z.string().optional() }).safeParse(data).data;
      logger.error({ err, code: codeOf(err), queue, ...about }, 'a job ended with an error; the sweep will ring again');
    };
  }

  async function keepSchedules(): Promise<void> {
    await keepSchedule('sweep', SWEEP_EVERY_MS);
    await keepSchedule('upkeep', UPKEEP_EVERY_MS);
  }

  async function keepSchedule(id: z.infer<typeof scheduleJob>, every: number): Promise<void> {
    const scheduler = await queues.schedule.getJobScheduler(id);
    if (scheduler?.next !== undefined && scheduler.next > Date.now() - LATE_MS) return;
    await queues.schedule.upsertJobScheduler(id, { every }, { name: id, opts: scheduledOptions });
  }

  async function close(): Promise<void> {
    clearInterval(watch);
    await Promise.allSettled(workers.map((worker) => worker.pause(true)));
    const finished = new AbortController();
    const grace = sleep(GRACE_MS, undefined, { signal: AbortSignal.any([forced.signal, finished.signal]) });
    await Promise.race([Promise.all(running), grace.catch(() => undefined)]);
    finished.abort();
    const unfinished = running.size > 0;
    if (unfinished) logger.warn({ jobs: running.size }, 'jobs were still running when the queues were closed');
    const ends = [
      ...(await Promise.allSettled(workers.map((worker) => worker.close(unfinished)))),
      ...(await Promise.allSettled(Object.values(queues).map((queue) => queue.close()))),
      ...(await Promise.allSettled([backend.close()])),
    ];
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }
}

function isQueue(key: string): key is keyof typeof QUEUES {
  return Object.hasOwn(QUEUES, key);
}

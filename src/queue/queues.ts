import { setTimeout as sleep } from 'node:timers/promises';
import type { Telemetry } from 'bullmq';
import type { Logger } from 'pino';
import { z } from 'zod';
import { codeOf } from '../errors.ts';
import type { Lane } from '../policy/taxonomy.ts';
import { openBackend, type JobWorker } from './backend.ts';
import { createBells, type Bells } from './bells.ts';
import {
  CLOCKS_EVERY_MS,
  clocksJob,
  CONCURRENCY,
  laterJob,
  MISSED_EVERY_MS,
  notificationsJob,
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
  /** Looks at the portal's handoffs whose time has come, and answers workflows that wait. */
  clocks(portalId: number): Promise<void>;
  /** Tells people what is to be told in the portal. */
  notifications(portalId: number): Promise<void>;
  /** Rings for the portals that have something of that. */
  due(): Promise<void>;
  sweep(): Promise<void>;
  /** Finds enquiries of which HubSpot has not told. */
  missed(): Promise<void>;
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
  /** For how long the sweep's schedule has been due. Milliseconds; null: it is not late, Infinity: there is none. */
  scheduleLateMs(): Promise<number | null>;
}

const GRACE_MS = 10_000;

/** A schedule that is this late has been lost with the queue's store. */
const LATE_MS = 3 * SWEEP_EVERY_MS;

/** Opens the queues on Redis, or without `redisUrl` on Postgres (schema `bullmq`, migrated before). */
export async function openQueues(o: {
  redisUrl?: string;
  databaseUrl: string;
  namespace?: string;
  telemetry?: Telemetry;
  logger: Logger;
}): Promise<Queues> {
  const { logger } = o;
  const backend = openBackend(o);
  const queues = {
    routeFresh: backend.queue(QUEUES.routeFresh),
    routeBulk: backend.queue(QUEUES.routeBulk),
    ringLater: backend.queue(QUEUES.ringLater),
    writes: backend.queue(QUEUES.writes),
    clocks: backend.queue(QUEUES.clocks),
    notifications: backend.queue(QUEUES.notifications),
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
    async scheduleLateMs() {
      const { next = Number.NEGATIVE_INFINITY } = (await queues.schedule.getJobScheduler('sweep')) ?? {};
      const late = Date.now() - next;
      return late > LATE_MS ? late : null;
    },
    close({ force = false } = {}) {
      if (force) forced.abort();
      closing ??= close();
      return closing;
    },
  };

  async function start(handlers: Handlers): Promise<void> {
    const scheduled = {
      sweep: handlers.sweep,
      missed: handlers.missed,
      upkeep: handlers.upkeep,
      clocks: handlers.due,
    };
    const work: Record<keyof typeof QUEUES, (job: { name: string; data: unknown }) => Promise<void>> = {
      routeFresh: route,
      routeBulk: route,
      ringLater: async ({ data }) => {
        const { portalId, bell } = laterJob.parse(data);
        await (bell === 'writes' ? bells.ringWrites(portalId) : bells.ring(portalId, bell));
      },
      writes: ({ data }) => handlers.writes(writesJob.parse(data).portalId),
      notifications: ({ data }) => handlers.notifications(notificationsJob.parse(data).portalId),
      clocks: ({ data }) => handlers.clocks(clocksJob.parse(data).portalId),
      schedule: ({ name }) => scheduled[scheduleJob.parse(name)](),
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
    await backend.mendTimes();
    await keepSchedule('sweep', SWEEP_EVERY_MS);
    await keepSchedule('upkeep', UPKEEP_EVERY_MS);
    await keepSchedule('clocks', CLOCKS_EVERY_MS);
    await keepSchedule('missed', MISSED_EVERY_MS);
  }

  async function keepSchedule(id: z.infer<typeof scheduleJob>, every: number): Promise<void> {
    const { next } = (await queues.schedule.getJobScheduler(id)) ?? {};
    const now = Date.now();
    // One for long after its turn was set by a process whose clock was wrong.
    const tooLate = next !== undefined && next > now + every + LATE_MS;
    if (next !== undefined && next > now - LATE_MS && !tooLate) return;
    // The next turn is counted from the last one; of a wrong one nothing must be left.
    if (tooLate) await queues.schedule.removeJobScheduler(id);
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

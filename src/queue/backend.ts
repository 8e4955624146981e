import { createPostgresBackend, createRedisBackend, withBackend, type JobsOptions, type Telemetry } from 'bullmq';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import type { Logger } from 'pino';

/** As much of a BullMQ queue as Baton uses, the same on both backends. */
export interface JobQueue {
  add(name: string, data: object, options: JobsOptions): Promise<unknown>;
  upsertJobScheduler(
    id: string,
    repeat: { every: number },
    template: { name: string; opts: JobsOptions },
  ): Promise<unknown>;
  getJobScheduler(id: string): Promise<{ next?: number } | undefined>;
  removeJobScheduler(id: string): Promise<unknown>;
  close(): Promise<void>;
}

export interface JobWorker {
  pause(doNotWaitActive: boolean): Promise<void>;
  close(force: boolean): Promise<void>;
}

/** Where jobs are kept: BullMQ on Redis, or BullMQ on Postgres. The jobs are the same; nothing else tells them apart. */
export interface QueueBackend {
  readonly kind: 'redis' | 'postgres';
  queue(name: string): JobQueue;
  /** Resolves once it listens. */
  worker(
    name: string,
    concurrency: number,
    run: (job: { name: string; data: unknown }) => Promise<void>,
  ): Promise<JobWorker>;
  /** Rejects if the store does not answer within two seconds. */
  ping(): Promise<void>;
  /** Takes back what a process with a wrong clock has put off for all. Safe to repeat. */
  mendTimes(): Promise<void>;
  /** After queues and workers were closed. */
  close(): Promise<void>;
}

/**
 * How a worker behaves when its process or its store dies. A job whose process was killed is given to another after
 * 10 to 15 s; never given up, because a bell that is rung too often does no harm and one that is not rung does.
 */
const WORKER_OPTIONS = {
  lockDuration: 10_000,
  stalledInterval: 5_000,
  maxStalledCount: 1_000_000,
  // BullMQ's 15 s would be the time a restart of the store costs.
  runRetryDelay: 500,
};

/** A clock that differs by more than this from the database's is wrong. */
const WRONG_MS = 60_000;

/**
 * On Postgres BullMQ writes times of the process's clock. One that was ahead for a second would keep all from looking for
 * dead workers, and a job that it took from being given to another, until that time comes.
 */
const MEND_TIMES = `
  with clock as (select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now_ms),
  looks as (
    update bullmq.meta set value = clock.now_ms::text from clock
    where field = 'stalled-check' and value::bigint > clock.now_ms + $1::bigint + $3::bigint
  )
  update bullmq.job set locked_until_ms = clock.now_ms + $2::bigint from clock
  where state = 'active' and locked_until_ms > clock.now_ms + $2::bigint + $3::bigint`;

/** Each of the five workers keeps one connection to listen on; the rest is shared by all queries. */
const POOL_SIZE = 16;

const PING_MS = 2_000;

interface BackendOptions {
  databaseUrl: string;
  namespace?: string;
  /** Spans of what is added and worked on. */
  telemetry?: Telemetry;
  logger: Logger;
}

export function openBackend(o: BackendOptions & { redisUrl?: string }): QueueBackend {
  return o.redisUrl === undefined ? openPostgres(o) : openRedis({ ...o, redisUrl: o.redisUrl });
}

function openRedis(o: BackendOptions & { redisUrl: string }): QueueBackend {
  const { Queue, Worker } = withBackend(createRedisBackend);
  const { namespace: prefix = 'baton', telemetry } = o;
  const onError = errorLogger(o.logger, 'redis');
  // A bell that cannot be rung now is rung by the sweep, so ringing fails fast; a worker waits for Redis for ever.
  const producing = new Redis(o.redisUrl, { maxRetriesPerRequest: 1 }).on('error', onError);
  const consuming = new Redis(o.redisUrl, { maxRetriesPerRequest: null }).on('error', onError);
  return {
    kind: 'redis',
    queue: (name) => new Queue(name, { connection: producing, prefix, telemetry }).on('error', onError),
    async worker(name, concurrency, run) {
      const options = { ...WORKER_OPTIONS, connection: consuming, prefix, concurrency, telemetry };
      const worker = new Worker(name, run, options).on('error', onError);
      await worker.waitUntilReady();
      return worker;
    },
    ping: () =>
      within(
        PING_MS,
        producing.ping().then(() => undefined),
      ),
    // Locks and the pause between looks for dead workers end by Redis's own clock.
    mendTimes: async () => {},
    async close() {
      // quit() would wait for a Redis that is away.
      producing.disconnect();
      consuming.disconnect();
    },
  };
}

function openPostgres(o: BackendOptions): QueueBackend {
  const { Queue, Worker } = withBackend(createPostgresBackend);
  const { telemetry } = o;
  const onError = errorLogger(o.logger, 'postgres');
  const pool = new Pool({
    connectionString: o.databaseUrl,
    max: POOL_SIZE,
    keepAlive: true,
    // BullMQ's functions are found through the search path; a pool of our own is not given one by BullMQ.
    options: '-c search_path=bullmq,public',
    application_name: 'baton-queue',
  });
  // Each queue and worker adds a listener of its own to the shared pool.
  pool.setMaxListeners(0);
  pool.on('error', onError);
  const nameOf = (name: string) => (o.namespace === undefined ? name : `${o.namespace}-${name}`);
  return {
    kind: 'postgres',
    queue: (name) => new Queue(nameOf(name), { connection: pool, telemetry }).on('error', onError),
    async worker(name, concurrency, run) {
      const options = { ...WORKER_OPTIONS, connection: pool, concurrency, telemetry };
      const worker = new Worker(nameOf(name), run, options).on('error', onError);
      await worker.waitUntilReady();
      return worker;
    },
    ping: () =>
      within(
        PING_MS,
        pool.query('select 1').then(() => undefined),
      ),
    async mendTimes() {
      await pool.query(MEND_TIMES, [WORKER_OPTIONS.stalledInterval, WORKER_OPTIONS.lockDuration, WRONG_MS]);
    },
    close: () => pool.end(),
  };
}

function errorLogger(logger: Logger, backend: string): (error: Error) => void {
  return (err) => logger.warn({ err, backend }, 'the queue reports an error; it goes on by itself');
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

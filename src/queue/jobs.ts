import type { JobsOptions } from 'bullmq';
import { z } from 'zod';
import { LANES, type Lane } from '../policy/taxonomy.ts';

/** The queues. Fresh and bulk have workers of their own, so that a person never waits behind an import. */
export const QUEUES = {
  routeFresh: 'route-fresh',
  routeBulk: 'route-bulk',
  ringLater: 'ring-later',
  writes: 'writes',
  clocks: 'clocks',
  notifications: 'notifications',
  schedule: 'schedule',
} as const;

/** Jobs run side by side in one process; each is one portal's batch and mostly waits for HubSpot. */
export const CONCURRENCY: Readonly<Record<keyof typeof QUEUES, number>> = {
  routeFresh: 10,
  routeBulk: 4,
  ringLater: 4,
  writes: 4,
  clocks: 4,
  notifications: 2,
  schedule: 3,
};

export const SWEEP_EVERY_MS = 5_000;
/** Handoffs whose time has come are looked for this often. */
export const CLOCKS_EVERY_MS = 1_000;
/** Portals whose turn it is are searched for missed enquiries. */
export const MISSED_EVERY_MS = 5_000;
export const UPKEEP_EVERY_MS = 3_600_000;

/** Parsed again by the worker: the job may have been written by the previous version. */
const portalId = z.number().int().positive();
export const routeJob = z.object({ portalId, lane: z.enum(LANES) });
export const writesJob = z.object({ portalId });
export const notificationsJob = z.object({ portalId });
export const clocksJob = z.object({ portalId });
export const laterJob = z.object({ portalId, bell: z.enum([...LANES, 'writes']) });
export const scheduleJob = z.enum(['sweep', 'upkeep', 'clocks', 'missed']);

/** A bell leaves nothing behind and is not repeated: what it did not get done is still in the mailbox. */
const GONE_AFTERWARDS: JobsOptions = { removeOnComplete: true, removeOnFail: true, attempts: 1 };

/**
 * One bell waits and one drain runs per portal and lane, never two drains side by side: a bell rung during a drain is
 * kept and heard right after it. `reschedule` brings forward a bell that a person has delayed by hand.
 */
export function bellOptions(dedupId: string): JobsOptions {
  return { ...GONE_AFTERWARDS, deduplication: { id: dedupId, keepLastIfActive: true, reschedule: true } };
}

/** Times of later bells are rounded up to this, so that a busy portal does not fill the queue with them. */
const LATER_GRAIN_MS = 100;

/**
 * A bell for a time to come, as a job of its own: kept beside the drain's bell it would replace it, its delay included.
 * Each moment has its own id, because one id for all would either move an earlier bell behind a later one (with
 * `reschedule`) or lose the earlier one (without).
 */
export function laterOptions(o: { portalId: number; bell: Lane | 'writes'; at: Date; nowMs: number }): JobsOptions {
  const at = Math.ceil(Math.max(o.at.getTime(), o.nowMs + 1) / LATER_GRAIN_MS) * LATER_GRAIN_MS;
  return {
    ...GONE_AFTERWARDS,
    delay: at - o.nowMs,
    deduplication: { id: `later-${o.portalId}-${o.bell}-${at}`, keepLastIfActive: true },
  };
}

export const scheduledOptions: JobsOptions = GONE_AFTERWARDS;

import { parseArgs } from 'node:util';
import { startLocalStack } from '../demo/local-stack.ts';
import { readOptions } from '../demo/options.ts';
import { openPortal, planRun, runLeads } from '../demo/sample-run.ts';
import { CALLS_PER_WINDOW, WINDOW_MS } from '../src/hubspot/budget.ts';

/**
 * How long an enquiry waits for its owner: enquiries at a steady rate into one live portal of the emulator, with HubSpot's
 * real rate limit and no latency of its own. Options: `--rate` enquiries a second (2), `--seconds` (60). `boundMs`: if every
 * batch is as full as the rate makes it, no more batches than the limit allows can begin, so that an enquiry waits at least
 * half the time between two batches on average.
 */
export async function latency(args: readonly string[]): Promise<Record<string, number | string>> {
  const { values } = parseArgs({
    args: [...args],
    options: { rate: { type: 'string', default: '2' }, seconds: { type: 'string', default: '60' } },
  });
  const [rate, seconds] = [Number(values.rate), Number(values.seconds)];
  const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = process.env;
  const stack = await startLocalStack({ databaseUrl, redisUrl, rateLimit: true, latencyMs: 0 });
  try {
    const plan = planRun(readOptions(['--once', '--leads', `${rate * seconds}`]));
    const portalId = await openPortal({ stack, contacts: plan.contacts });
    const queue = redisUrl ? 'redis' : 'postgres';
    const { figures } = await runLeads({ stack, portalId, plan, perSecond: rate, queue, onLook: () => {} });
    const callsPerSecond = (CALLS_PER_WINDOW / WINDOW_MS) * 1_000;
    const batchesPerSecond = callsPerSecond / CALLS_PER_BATCH;
    return {
      queue,
      leads: figures.leads,
      perSecond: rate,
      p50Ms: figures.latencyMs.p50,
      p95Ms: figures.latencyMs.p95,
      p99Ms: figures.latencyMs.p99,
      callsPerLead: figures.callsPerLead,
      limitBoundP50Ms: rate <= batchesPerSecond ? 0 : Math.round(500 / batchesPerSecond),
      misrouted: figures.misrouted,
      incomplete: figures.errors.length,
    };
  } finally {
    await stack.stop();
  }
}

/** Contacts, companies, contact update, tasks: what one batch costs of HubSpot's limit. */
const CALLS_PER_BATCH = 4;

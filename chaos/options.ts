import { parseArgs } from 'node:util';
import { z } from 'zod';
import { BadArguments } from '../demo/options.ts';
import { findRedisServer } from './redis-server.ts';
import { FAULT_KINDS } from './schedule.ts';

export const USAGE = `Usage: npm run chaos -- [options]

  --minutes N       how long faults strike (3)
  --seed N          another order of faults and other leads (1)
  --queue NAME      where the bells hang: redis or postgres (redis where redis-server is installed)
  --only A,B        only these faults: ${FAULT_KINDS.join(', ')}
  --rate N          leads per second and account while faults strike (4)
  --json            figures as one JSON object in the last line of stdout

Real processes on this machine: Postgres, Redis, two web and two worker processes of the app, and an emulated HubSpot.`;

const schema = z.object({
  minutes: z.coerce.number().positive().max(600).default(3),
  seed: z.coerce.number().int().min(0).default(1),
  queue: z.enum(['redis', 'postgres']).optional(),
  only: z
    .string()
    .default('')
    .transform((list) => list.split(',').filter((kind) => kind !== ''))
    .pipe(z.array(z.enum(FAULT_KINDS))),
  rate: z.coerce.number().positive().max(50).default(4),
  json: z.boolean().default(false),
  help: z.boolean().default(false),
});

/** Throws BadArguments. */
export function readOptions(argv: readonly string[]) {
  let values: unknown;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      allowPositionals: false,
      options: {
        minutes: { type: 'string' },
        seed: { type: 'string' },
        queue: { type: 'string' },
        only: { type: 'string' },
        rate: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (error) {
    throw new BadArguments(error instanceof Error ? error.message : String(error), { cause: error });
  }
  const parsed = schema.safeParse(values);
  if (!parsed.success) {
    throw new BadArguments(
      parsed.error.issues.map((issue) => `--${String(issue.path[0])}: ${issue.message}`).join('\n'),
    );
  }
  const queue = parsed.data.queue ?? (findRedisServer() === null ? ('postgres' as const) : ('redis' as const));
  return { ...parsed.data, queue };
}

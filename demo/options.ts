import { parseArgs } from 'node:util';
import { z } from 'zod';

export const USAGE = `Usage: npm run demo -- [options]

  --once               send the leads, wait for all of them, print the table and end (0: every lead is complete)
  --leads N            how many (100)
  --file FILE.csv      leads of your own: columns are HubSpot property names, \`hs_object_source\` may name the source
  --map a=b,c=d        which property a column of the file stands for
  --seed N             another set of sample leads (1)
  --rate N             leads per second, at most 10 (with --once 10, else 1)
  --fast-clock         the clocks of handoffs run 60 times faster; first two leads are followed: one that nobody acts
                       on, and one whose country a colleague corrects
  --portal ID          the HubSpot account to play (a new number every time)
  --json               with --once: figures as one JSON object in the last line of stdout

Without --once leads come in until Ctrl-C, and the addresses that are printed show HubSpot's pages with Baton in them. DATABASE_URL and REDIS_URL are used when set; without them nothing has to be installed.`;

const schema = z.object({
  once: z.boolean().default(false),
  json: z.boolean().default(false),
  help: z.boolean().default(false),
  'fast-clock': z.boolean().default(false),
  leads: z.coerce.number().int().min(1).max(100_000).optional(),
  seed: z.coerce.number().int().min(0).default(1),
  rate: z.coerce.number().positive().max(10).optional(),
  portal: z.coerce.number().int().positive().optional(),
  file: z.string().min(1).optional(),
  map: z.array(z.string()).default([]).transform(readMap),
});
export type Options = z.output<typeof schema> & { rate: number };

/** A person who watches wants to see each lead; a run that is counted wants to be over. Leads per second. */
const RATE = { watched: 1, counted: 10 };

/** What was typed cannot be understood; the message says which option and why. */
export class BadArguments extends Error {}

/** Throws BadArguments. */
export function readOptions(argv: readonly string[]): Options {
  let values: unknown;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      allowPositionals: false,
      options: {
        once: { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        'fast-clock': { type: 'boolean' },
        leads: { type: 'string' },
        seed: { type: 'string' },
        rate: { type: 'string' },
        portal: { type: 'string' },
        file: { type: 'string' },
        map: { type: 'string', multiple: true },
      },
    }));
  } catch (error) {
    throw new BadArguments(error instanceof Error ? error.message : String(error), { cause: error });
  }
  const parsed = schema.safeParse(values);
  if (!parsed.success) {
    throw new BadArguments(
      parsed.error.issues.map((issue) => `--${issue.path.join('.')}: ${issue.message}`).join('\n'),
    );
  }
  const options = parsed.data;
  if (options.json && !options.once) throw new BadArguments('--json prints the figures at the end: it needs --once');
  if (options.map.size > 0 && options.file === undefined)
    throw new BadArguments('--map says what the columns of a --file mean');
  return { ...options, rate: options.rate ?? (options.once ? RATE.counted : RATE.watched) };
}

function readMap(given: readonly string[], context: z.RefinementCtx): ReadonlyMap<string, string> {
  const pairs = given.flatMap((list) => list.split(',')).map((pair) => pair.split('='));
  for (const [column = '', property = '', ...rest] of pairs) {
    if (column.trim() === '' || property.trim() === '' || rest.length > 0) {
      context.addIssue({ code: 'custom', message: 'write it as column=property,column=property' });
    }
  }
  return new Map(pairs.map(([column = '', property = '']) => [column.trim(), property.trim()]));
}

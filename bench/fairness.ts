import { parseArgs } from 'node:util';
import { balanceSchema } from '../src/policy/balance-schema.ts';
import { runFairness } from './fairness-run.ts';

const STEPS = 10;

/**
 * How far anybody ever is from the share due: 40 people in overlapping territories, with weights, ramps, hours, leave and caps, over
 * half a year of generated leads, each decided by the app's own rule; and the same with the rule that routers usually have,
 * fewest leads so far by weight. Both count leads. Options: `--leads` (100000), `--seed` (1), `--seeds` how many from there
 * on (1), `--window` day, week, month or a number of days, as in a policy (never); the figures are those of the worst seed, which is named.
 */
export function fairness(args: readonly string[]): Promise<Record<string, number>> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '1' },
      seeds: { type: 'string', default: '1' },
      leads: { type: 'string', default: '100000' },
      window: { type: 'string', default: 'never' },
    },
  });
  const [first, seeds, leads] = [Number(values.seed), Number(values.seeds), Number(values.leads)];
  const rollingDays = Number(values.window);
  const { window } = balanceSchema.parse({ window: rollingDays > 0 ? { rollingDays } : values.window });
  const startedAt = performance.now();
  const runs = Array.from({ length: seeds }, (_, index) => {
    const seed = first + index;
    const run = { seed, ...runFairness(seed, leads, progress(seed, leads), window) };
    console.error(`seed ${seed}: worst ${round(run.worst)}, market's rule ${round(run.marketWorst)}`);
    return run;
  });
  const worst = runs.reduce((a, b) => (b.worst > a.worst ? b : a));
  return Promise.resolve({
    worstDeviation: round(worst.worst),
    seed: worst.seed,
    leads,
    people: worst.people,
    marketWorstDeviation: round(worst.marketWorst),
    held: worst.held,
    seeds,
    seconds: Math.round((performance.now() - startedAt) / 100) / 10,
  });
}

/** Says on stderr each time that another tenth of the leads is done. */
function progress(seed: number, leads: number): (done: number) => void {
  let told = 0;
  return (done) => {
    const tenth = Math.floor((done * STEPS) / leads);
    if (tenth > told) console.error(`seed ${seed}: ${done} of ${leads} leads`);
    told = tenth;
  };
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}

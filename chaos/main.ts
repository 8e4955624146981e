import { BadArguments } from '../demo/options.ts';
import { readOptions, USAGE } from './options.ts';
import { RECOVERS_WITHIN_MS, runChaos } from './run.ts';

/** Lines of what is wrong that are shown; more of the same help nobody. */
const SHOWN = 20;

/**
 * `npm run chaos`: everything that production does to an app, against real processes, and what became of the leads. stdout has
 * the figures, stderr what happens. Exit code 0: nothing lost, doubled or in disagreement, and all right again within 60 s
 * each time. 1: not so. 2: the command line cannot be understood.
 */
try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(USAGE);
  else process.exitCode = await chaos(options);
} catch (error) {
  const isMisuse = error instanceof BadArguments;
  console.error(error instanceof Error ? (isMisuse ? error.message : error.stack) : error);
  if (isMisuse) console.error(`\n${USAGE}`);
  process.exitCode = isMisuse ? 2 : 1;
}

async function chaos(options: ReturnType<typeof readOptions>): Promise<number> {
  const { figures, last, logs } = await runChaos({
    ...options,
    kinds: options.only,
    perSecond: options.rate,
    tell: (line) => console.error(line),
  });
  const wrong = [...last.lost, ...last.doubled, ...last.disagreements, ...last.unfinished];
  for (const line of [...wrong.slice(0, SHOWN), ...logs]) console.error(line);
  const { lost, doubled, disagreements, recoveryMs } = figures;
  if (options.json) console.log(JSON.stringify(figures));
  else {
    console.log(
      `${figures.leads} leads, ${figures.rounds} rounds of faults: ${lost} lost, ${doubled} doubled, ${disagreements} disagreements; right again after ${recoveryMs.p50} ms (half of them), ${recoveryMs.max} ms (all)`,
    );
  }
  return wrong.length === 0 && recoveryMs.max <= RECOVERS_WITHIN_MS ? 0 : 1;
}

import { card } from './card.ts';
import { decide } from './decide.ts';
import { fairness } from './fairness.ts';
import { latency } from './latency.ts';
import { simulate } from './simulate.ts';
import { sla } from './sla.ts';

/**
 * `npm run bench -- NAME [--json]`: figures that anyone can repeat. Each prints a table; with --json one flat object is the
 * last line of stdout.
 */
const BENCHES: Readonly<Record<string, (args: readonly string[]) => Promise<Record<string, unknown>>>> = {
  card,
  decide,
  fairness,
  latency,
  simulate,
  sla,
};

const [name = '', ...args] = process.argv.slice(2).filter((arg) => arg !== '--json');
const bench = BENCHES[name];
if (bench === undefined) {
  console.error(`Usage: npm run bench -- ${Object.keys(BENCHES).join('|')} [--json]`);
  process.exitCode = 2;
} else {
  const figures = await bench(args);
  if (process.argv.includes('--json')) console.log(JSON.stringify(figures));
  else console.table(figures);
}

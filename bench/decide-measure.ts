import { parseArgs } from 'node:util';
import { decide } from '../src/policy/decide.ts';
import { explainVerdict } from '../src/policy/explain.ts';
import { flipsOf } from '../src/policy/flips/flips.ts';
import type { DecisionInput } from '../src/policy/input.ts';
import { asInput, asPolicy, makeCases, type CaseLead } from './decide-cases.ts';
import { jsonRulesEngine, zen, type Select } from './decide-rivals.ts';

const SIZES = [10, 100, 1_000, 10_000] as const;
const LEADS = 2_000;
/** So many of a rival's answers are on their way at once, so that waiting costs it nothing. */
const AT_ONCE = 8;
/** Leads whose answers of all engines are compared, for each number of rules. */
const COMPARED = 200;

/** What decide.ts builds and runs: measures, and prints its figures as JSON in the last line. */
const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, seconds: { type: 'string', default: '2' } },
});
process.stdout.write(`${JSON.stringify(await measure())}\n`);

async function measure(): Promise<Record<string, unknown>> {
  const [seed, seconds] = [Number(values.seed), Number(values.seconds)];
  const figures: Record<string, { baton: number; jsonRulesEngine: number; zen: number }> = {};
  const flipsMicroseconds: Record<string, number> = {};
  let agree = true;
  for (const size of SIZES) {
    process.stderr.write(`${size} rules ...\n`);
    const { rules, leads } = makeCases({ seed, rules: size, leads: LEADS });
    const policy = asPolicy(rules);
    const inputs = leads.map(asInput);
    const baton = (one: DecisionInput) => {
      const verdict = decide(policy, one);
      return { verdict, explanation: explainVerdict(verdict, (ownerId) => ownerId) };
    };
    const rivals = { jsonRulesEngine: jsonRulesEngine(rules), zen: zen(rules) };
    const answers = inputs.slice(0, COMPARED).map((one) => baton(one).verdict.rule?.id ?? null);
    for (const select of Object.values(rivals)) {
      agree &&= await sameAnswers(select, leads.slice(0, size > 1_000 ? COMPARED / 4 : COMPARED), answers);
    }
    const flips = perCpuSecond(
      (one) => flipsOf(policy, one, decide(policy, one)),
      inputs.slice(0, COMPARED),
      seconds / 2,
    );
    flipsMicroseconds[size] = Math.round(1e6 / flips);
    figures[size] = {
      baton: perCpuSecond(baton, inputs, seconds),
      jsonRulesEngine: await rivalPerCpuSecond(rivals.jsonRulesEngine, leads, seconds),
      zen: await rivalPerCpuSecond(rivals.zen, leads, seconds),
    };
  }
  const at = (size: (typeof SIZES)[number]) => figures[size] ?? { baton: 0, jsonRulesEngine: 0, zen: 0 };
  const faster = Math.max(at(1_000).jsonRulesEngine, at(1_000).zen);
  return {
    rules: figures,
    ratioAt1000: Math.round((at(1_000).baton / faster) * 10) / 10,
    growth10to10000: Math.round((at(10).baton / at(10_000).baton) * 100) / 100,
    answersAgree: agree,
    flipsMicroseconds,
  };
}

async function sameAnswers(
  select: Select,
  leads: readonly CaseLead[],
  expected: readonly (string | null)[],
): Promise<boolean> {
  for (const [index, lead] of leads.entries()) if ((await select(lead)) !== expected[index]) return false;
  return true;
}

function perCpuSecond(
  work: (one: DecisionInput) => unknown,
  inputs: readonly DecisionInput[],
  seconds: number,
): number {
  const run = (forMs: number) => {
    const endAt = performance.now() + forMs;
    let done = 0;
    while (performance.now() < endAt) {
      for (const one of inputs) work(one);
      done += inputs.length;
    }
    return done;
  };
  run(500);
  const before = process.cpuUsage();
  return rate(run(seconds * 1_000), process.cpuUsage(before));
}

async function rivalPerCpuSecond(select: Select, leads: readonly CaseLead[], seconds: number): Promise<number> {
  const run = async (forMs: number) => {
    const endAt = performance.now() + forMs;
    let done = 0;
    while (performance.now() < endAt) {
      const some = Array.from({ length: AT_ONCE }, (_, place) => leads[(done + place) % leads.length]);
      await Promise.all(some.flatMap((lead) => (lead === undefined ? [] : [select(lead)])));
      done += AT_ONCE;
    }
    return done;
  };
  await run(300);
  const before = process.cpuUsage();
  return rate(await run(seconds * 1_000), process.cpuUsage(before));
}

function rate(done: number, { user, system }: NodeJS.CpuUsage): number {
  return Math.round(done / ((user + system) / 1e6));
}

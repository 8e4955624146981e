import { compilePolicy } from '../policy/compile.ts';
import type { PolicyDocument } from '../policy/schema.ts';
import { peopleByPolicy } from './people-terms.ts';
import type { NamedEnquiry, Tried } from './report.ts';
import { simulate } from './simulate.ts';

/** A policy by the name that a report calls it. */
export interface NamedPolicy {
  name: string;
  document: PolicyDocument;
}

/** Tries a policy on the enquiries, from the shares that the first of them knew. `onStep` hears how many are done. */
export async function tryPolicy(
  enquiries: readonly NamedEnquiry[],
  { name, document }: NamedPolicy,
  onStep: (done: number) => void = () => undefined,
): Promise<Tried> {
  const policy = compilePolicy(document);
  const inputs = enquiries.map(({ input }) => input);
  const [from, to] = [inputs[0], inputs.at(-1)].map((input) => new Date(input?.now ?? 0));
  const peopleAt = await peopleByPolicy(policy, { from: from ?? new Date(0), to: to ?? new Date(0) });
  const run = simulate({ policy, enquiries: inputs, opening: inputs[0]?.credits ?? [], peopleAt });
  let step = run.next();
  for (; step.done !== true; step = run.next()) onStep(step.value);
  return { policy: name, trials: step.value };
}

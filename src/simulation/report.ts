import { explainVerdict } from '../policy/explain.ts';
import type { DecisionInput } from '../policy/input.ts';
import { countDifferences, differenceOf, messiest, type Difference } from './compare.ts';
import { figuresOf, type Figures } from './figures.ts';
import type { Trial } from './simulate.ts';

/** An enquiry and how it is called: a line of a file, a contact. */
export interface NamedEnquiry {
  input: DecisionInput;
  name: string;
}

/** A policy and what it made of the enquiries, in their order. */
export interface Tried {
  /** "version 3", or the name of a draft. */
  policy: string;
  trials: readonly Trial[];
}

export interface MessyCase {
  name: string;
  /** Labels of what makes it hard: risks, an uncertain intent ... */
  facts: string[];
  /** How it ends, a sentence per policy. */
  ends: { policy: string; headline: string; because: string[] }[];
}

export interface SimulationReport {
  enquiries: number;
  /** ISO; null: there were none. */
  from: string | null;
  to: string | null;
  policies: { policy: string; figures: Figures }[];
  /** null: one policy only. */
  differences: Record<Difference, number> | null;
  /** What should make somebody stop, in sentences. */
  warnings: string[];
  messy: MessyCase[];
}

const ENDS: Readonly<Record<Exclude<Difference, 'same'>, string>> = {
  turn: 'another turn',
  person: 'another person',
  pool: 'another pool',
  outcome: 'another outcome',
};

/** Of so many leads so few may wait to the end before it is said. */
const MOST_HELD = 0.05;

/** What the last of the policies made of the enquiries, beside the first if there are two. Pure. */
export function reportOf(
  enquiries: readonly NamedEnquiry[],
  [first, second]: readonly [Tried, Tried?],
  nameOf: (ownerId: string) => string,
): SimulationReport {
  const inputs = enquiries.map(({ input }) => input);
  const all = second === undefined ? [first] : [first, second];
  const last = second ?? first;
  const before = second === undefined ? null : first.trials;
  const policies = all.map(({ policy, trials }) => ({ policy, figures: figuresOf(inputs, trials) }));
  return {
    enquiries: enquiries.length,
    from: inputs[0]?.now ?? null,
    to: inputs.at(-1)?.now ?? null,
    policies,
    differences: before === null ? null : countDifferences(before, last.trials),
    warnings: policies.flatMap(({ policy, figures }) => warningsOf(policy, figures, enquiries.length)),
    messy: messiest(inputs, { before, after: last.trials }).flatMap((index): MessyCase[] => {
      const enquiry = enquiries[index];
      if (enquiry === undefined) return [];
      return [
        {
          name: enquiry.name,
          facts: factsOf(enquiry.input, before?.[index], last.trials[index]),
          ends: all.map(({ policy, trials }) => ({ policy, ...endOf(trials[index], nameOf) })),
        },
      ];
    }),
  };
}

function warningsOf(policy: string, { held, routed }: Figures, enquiries: number): string[] {
  if (enquiries === 0) return [];
  if (routed === 0 && held > 0) return [`By ${policy} nobody gets a lead: all that need a person wait to the end.`];
  if (held / enquiries <= MOST_HELD) return [];
  return [`By ${policy} ${held} of ${enquiries} leads wait to the end, because nobody may take them.`];
}

/** How an enquiry ends, in words. */
export function endOf(
  trial: Trial | undefined,
  nameOf: (ownerId: string) => string,
): { headline: string; because: string[] } {
  if (trial === undefined) return { headline: 'Not decided', because: [] };
  const { headline, why, others } = explainVerdict(trial.verdict, nameOf);
  return { headline, because: [...why, ...others] };
}

function factsOf({ assessment, duplicateOf, openHandoff }: DecisionInput, before?: Trial, after?: Trial): string[] {
  const { riskFlags, confidence, hasText, emailKind } = assessment;
  const difference = before === undefined || after === undefined ? 'same' : differenceOf(before, after);
  return [
    ...(difference === 'same' ? [] : [ENDS[difference]]),
    ...riskFlags,
    ...(hasText && confidence < 0.5 ? ['uncertain intent'] : []),
    ...(duplicateOf === null ? [] : ['duplicate']),
    ...(openHandoff === null ? [] : ['open handoff']),
    ...(['free', 'disposable', 'invalid', 'none'].includes(emailKind) ? [`e-mail address: ${emailKind}`] : []),
  ];
}

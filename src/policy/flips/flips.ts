import type { CompiledPolicy } from '../compile.ts';
import type { DecisionInput } from '../input.ts';
import type { Verdict } from '../verdict.ts';
import type { Flips } from './flip.ts';
import { claimFlips, thresholdFlips } from './lead.ts';
import { nearRuleFlips } from './near-rules.ts';
import { nextInLine } from './next.ts';
import { peopleFlips } from './people.ts';
import { Retrial } from './retrial.ts';

/**
 * The smallest changes after which the lead would have gone elsewhere. `verdict` is what `decide` says of policy and input.
 * Pure and total, bounded in time, and never wrong: what is not certain is left out. What takes the fewest tries is looked
 * for first.
 */
export function flipsOf(policy: CompiledPolicy, input: DecisionInput, verdict: Verdict): Flips {
  const retrial = new Retrial({ policy, input }, verdict);
  const lead = [...thresholdFlips(retrial), ...claimFlips(retrial), ...nearRuleFlips(retrial)];
  const next = nextInLine(retrial);
  return { lead, next, people: peopleFlips(retrial) };
}

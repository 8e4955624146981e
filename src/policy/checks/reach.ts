import { EarlierRules, type Effort } from './earlier-rules.ts';
import type { Finding } from './finding.ts';
import { mayHoldSeveral } from '../several-values.ts';
import { cut } from '../describe/words.ts';
import type { Alternative, CheckedRule } from './layers.ts';

/** A field with more values is not taken apart value by value. */
const MOST_VALUES = 1_000;
/** So many of the rules that take all leads of another are named. */
const NAMED = 3;

/**
 * Rules of one layer that can never hold, or that no lead reaches because earlier rules take all of theirs. Says so only
 * where it is certain.
 */
export function reachFindings(layer: readonly CheckedRule[], effort: Effort): Finding[] {
  const findings: Finding[] = [];
  const earlier = new EarlierRules(effort);
  for (const rule of layer) {
    if (rule.alternatives === null) continue;
    if (rule.alternatives.length === 0) {
      findings.push(contradiction(rule));
      continue;
    }
    const takers = takersOf(rule, rule.alternatives, earlier);
    if (takers !== null) findings.push(notReached(rule, takers));
    // Who never gets a lead takes none away from later rules that the ones before it do not take already.
    else earlier.add(rule);
  }
  return findings;
}

/** Rules that take all leads of an alternative: each by itself, or only all together. */
interface Takers {
  rules: ReadonlySet<CheckedRule>;
  eachAlone: boolean;
}

/** Earlier rules that take every lead of this one, as few as can be seen; null: not certain. */
function takersOf(
  rule: CheckedRule,
  alternatives: readonly Alternative[],
  earlier: EarlierRules,
): ReadonlySet<CheckedRule> | null {
  const found: Takers[] = [];
  for (const alternative of alternatives) {
    const alone = new Set(earlier.taking(alternative.facts, rule));
    const together = alone.size > 0 ? null : takersByValue(rule, alternative, earlier);
    if (alone.size > 0) found.push({ rules: alone, eachAlone: true });
    else if (together === null) return null;
    else found.push({ rules: together, eachAlone: together.size === 1 });
  }
  const ofAll = [...(found[0]?.rules ?? [])].find((taker) =>
    found.every(({ rules, eachAlone }) => eachAlone && rules.has(taker)),
  );
  return new Set(ofAll === undefined ? found.flatMap(({ rules }) => [...rules]) : [ofAll]);
}

function takersByValue(
  rule: CheckedRule,
  { facts }: Alternative,
  earlier: EarlierRules,
): ReadonlySet<CheckedRule> | null {
  for (const [field, known] of facts) {
    if (known.values === null || known.values.size > MOST_VALUES || mayHoldSeveral(field)) continue;
    const takers = new Set<CheckedRule>();
    let isTaken = true;
    for (const value of known.values) {
      const narrowed = new Map(facts).set(field, { ...known, values: new Set([value]) });
      const taker = earlier.taking(narrowed, rule).next();
      isTaken = taker.done !== true;
      if (taker.done === true) break;
      takers.add(taker.value);
    }
    if (isTaken) return takers;
  }
  return null;
}

function contradiction({ path }: CheckedRule): Finding {
  return {
    rule: 'contradiction',
    severity: 'error',
    path: [...path, 'when'],
    message: 'can never hold: no lead is all of that at once',
    proposal: 'change the condition, or remove the rule',
  };
}

/** Where the leads go elsewhere than the rule says it is an error; where they go there anyhow the rule is only needless. */
function notReached({ path, destination }: CheckedRule, takers: ReadonlySet<CheckedRule>): Finding {
  const names = [...takers]
    .sort((a, b) => a.path[1] - b.path[1])
    .slice(0, NAMED)
    .map(({ label }) => `"${cut(label, 80)}"`);
  const more = takers.size > NAMED ? ` and ${takers.size - NAMED} more` : '';
  const isElsewhere = [...takers].some((taker) => taker.destination !== destination);
  return {
    rule: takers.size === 1 ? 'unreachable_rule' : 'shadowed_rule',
    severity: isElsewhere ? 'error' : 'warning',
    path,
    message: `is never reached: ${names.join(', ')}${more}, asked before, ${takers.size === 1 ? 'takes' : 'take'} all its leads`,
    proposal: isElsewhere
      ? `put it before ${names[0] ?? 'them'}, or remove it`
      : 'remove it; its leads go to the same place',
  };
}

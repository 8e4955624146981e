import type { CompiledRule } from '../compile.ts';
import type { Test } from '../condition-schema.ts';
import { lookAt, readerOf, type LeadFacts } from '../lead-facts.ts';
import { testsOf } from '../references.ts';
import { situationOf } from '../situation.ts';
import { numberOf, valuesOf, type Lists, type Scalar } from '../values.ts';
import { endingOf, type Ending, type LeadFlip } from './flip.ts';
import { withValue } from './lead-changes.ts';
import type { Retrial } from './retrial.ts';

/** How many are told, tried and looked at: the nearest to the rule that was taken. */
const MOST_TOLD = 3;
const MOST_TRIED = 6;
const MOST_RULES = 50;
const MOST_TESTS = 12;

/** A rule that does not hold for the lead, and the one value with which it does. */
interface Near {
  rule: CompiledRule;
  field: string;
  to: Scalar;
  /** Larger is nearer: how many other conditions hold, and whether only a number is missed. */
  nearness: number;
}

/**
 * Rules before the one that was taken that would have sent the lead elsewhere, had a single field another value. Those that
 * miss the least come first.
 */
export function nearRuleFlips(retrial: Retrial): LeadFlip[] {
  const { given, verdict } = retrial;
  const { lists } = given.policy.document;
  const lead = { input: given.input, group: situationOf(given.policy, given.input).group, awaited: new Set<never>() };
  const near = earlierRules(retrial)
    .flatMap((rule) => missesByOne(rule, lead, lists) ?? [])
    .toSorted((a, b) => b.nearness - a.nearness);
  const flips: LeadFlip[] = [];
  for (const { rule, field, to } of near.slice(0, MOST_TRIED)) {
    const input = withValue(given.input, field, to);
    const again = input === null ? null : retrial.again({ ...given, input });
    if (again === null || again.rule?.id !== rule.id || isSame(endingOf(again), verdict)) continue;
    const change = { what: 'value', field, to, rule: { id: rule.id, label: rule.label } } as const;
    if (flips.push({ change, end: endingOf(again) }) === MOST_TOLD) break;
  }
  return flips;
}

/** Hard rules and pool rules that were asked, or passed by the index, before the one that was taken. */
function earlierRules({ given: { policy }, verdict }: Retrial): readonly CompiledRule[] {
  const layers = new Set(verdict.path.map(({ layer }) => layer));
  const rules: CompiledRule[] = [
    ...(layers.has('hard') ? policy.hard.rules : []),
    ...(layers.has('pool') ? policy.poolRules.rules : []),
  ];
  const taken = rules.findIndex(({ id }) => id === verdict.rule?.id);
  return (taken === -1 ? rules : rules.slice(0, taken)).slice(-MOST_RULES);
}

function missesByOne(rule: CompiledRule, lead: LeadFacts, lists: Lists): Near | null {
  if (rule.holds(lead) === 'yes') return null;
  for (const test of testsOf(rule.when).slice(0, MOST_TESTS)) {
    const to = valueFor(test, lead, lists);
    const input = to === null ? null : withValue(lead.input, test.field, to);
    if (to === null || input === null || rule.holds({ input, group: lead.group, awaited: lead.awaited }) !== 'yes')
      continue;
    const others = 'all' in rule.when ? rule.when.all.length - 1 : 0;
    return { rule, field: test.field, to, nearness: others + (typeof to === 'number' ? 0.5 : 0) };
  }
  return null;
}

/** A value with which a comparison holds: of numbers the nearest whole one beyond. null: it asks for no certain value. */
function valueFor(test: Test, lead: LeadFacts, lists: Lists): Scalar | null {
  switch (test.operator) {
    case 'EQ':
    case 'STARTS_WITH':
    case 'CONTAINS_TOKEN':
      return test.value;
    case 'IN':
      return valuesOf(test, lists)[0] ?? null;
    case 'GT':
      return Math.floor(test.value) + 1;
    case 'LT':
      return Math.ceil(test.value) - 1;
    case 'GTE':
    case 'LTE':
      return test.value;
    case 'BETWEEN':
      return isAbove(lead, test.field, test.highValue) ? test.highValue : test.value;
    default:
      return null;
  }
}

function isAbove(lead: LeadFacts, field: string, number: number): boolean {
  const seen = lookAt(lead, field, readerOf(field));
  const value = seen.known ? seen.values[0]?.value : undefined;
  return value !== undefined && (numberOf(value) ?? number) > number;
}

function isSame(a: Ending, b: Ending): boolean {
  return a.outcome === b.outcome && a.ownerId === b.ownerId && a.pool === b.pool;
}

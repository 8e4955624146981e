import type { PolicyDocument } from '../schema.ts';
import { factsOf, type FieldFacts } from './field-facts.ts';
import { Literals, type Literal } from './literal.ts';
import { alternativesOf, type Conjunction } from './normal-form.ts';

export const LAYERS = ['skip', 'hard', 'poolRules'] as const;
export type RuleLayer = (typeof LAYERS)[number];

/** One way in which a rule's condition can hold. */
export interface Alternative {
  literals: Conjunction;
  facts: ReadonlyMap<string, FieldFacts>;
}

/** A rule as the checks of its condition see it. */
export interface CheckedRule {
  label: string;
  path: readonly [RuleLayer, number];
  /** Those ways that can hold at all; null: the condition is too tangled to say. */
  alternatives: readonly Alternative[] | null;
  /** Where it sends a lead, as one text. */
  destination: string;
  /** Whatever the lead, it is sent there once the condition holds. */
  isCertain: boolean;
  /** It is asked only for leads without an active owner. */
  onlyUnowned: boolean;
}

/** The rules that are switched on, layer by layer, in the order in which they are asked. */
export function checkedLayers(document: PolicyDocument): CheckedRule[][] {
  const literals = new Literals(document);
  const alternativesIn = (rule: PolicyDocument['skip' | 'hard' | 'poolRules'][number]) =>
    alternativesOf(rule.when, literals)?.flatMap(satisfiable) ?? null;
  const certain = { isCertain: true, onlyUnowned: false };
  const [skip, hard, poolRules] = [
    document.skip.map((rule, index) => ({
      rule,
      path: ['skip', index] as const,
      ...certain,
      destination: rule.reason,
    })),
    document.hard.map((rule, index) => ({
      rule,
      path: ['hard', index] as const,
      destination: JSON.stringify([rule.to, rule.skills]),
      // A person may turn out not to be active, and then the rule is passed over.
      isCertain: typeof rule.to === 'object' && 'pool' in rule.to,
      onlyUnowned: !rule.evenIfOwned,
    })),
    document.poolRules.map((rule, index) => ({
      rule,
      path: ['poolRules', index] as const,
      ...certain,
      destination: JSON.stringify([rule.pool, rule.skills]),
    })),
  ];
  return [skip, hard, poolRules].map((layer) =>
    layer
      .filter(({ rule }) => rule.enabled)
      .map(({ rule, ...rest }) => ({ ...rest, label: rule.label, alternatives: alternativesIn(rule) })),
  );
}

function satisfiable(literals: Conjunction): Alternative[] {
  const byField = new Map<string, Literal[]>();
  for (const literal of literals) {
    const known = byField.get(literal.field);
    if (known === undefined) byField.set(literal.field, [literal]);
    else known.push(literal);
  }
  const facts = new Map<string, FieldFacts>();
  for (const [field, ofField] of byField) {
    const found = factsOf(field, ofField);
    if (found === null) return [];
    facts.set(field, found);
  }
  return [{ literals, facts }];
}

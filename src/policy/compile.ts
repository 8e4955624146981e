import { policyHash } from './canonical.ts';
import { compileCondition, type Evaluate } from './evaluate.ts';
import { DayBook } from './day-book.ts';
import { RuleIndex } from './rule-index/rule-index.ts';
import { factsBehind } from './lead-facts.ts';
import { onChangeOf, type OnChange } from './on-change.ts';
import { personTerms, type PersonTerms } from './people-schema.ts';
import { propertiesOf, type PropertyNames } from './reads.ts';
import { fieldsOf, testsOf } from './references.ts';
import type { HardTarget, Pool, PolicyDocument, WaitableFact } from './schema.ts';
import { defaultGroupOf, normaliseSource, type SourceGroup } from './source-groups.ts';
import type { Condition } from './condition-schema.ts';
import type { SkipReason } from './taxonomy.ts';

/** A rule ready to be asked. */
export interface CompiledRule {
  id: string;
  label: string;
  when: Condition;
  holds: Evaluate;
  /** Fields it looks at, each once. */
  fields: readonly string[];
  /** Facts that HubSpot may fill in late and that it looks at. */
  facts: readonly WaitableFact[];
}

/** The skills that whoever gets the lead must have. */
interface Asking {
  skills: readonly string[];
}

/** A policy ready to decide with. Immutable; may be kept and shared for as long as the policy is in force. */
export interface CompiledPolicy {
  document: PolicyDocument;
  hash: string;
  skip: RuleIndex<CompiledRule & { reason: SkipReason }>;
  hard: RuleIndex<CompiledRule & Asking & { to: HardTarget; evenIfOwned: boolean }>;
  poolRules: RuleIndex<CompiledRule & Asking & { pool: string }>;
  pools: ReadonlyMap<string, Pool>;
  /** Whether a lead is in a segment, by the segment's name. */
  segments: ReadonlyMap<string, Evaluate>;
  /** What the policy says of people, by owner id. */
  people: ReadonlyMap<string, PersonTerms>;
  onChange: OnChange;
  /** What must have been read of a lead before this policy can decide about it. */
  reads: PropertyNames;
  groupOf(source: string): SourceGroup;
  /** Remembered calendar days; they save time and change no answer. */
  days: DayBook;
}

/** Prepares a document that policySchema has accepted. Rules that are switched off are left out. */
export function compilePolicy(document: PolicyDocument): CompiledPolicy {
  const compile = (rule: { id: string; label: string; when: Condition }): CompiledRule => {
    const fields = [...new Set(testsOf(rule.when).flatMap(fieldsOf))];
    const facts = fields.flatMap(factsBehind);
    return {
      id: rule.id,
      label: rule.label,
      when: rule.when,
      holds: compileCondition(rule.when, document),
      fields,
      facts: [...new Set(facts)],
    };
  };
  const indexed = <R extends { enabled: boolean; when: Condition }, C>(rules: readonly R[], compiled: (rule: R) => C) =>
    new RuleIndex(
      rules.filter((rule) => rule.enabled).map((rule) => ({ rule: compiled(rule), when: rule.when })),
      document,
    );
  const moved = new Map(Object.entries(document.sources.moved));
  return {
    document,
    hash: policyHash(document),
    skip: indexed(document.skip, (rule) => ({ ...compile(rule), reason: rule.reason })),
    hard: indexed(document.hard, (rule) => ({
      ...compile(rule),
      to: rule.to,
      skills: rule.skills ?? [],
      evenIfOwned: rule.evenIfOwned,
    })),
    poolRules: indexed(document.poolRules, (rule) => ({
      ...compile(rule),
      pool: rule.pool,
      skills: rule.skills ?? [],
    })),
    pools: new Map(document.pools.map((pool) => [pool.name, pool])),
    segments: new Map(
      Object.entries(document.segments ?? {}).map(([name, when]) => [name, compileCondition(when, document)]),
    ),
    people: personTerms(document),
    onChange: onChangeOf(document),
    reads: propertiesOf([
      ...[...document.skip, ...document.hard, ...document.poolRules]
        .filter(({ enabled }) => enabled)
        .map(({ when }) => when),
      ...Object.values(document.segments ?? {}),
    ]),
    days: new DayBook(),
    groupOf: (source) => moved.get(normaliseSource(source)) ?? defaultGroupOf(source),
  };
}

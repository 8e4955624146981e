import type { Effort } from './earlier-rules.ts';
import { cut } from '../describe/words.ts';
import { mayHoldSeveral } from '../several-values.ts';
import type { Finding } from './finding.ts';
import type { CheckedRule } from './layers.ts';

/** Of this many values of a rule the earlier rules that name them too are looked up. */
const LOOKED_AT = 50;
/** More hints of this kind are not read by anybody. */
const MOST_TOLD = 100;

type Sets = ReadonlyMap<string, ReadonlySet<string>>;

interface Plain {
  rule: CheckedRule;
  sets: Sets;
}

/**
 * Pairs of rules of one layer that share some leads, send them to different places, and of which neither is the narrower
 * one: the order alone decides. Only rules that are plain sets of values of the same fields are compared.
 */
export function overlapFindings(layer: readonly CheckedRule[], effort: Effort): Finding[] {
  const findings: Finding[] = [];
  const byValue = new Map<string, Plain[]>();
  for (const rule of layer) {
    if (findings.length === MOST_TOLD) break;
    const sets = plainSets(rule);
    if (sets === null) continue;
    const fields = [...sets.keys()].sort();
    const first = sets.get(fields[0] ?? '') ?? new Set<string>();
    const keys = [...first].slice(0, LOOKED_AT).map((value) => `${fields.join(' ')} ${value}`);
    const other = firstOverlap(
      keys.map((key) => byValue.get(key) ?? []),
      { rule, sets },
      effort,
    );
    if (other !== null && findings.length < MOST_TOLD)
      findings.push(overlap(rule, other.rule, sharedValues(sets, other.sets)));
    for (const key of keys) {
      const known = byValue.get(key);
      if (known === undefined) byValue.set(key, [{ rule, sets }]);
      else known.push({ rule, sets });
    }
  }
  return findings;
}

function firstOverlap(candidates: readonly (readonly Plain[])[], later: Plain, effort: Effort): Plain | null {
  for (const plain of inTurn(candidates)) {
    if (!effort.spend()) return null;
    if (plain.rule.destination === later.rule.destination) continue;
    const pairs = [...later.sets].map(
      ([field, values]) => [values, plain.sets.get(field) ?? new Set<string>()] as const,
    );
    if (pairs.some(([a, b]) => !sharesAny(a, b))) continue;
    if (!pairs.every(([a, b]) => isWithin(a, b)) && !pairs.every(([a, b]) => isWithin(b, a))) return plain;
  }
  return null;
}

function* inTurn(candidates: readonly (readonly Plain[])[]): Generator<Plain> {
  for (const some of candidates) yield* some;
}

function overlap({ path }: CheckedRule, earlier: CheckedRule, shared: readonly string[]): Finding {
  return {
    rule: 'overlapping_rules',
    severity: 'hint',
    path,
    message: `shares leads (${shared.join(', ')}) with "${cut(earlier.label, 80)}", which is asked first and sends them elsewhere`,
    proposal: 'make sure that the order is meant so',
  };
}

function plainSets({ alternatives }: CheckedRule): Sets | null {
  const [only, ...more] = alternatives ?? [];
  if (only === undefined || more.length > 0 || only.facts.size === 0) return null;
  const sets = new Map<string, ReadonlySet<string>>();
  for (const [field, { values }] of only.facts) {
    if (values === null || mayHoldSeveral(field)) return null;
    sets.set(field, values);
  }
  return sets;
}

function sharedValues(a: Sets, b: Sets): string[] {
  return [...a].flatMap(([field, values]) => [...values].filter((value) => b.get(field)?.has(value)).slice(0, 3));
}

function sharesAny(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [few, many] = a.size < b.size ? [a, b] : [b, a];
  for (const value of few) if (many.has(value)) return true;
  return false;
}

function isWithin(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  if (a.size > b.size) return false;
  for (const value of a) if (!b.has(value)) return false;
  return true;
}

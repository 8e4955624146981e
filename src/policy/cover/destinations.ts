import type { PolicyDocument } from '../schema.ts';

/** Where leads can go: a pool, perhaps only its people with certain skills. */
export interface Destination {
  pool: string;
  skills: readonly string[];
  /** The rules that lead there, by their labels; empty: what no rule names. */
  rules: string[];
  /** Where it is named in the policy. */
  path: readonly (string | number)[];
}

/** Each destination of rules that are switched on, and the default pool, once. */
export function destinationsOf({ hard, poolRules, defaultPool }: PolicyDocument): Destination[] {
  const found = new Map<string, Destination>();
  const add = (pool: string, skills: readonly string[], rule: string | null, path: Destination['path']) => {
    const key = JSON.stringify([pool, skills.toSorted()]);
    const one = found.get(key) ?? { pool, skills, rules: [], path };
    if (rule !== null) one.rules.push(rule);
    found.set(key, one);
  };
  hard.forEach(({ enabled, to, skills = [], label }, index) => {
    if (enabled && typeof to === 'object' && 'pool' in to) add(to.pool, skills, label, ['hard', index, 'to']);
  });
  poolRules.forEach(({ enabled, pool, skills = [], label }, index) => {
    if (enabled) add(pool, skills, label, ['poolRules', index, 'pool']);
  });
  add(defaultPool, [], null, ['defaultPool']);
  return [...found.values()];
}

import type { z } from 'zod';
import { policySchema, type PolicyDocument } from './schema.ts';

/** One thing wrong with a policy: where, as `poolRules[2].when.operator`, and what, in words for its author. */
export interface PolicyProblem {
  place: string;
  message: string;
  /** The same place, part by part. */
  path: readonly (string | number)[];
  /** Keys that the thing at this place must not have. */
  unknownKeys: readonly string[];
}

/** Reads a policy from parsed YAML or JSON. Never throws; lists every problem that was found. */
export function readPolicy(
  value: unknown,
): { ok: true; document: PolicyDocument } | { ok: false; problems: PolicyProblem[] } {
  const result = policySchema.safeParse(value, { error: inPlainWords });
  if (result.success) return { ok: true, document: result.data };
  return { ok: false, problems: result.error.issues.flatMap((issue) => problemsOf(issue, [])) };
}

/** undefined: the schema's own words, or zod's, are plain enough. */
const inPlainWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'too_small') {
    const { minimum, origin } = issue;
    if (origin === 'array' || origin === 'string') return 'must not be empty';
    return `must be at least ${Number(minimum).toLocaleString('en')}`;
  }
  if (issue.code === 'too_big') {
    const maximum = Number(issue.maximum).toLocaleString('en');
    if (issue.origin === 'array') return `has more than ${maximum} items`;
    return issue.origin === 'string' ? `is longer than ${maximum} characters` : `must be at most ${maximum}`;
  }
  return undefined;
};

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Keys by which the forms of a condition and of a target are told apart. */
const OWN_KEYS: ReadonlySet<string> = new Set(['all', 'any', 'not', 'pool', 'ownerId']);

function problemsOf(issue: Issue, above: Path): PolicyProblem[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'invalid_union') {
    const meant = likeliestBranch(issue.errors);
    if (meant !== undefined) return meant.flatMap((inner) => problemsOf(inner, path));
  }
  const parts = path.map((part) => (typeof part === 'number' ? part : String(part)));
  const unknownKeys = issue.code === 'unrecognized_keys' ? issue.keys : [];
  return [{ place: placeOf(parts), message: issue.message, path: parts, unknownKeys }];
}

/** Of the forms that a value could have had, the one whose author was furthest: right keys, wrong things below. */
function likeliestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  return branches
    .filter((issues) => issues.length > 0)
    .toSorted((a, b) => strangeness(a) - strangeness(b) || depthOf(b) - depthOf(a))[0];
}

/** A branch that misses its own key, or sees unknown ones, is not what the author meant. */
function strangeness(issues: readonly Issue[]): number {
  return issues.filter((issue) => {
    if (issue.code === 'unrecognized_keys') return true;
    // The key that tells the forms of a comparison apart is not there or has an unknown value.
    if (issue.code === 'invalid_union') return issue.errors.length === 0;
    if (issue.code !== 'invalid_type') return false;
    return issue.path.length === 0 || (issue.path.length === 1 && OWN_KEYS.has(String(issue.path[0])));
  }).length;
}

function depthOf(issues: readonly Issue[]): number {
  return Math.max(...issues.map((issue) => issue.path.length + (issue.code === 'invalid_union' ? 1 : 0)));
}

/** A path as people write it: `poolRules[2].when.operator`. */
export function placeOf(path: readonly (string | number)[]): string {
  return path.reduce<string>((place, part) => {
    if (typeof part === 'number') return `${place}[${part}]`;
    return place === '' ? part : `${place}.${part}`;
  }, '');
}

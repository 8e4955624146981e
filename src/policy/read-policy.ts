import type { z } from 'zod';
import { policySchema, type PolicyDocument } from './schema.ts';

/** One thing wrong with a policy: where, as `poolRules[2].when.operator`, and what, in words for its author. */
export interface PolicyProblem {
  place: string;
  message: string;
}

/** Reads a policy from parsed YAML or JSON. Never throws; lists every problem that was found. */
export function readPolicy(
  value: unknown,
): { ok: true; document: PolicyDocument } | { ok: false; problems: PolicyProblem[] } {
  const result = policySchema.safeParse(value);
  if (result.success) return { ok: true, document: result.data };
  return { ok: false, problems: result.error.issues.flatMap((issue) => problemsOf(issue, [])) };
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

function problemsOf(issue: Issue, above: Path): PolicyProblem[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'invalid_union') {
    const meant = likeliestBranch(issue.errors);
    if (meant !== undefined) return meant.flatMap((inner) => problemsOf(inner, path));
  }
  return [{ place: placeOf(path), message: issue.message }];
}

/** Of the forms that a value could have had, the one whose author was furthest: right keys, wrong things below. */
function likeliestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  return branches
    .filter((issues) => issues.length > 0)
    .toSorted((a, b) => strangeness(a) - strangeness(b) || depthOf(b) - depthOf(a))[0];
}

/** A branch that misses its own key, or sees unknown ones, is not what the author meant. */
function strangeness(issues: readonly Issue[]): number {
  return issues.filter(
    (issue) =>
      issue.code === 'unrecognized_keys' ||
      (issue.path.length === 0 && issue.code === 'invalid_type') ||
      (issue.path.length === 1 &&
        ['all', 'any', 'not', 'pool', 'ownerId'].includes(String(issue.path[0])) &&
        issue.code === 'invalid_type'),
  ).length;
}

function depthOf(issues: readonly Issue[]): number {
  return Math.max(...issues.map((issue) => issue.path.length + (issue.code === 'invalid_union' ? 1 : 0)));
}

function placeOf(path: Path): string {
  return path.reduce<string>((place, part) => {
    if (typeof part === 'number') return `${place}[${part}]`;
    return place === '' ? String(part) : `${place}.${String(part)}`;
  }, '');
}

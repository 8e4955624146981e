import { readPolicy, placeOf, type PolicyProblem } from '../read-policy.ts';
import type { PolicyDocument } from '../schema.ts';
import { readJson } from './json-text.ts';
import { offsetOf, type Path, type PlacedNode } from './place-tree.ts';
import { positionsOf, type Position } from './positions.ts';
import { keySuggestion, suggestionFor } from './suggest.ts';
import type { TextProblem } from './text-problem.ts';
import { readYaml } from './yaml-text.ts';
import { pathOfName, valueAt } from './value-at.ts';

/** Longer texts are not read: UTF-16 code units, as a text's length counts them. */
export const MAX_TEXT_LENGTH = 5_000_000;
/** Beyond these, more problems help nobody. */
const MAX_PROBLEMS = 100;

/** One thing wrong with a policy's text. */
export interface PolicyTextProblem extends Position {
  /** The field, as `poolRules[2].when.operator`; '' for the text as a whole. */
  place: string;
  /** The same part by part. */
  path: Path;
  message: string;
  /** What was most likely meant, as a sentence; null: nobody can tell. */
  suggestion: string | null;
}

export type ParsedPolicy =
  | { ok: true; document: PolicyDocument; positionOf: (path: Path) => Position }
  | { ok: false; problems: PolicyTextProblem[] };

/**
 * Reads a policy from its YAML 1.2 or JSON text. Never throws. Problems come in the order of the text, at most 100 of
 * them, each with the line that it is about. `format: 'json'` accepts JSON only; otherwise both are read.
 */
export function parsePolicyText(text: string, { format }: { format?: 'yaml' | 'json' } = {}): ParsedPolicy {
  const positionOf = positionsOf(text);
  const refuse = (problems: readonly TextProblem[]): ParsedPolicy => ({
    ok: false,
    problems: inOrder(
      problems.map(({ offset, message }) => ({
        ...positionOf(offset),
        place: '',
        path: [],
        message,
        suggestion: null,
      })),
    ),
  });
  if (text.length > MAX_TEXT_LENGTH) {
    return refuse([{ offset: 0, message: `is longer than ${MAX_TEXT_LENGTH.toLocaleString('en')} characters` }]);
  }
  const read = readText(text, format);
  if ('problems' in read) return refuse(read.problems);
  const { value, placed } = read;
  if (value === null) return refuse([{ offset: 0, message: 'is empty' }]);

  const result = readPolicy(value);
  if (result.ok) {
    return { ok: true, document: result.document, positionOf: (path) => positionOf(offsetOf(placed, path)) };
  }
  const found = result.problems.slice(0, MAX_PROBLEMS).flatMap((problem) => sharpened(problem, value));
  return { ok: false, problems: inOrder(found.map((problem) => positioned(problem, placed, positionOf))) };
}

/** What begins as JSON is read as JSON, which is faster; if it is none, it may still be YAML with braces. */
function readText(text: string, format: 'yaml' | 'json' | undefined) {
  if (format === 'json') return readJson(text);
  if (/^\s*\{/.test(text)) {
    const read = readJson(text);
    if (!('problems' in read)) return read;
  }
  return readYaml(text);
}

interface SharpProblem {
  path: Path;
  message: string;
  suggestion: string | null;
}

/** The problem at the very word that it is about, with what was meant by it. */
function sharpened({ path, message, unknownKeys }: PolicyProblem, root: unknown): SharpProblem[] {
  if (unknownKeys.length > 0) {
    return unknownKeys.map((key) => ({
      path: [...path, key],
      message: 'there is no such field here',
      suggestion: keySuggestion(path, key),
    }));
  }
  const [, what, named] = /^there is no (list|territory) "(.*)"$/s.exec(message) ?? [];
  const key = what === 'list' || what === 'territory' ? what : null;
  const exact = key === null ? path : (pathOfName(valueAt(root, path), key, named ?? '', path) ?? path);
  const isMissing = valueAt(root, exact) === undefined && message.startsWith('Invalid ');
  return [{ path: exact, message: isMissing ? 'is missing' : message, suggestion: suggestionFor(root, exact) }];
}

function positioned(
  { path, message, suggestion }: SharpProblem,
  placed: PlacedNode,
  positionOf: (offset: number) => Position,
): PolicyTextProblem {
  return { ...positionOf(offsetOf(placed, path)), place: placeOf(path), path, message, suggestion };
}

function inOrder(problems: readonly PolicyTextProblem[]): PolicyTextProblem[] {
  return problems.slice(0, MAX_PROBLEMS).sort((a, b) => a.line - b.line || a.column - b.column);
}

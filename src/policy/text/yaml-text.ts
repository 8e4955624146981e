import { isAlias, isMap, isScalar, isSeq, type ParsedNode } from 'yaml';
import type { PlacedNode } from './place-tree.ts';
import type { TextProblem } from './text-problem.ts';
import { parseYaml } from './yaml-syntax.ts';

/** Reads one YAML document with the place of each part. Never throws; a key that is there twice is a problem. */
export function readYaml(text: string): { value: unknown; placed: PlacedNode } | { problems: TextProblem[] } {
  const parsed = parseYaml(text);
  if ('problems' in parsed) return parsed;
  const problems: TextProblem[] = [];
  const read = plainValue(parsed.document.contents, null, problems);
  return problems.length > 0 ? { problems } : read;
}

/**
 * The plain value of a parsed node and where each part of it stands. Anchors, aliases, tags and merge keys are refused: a
 * policy says what it means where it says it, and can be compared line by line.
 */
function plainValue(
  node: ParsedNode | null,
  keyOffset: number | null,
  problems: TextProblem[],
): { value: unknown; placed: PlacedNode } {
  if (node === null) return { value: null, placed: { offset: keyOffset ?? 0, keyOffset, children: null } };
  const offset = node.range[0];
  const refuse = (message: string) => problems.push({ offset, message });
  if (isAlias(node)) {
    refuse(`aliases such as *${node.source} are not allowed; write the value out, or give it a name under lists`);
    return { value: null, placed: { offset, keyOffset, children: null } };
  }
  if ('anchor' in node && node.anchor !== undefined) refuse(`anchors such as &${node.anchor} are not allowed`);
  if (node.tag !== undefined) refuse('tags (!...) are not allowed');
  if (isMap<ParsedNode, ParsedNode | null>(node)) return plainMap(node.items, { offset, keyOffset }, problems);
  if (isSeq<ParsedNode>(node)) {
    const items = node.items.map((item) => plainValue(item, null, problems));
    const children = items.map((item) => item.placed);
    return { value: items.map((item) => item.value), placed: { offset, keyOffset, children } };
  }
  const value: unknown = isScalar(node) ? node.value : null;
  return { value, placed: { offset, keyOffset, children: null } };
}

function plainMap(
  pairs: readonly { key: ParsedNode; value: ParsedNode | null }[],
  at: { offset: number; keyOffset: number | null },
  problems: TextProblem[],
): { value: unknown; placed: PlacedNode } {
  const entries = new Map<string, unknown>();
  const children = new Map<string, PlacedNode>();
  for (const { key, value } of pairs) {
    const offset = key.range[0];
    const name = keyOf(key);
    if (name === null) problems.push({ offset, message: 'a key must be a plain text' });
    else if (name === '<<' && isScalar(key) && key.type === 'PLAIN')
      problems.push({ offset, message: 'merge keys (<<) are not allowed; write the fields out' });
    else if (entries.has(name)) problems.push({ offset, message: `"${name}" is here twice` });
    const inner = plainValue(value, offset, problems);
    if (name === null) continue;
    entries.set(name, inner.value);
    children.set(name, inner.placed);
  }
  return { value: Object.fromEntries(entries), placed: { ...at, children } };
}

/** A key as JSON has it. Numbers and the like are keys by the letters in which they are written. */
function keyOf(key: ParsedNode): string | null {
  if (!isScalar(key) || key.anchor !== undefined || key.tag !== undefined) return null;
  return typeof key.value === 'string' ? key.value : (key.source ?? null);
}

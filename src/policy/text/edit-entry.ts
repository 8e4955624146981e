import { isMap, isScalar, type Pair, type ParsedNode, type YAMLMap } from 'yaml';
import { flowText, keyText, type Value } from './flow-text.ts';
import { parseYaml } from './yaml-syntax.ts';

type Named = 'lists' | 'territories';
type Map = YAMLMap.Parsed;

/**
 * A policy's text with the value of one list or territory put in place of the old one, or added; everything else stays as it
 * is, letter by letter. For YAML and JSON. null: the text is no mapping that can be read.
 */
export function withEntry(text: string, section: Named, name: string, value: Value): string | null {
  const parsed = parseYaml(text);
  if ('problems' in parsed || !isMap<ParsedNode, ParsedNode | null>(parsed.document.contents)) return null;
  const root = parsed.document.contents;
  const isJson = text.trimStart().startsWith('{');
  const held = pairOf(root, section);
  if (held === undefined) return added(text, root, { key: section, value: { [name]: value }, isJson });
  if (!isMap<ParsedNode, ParsedNode | null>(held.value)) return put(text, held, { [name]: value }, isJson);
  const entry = pairOf(held.value, name);
  if (entry === undefined) return added(text, held.value, { key: name, value, isJson });
  return put(text, entry, value, isJson);
}

function pairOf(map: Map, name: string): Pair<ParsedNode, ParsedNode | null> | undefined {
  return map.items.find(({ key }) => isScalar(key) && (key.source ?? key.value) === name);
}

/** In place of the pair's value. */
function put(text: string, { key, value }: Pair<ParsedNode, ParsedNode | null>, now: Value, isJson: boolean): string {
  const indent = indentAt(text, key.range[0]);
  const shown = flowText(now, { indent, isJson });
  // Nothing stands there: the value goes behind the colon.
  if (value === null || value.range[0] === value.range[1]) {
    const colon = text.indexOf(':', key.range[1]) + 1;
    return `${text.slice(0, colon)} ${shown}${text.slice(colon)}`;
  }
  const [start, end] = value.range;
  const length = text.slice(start, end).trimEnd().length;
  return text.slice(0, start) + shown + text.slice(start + length);
}

/** Before the first entry of a map. */
function added(text: string, map: Map, { key, value, isJson }: { key: string; value: Value; isJson: boolean }): string {
  const [start] = map.range;
  const inner = map.items[0]?.key.range[0];
  if (map.flow === true || inner === undefined) {
    const indent = indentAt(text, start);
    const entry = `${keyText(key, isJson)}: ${flowText(value, { indent: `${indent}  `, isJson })}`;
    const comma = inner === undefined ? '' : ',';
    return `${text.slice(0, start + 1)}\n${indent}  ${entry}${comma}${text.slice(start + 1)}`;
  }
  const lineStart = text.lastIndexOf('\n', inner - 1) + 1;
  const indent = text.slice(lineStart, inner);
  const entry = `${keyText(key, isJson)}: ${flowText(value, { indent, isJson })}`;
  return `${text.slice(0, lineStart)}${indent}${entry}\n${text.slice(lineStart)}`;
}

function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^ */.exec(text.slice(lineStart, offset))?.[0] ?? '';
}

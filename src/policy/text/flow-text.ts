export type Value = string | number | readonly Value[] | { readonly [key: string]: Value };

/** What is longer than this stands on lines of its own. */
const LINE = 100;
/** Texts that mean themselves without quotes, wherever they stand. */
const PLAIN = /^[a-z][a-z0-9._ -]*[a-z0-9]$|^[a-z]$/i;
const WORDS_OF_YAML = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

/** A value as flow YAML, or as JSON: on one line if it fits, else each part on its own line. */
export function flowText(value: Value, { indent, isJson }: { indent: string; isJson: boolean }): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return isJson ? JSON.stringify(value) : scalarText(value);
  const inner = { indent: `${indent}  `, isJson };
  const [open, close] = isList(value) ? ['[', ']'] : ['{', '}'];
  const parts = isList(value)
    ? value.map((one) => flowText(one, inner))
    : Object.entries(value).map(([key, one]) => `${keyText(key, isJson)}: ${flowText(one, inner)}`);
  const gap = isList(value) || parts.length === 0 ? '' : ' ';
  const line = `${open}${gap}${parts.join(', ')}${gap}${close}`;
  if (line.length + indent.length <= LINE && !line.includes('\n')) return line;
  return `${open}\n${parts.map((part) => inner.indent + part).join(',\n')}\n${indent}${close}`;
}

export function keyText(key: string, isJson: boolean): string {
  return isJson ? JSON.stringify(key) : scalarText(key);
}

/** JSON's quotes are YAML's too. */
function scalarText(text: string): string {
  return PLAIN.test(text) && !WORDS_OF_YAML.test(text) ? text : JSON.stringify(text);
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

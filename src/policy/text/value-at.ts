import type { Path } from './place-tree.ts';

/** What stands at a path of a parsed value; undefined: nothing. */
export function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = Object.getOwnPropertyDescriptor(value, part)?.value;
  }
  return value;
}

/**
 * The path, below a condition, of the first comparison that names this list (or territory: `key`). The condition has been read, so it is nested no
 * deeper than policies may be.
 */
export function pathOfName(condition: unknown, key: 'list' | 'territory', named: string, path: Path): Path | null {
  if (typeof condition !== 'object' || condition === null) return null;
  if (valueAt(condition, [key]) === named) return [...path, key];
  for (const parts of ['all', 'any']) {
    const inner = valueAt(condition, [parts]);
    if (!Array.isArray(inner)) continue;
    for (const [index, one] of inner.entries()) {
      const found = pathOfName(one, key, named, [...path, parts, index]);
      if (found !== null) return found;
    }
  }
  return pathOfName(valueAt(condition, ['not']), key, named, [...path, 'not']);
}

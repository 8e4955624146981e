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
 * The path, below a condition, of the first comparison that names this list. The condition has been read, so it is nested no
 * deeper than policies may be.
 */
export function pathOfList(condition: unknown, list: string, path: Path): Path | null {
  if (typeof condition !== 'object' || condition === null) return null;
  if (valueAt(condition, ['list']) === list) return [...path, 'list'];
  for (const key of ['all', 'any']) {
    const inner = valueAt(condition, [key]);
    if (!Array.isArray(inner)) continue;
    for (const [index, one] of inner.entries()) {
      const found = pathOfList(one, list, [...path, key, index]);
      if (found !== null) return found;
    }
  }
  return pathOfList(valueAt(condition, ['not']), list, [...path, 'not']);
}

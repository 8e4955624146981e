/** Where a value of a policy stands in its text, with the places of what it holds. Offsets count from 0. */
export interface PlacedNode {
  /** Offset of the value itself. */
  offset: number;
  /** Offset of its key; null: an entry of a list, or the whole text. */
  keyOffset: number | null;
  /** What it holds, by key or by index; null: a plain value. */
  children: ReadonlyMap<string, PlacedNode> | readonly PlacedNode[] | null;
}

export type Path = readonly (string | number)[];

/**
 * The offset that a path of a document means in its text: the key where there is one, the value in a list. What is not there
 * is at the nearest thing above it that is.
 */
export function offsetOf(root: PlacedNode, path: Path): number {
  let node = root;
  for (const part of path) {
    const next = childOf(node, part);
    if (next === undefined) break;
    node = next;
  }
  return node.keyOffset ?? node.offset;
}

function childOf({ children }: PlacedNode, part: string | number): PlacedNode | undefined {
  if (children === null) return undefined;
  if (isList(children)) return typeof part === 'number' ? children[part] : undefined;
  return children.get(String(part));
}

function isList(children: ReadonlyMap<string, PlacedNode> | readonly PlacedNode[]): children is readonly PlacedNode[] {
  return Array.isArray(children);
}

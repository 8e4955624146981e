/** Where something differs, part by part; elements of a keyed list go by their key: `pools`, `Sales`, `members`, `70`, `weight`. */
export type Place = readonly string[];

/** One difference between two documents. */
export type Difference =
  /** undefined: it was not there, or is there no more. */
  | { kind: 'value'; place: Place; before: unknown; after: unknown }
  /** An element of a keyed list stands elsewhere among those that were there before; places from 1. */
  | { kind: 'moved'; place: Place; from: number; to: number };

/** Lists whose elements have a name of their own, by the name of the list. */
const KEYS: Readonly<Record<string, string>> = {
  skip: 'id',
  hard: 'id',
  poolRules: 'id',
  pools: 'name',
  members: 'ownerId',
};
/** Told as a whole, not part by part. */
const UNITS: ReadonlySet<string> = new Set(['when', 'to', 'ramp']);

/**
 * All differences between two policies, in the order of the documents; empty only if they are equal. A list without keys is one
 * value. Pure.
 */
export function differencesOf(before: unknown, after: unknown, place: Place = []): Difference[] {
  if (areEqual(before, after)) return [];
  const name = place.at(-1) ?? '';
  const key = KEYS[name];
  if (key !== undefined && isKeyed(before, key) && isKeyed(after, key)) return ofElements(before, after, key, place);
  if (isRecord(before) && isRecord(after) && !UNITS.has(name)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((one) => differencesOf(own(before, one), own(after, one), [...place, one]));
  }
  return [{ kind: 'value', place, before, after }];
}

type Element = Readonly<Record<string, unknown>>;

function ofElements(before: readonly Element[], after: readonly Element[], key: string, place: Place): Difference[] {
  const idOf = (element: Element) => String(element[key]);
  const old = new Map(before.map((element) => [idOf(element), element]));
  const fresh = new Map(after.map((element) => [idOf(element), element]));
  const gone = [...old].filter(([id]) => !fresh.has(id));
  return [
    ...gone.map(([id, element]): Difference => ({
      kind: 'value',
      place: [...place, id],
      before: element,
      after: undefined,
    })),
    ...[...fresh].flatMap(([id, element]) => differencesOf(old.get(id), element, [...place, id])),
    ...movesOf([...old.keys()], [...fresh.keys()]).map(({ id, from, to }): Difference => ({
      kind: 'moved',
      place: [...place, id],
      from,
      to,
    })),
  ];
}

/** The fewest elements whose move explains the new order. What was added or removed moves nothing. */
function movesOf(before: readonly string[], after: readonly string[]): { id: string; from: number; to: number }[] {
  const now = new Map(after.map((id, at) => [id, at]));
  const stayed = before.filter((id) => now.has(id));
  const still = longestRise(stayed.map((id) => now.get(id) ?? 0));
  return stayed
    .filter((_, at) => !still.has(at))
    .map((id) => ({ id, from: before.indexOf(id) + 1, to: (now.get(id) ?? 0) + 1 }));
}

/** Places of a longest rising part of a row of different numbers. */
function longestRise(row: readonly number[]): Set<number> {
  /** By length of a rise, less one: where the one ends that ends lowest. */
  const ends: number[] = [];
  const previous: (number | undefined)[] = [];
  row.forEach((number, at) => {
    let low = 0;
    for (let high = ends.length; low < high;) {
      const middle = (low + high) >> 1;
      if ((row[ends[middle] ?? 0] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    previous[at] = ends[low - 1];
    ends[low] = at;
  });
  const rise = new Set<number>();
  for (let at = ends.at(-1); at !== undefined; at = previous[at]) rise.add(at);
  return rise;
}

function isKeyed(value: unknown, key: string): value is readonly Element[] {
  return Array.isArray(value) && value.every((element) => isRecord(element) && typeof element[key] === 'string');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list may be called anything, also as what every object has. */
function own(record: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** Of two JSON values. A key without a value counts as none. */
function areEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((one, at) => areEqual(one, b[at]));
  }
  if (!isRecord(a) || !isRecord(b)) return false;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => areEqual(own(a, name), own(b, name)));
}

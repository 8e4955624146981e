import { createHash } from 'node:crypto';

/**
 * JSON with sorted keys and no spaces: equal values give equal bytes, whatever order they were built in.
 * Object keys whose value is undefined are left out, as JSON.stringify does. Throws TypeError for what JSON cannot
 * carry faithfully: NaN and infinities, undefined inside an array, functions, symbols, bigint, dates, maps, cycles.
 */
export function canonicalJson(value: unknown): string {
  return write(value, []);
}

/** Lower-case hex SHA-256 of the document's canonical JSON: two documents with one hash decide alike. */
export function policyHash(document: object): string {
  return createHash('sha256').update(canonicalJson(document)).digest('hex');
}

function write(value: unknown, parents: readonly object[]): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${value} has no canonical JSON`);
    return JSON.stringify(value);
  }
  if (typeof value !== 'object') throw new TypeError(`A value of type ${typeof value} has no canonical JSON`);
  if (parents.includes(value)) throw new TypeError('A value that contains itself has no canonical JSON');
  const below = [...parents, value];
  if (Array.isArray(value)) return `[${value.map((item: unknown) => write(item, below)).join(',')}]`;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError('Only plain objects and arrays have canonical JSON');
  }
  const parts = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${write(item, below)}`);
  return `{${parts.join(',')}}`;
}

import { ASSESSMENT_FIELDS, EVENT_FIELDS } from '../condition-schema.ts';
import { nearest } from './nearest.ts';
import type { Path } from './place-tree.ts';
import { allowedAt } from './schema-at.ts';
import { valueAt } from './value-at.ts';

const SPACES = ['contact', 'company', 'assessment', 'event'];

/** What the author of a policy most likely meant at a place where something is wrong; null: nobody can tell. */
export function suggestionFor(root: unknown, path: Path): string | null {
  const value = valueAt(root, path);
  const key = path.at(-1);
  const above = path.slice(0, -1);
  if (typeof value === 'string') {
    return meant(
      nearest(value, key === 'field' ? fieldsNear(value) : [...allowedAt(path).words, ...names(root, path)]),
    );
  }
  if (
    typeof value === 'number' &&
    allowedAt(path).words.length === 0 &&
    wantsText(typeof key === 'number' ? above.at(-1) : key)
  ) {
    return `put it in quotes: "${String(value)}"`;
  }
  if (typeof key !== 'string') return null;
  if (above.at(-1) === 'byPool') return meant(nearest(key, poolNames(root)));
  return above.at(-1) === 'bySegment' ? meant(nearest(key, Object.keys(objectAt(root, ['segments'])))) : null;
}

/** The known key that was most likely meant by an unknown one of the object at a place. */
export function keySuggestion(path: Path, key: string): string | null {
  return meant(nearest(key, allowedAt(path).keys));
}

function meant(word: string | null): string | null {
  return word === null ? null : `did you mean ${word}?`;
}

const TEXTS: ReadonlySet<string> = new Set([
  'ownerId',
  'managerOwnerId',
  'fallbackOwnerId',
  'id',
  'name',
  'label',
  'states',
  'postcodes',
]);

function wantsText(key: string | number | undefined): boolean {
  return key !== undefined && TEXTS.has(String(key));
}

/** Names of the policy itself that may stand at this place. */
function names(root: unknown, path: Path): string[] {
  const key = path.at(-1);
  if (key === 'list') return Object.keys(objectAt(root, ['lists']));
  if (key === 'territory') return Object.keys(objectAt(root, ['territories']));
  return key === 'pool' || key === 'defaultPool' || key === 'overflowPool' ? poolNames(root) : [];
}

function poolNames(root: unknown): string[] {
  const pools = valueAt(root, ['pools']);
  if (!Array.isArray(pools)) return [];
  return pools.map((pool: unknown) => valueAt(pool, ['name'])).filter((name) => typeof name === 'string');
}

function objectAt(root: unknown, path: Path): object {
  const value = valueAt(root, path);
  return typeof value === 'object' && value !== null ? value : {};
}

/** Fields that a mistyped name could stand for: another space before the dot, or another known name behind it. */
function fieldsNear(field: string): string[] {
  const known = [
    ...ASSESSMENT_FIELDS.map((name) => `assessment.${name}`),
    ...EVENT_FIELDS.map((name) => `event.${name}`),
  ];
  const dot = field.indexOf('.');
  if (dot === -1) return [...known, ...(/^[a-z0-9_]+$/i.test(field) ? [`contact.${field}`] : [])];
  const space = nearest(field.slice(0, dot), SPACES);
  const property = field.slice(dot + 1);
  const fits = (space === 'contact' || space === 'company') && /^[a-z0-9_]+$/i.test(property);
  return fits ? [`${space}.${property}`] : known;
}

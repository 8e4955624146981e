import { partInWords } from '../changes/words.ts';
import { valueAt } from '../text/value-at.ts';
import { capitalised, quoted } from './words.ts';

type Path = readonly (string | number)[];

/**
 * Where in a policy something is, as people call it: "Rule “large companies”, comparison 2". '' for the whole. `document` may
 * be anything that somebody meant as a policy.
 */
export function placeInWords(document: unknown, path: Path, nameOf: (ownerId: string) => string): string {
  const [section, key, ...rest] = path;
  if ((section === 'skip' || section === 'hard' || section === 'poolRules') && typeof key === 'number') {
    return [`Rule ${quoted(textAt(document, [section, key, 'label']))}`, ...insideRule(rest)].join(', ');
  }
  if (section === 'pools' && typeof key === 'number') {
    const [members, at, ...below] = rest;
    const ownerId =
      members === 'members' && at !== undefined ? textAt(document, [section, key, members, at, 'ownerId']) : '';
    const inside = ownerId === '' ? parts(rest) : [nameOf(ownerId), ...parts(below)];
    return [`Pool ${quoted(textAt(document, [section, key, 'name']))}`, ...inside].join(', ');
  }
  if (section === 'lists' && typeof key === 'string') return `List ${quoted(key)}`;
  return path.length === 0 ? '' : capitalised(partInWords(path.map(String)));
}

function textAt(document: unknown, path: Path): string {
  const value = valueAt(document, path);
  return typeof value === 'string' ? value : '';
}

/** A comparison by its number among its neighbours; which part of it is wrong, the finding says. */
function insideRule([part, ...rest]: Path): string[] {
  if (part === undefined) return [];
  if (part !== 'when') return [partInWords([String(part)])];
  const groups = rest.flatMap((one, at) =>
    (one === 'all' || one === 'any') && typeof rest[at + 1] === 'number' ? [Number(rest[at + 1]) + 1] : [],
  );
  return groups.length === 0 ? [] : [`comparison ${groups.join('.')}`];
}

function parts(path: Path): string[] {
  return path.length === 0 ? [] : [partInWords(path.map(String))];
}

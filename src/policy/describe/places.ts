import { partInWords } from '../changes/words.ts';
import type { PolicyDocument } from '../schema.ts';
import { capitalised, quoted } from './words.ts';

type Path = readonly (string | number)[];

/** Where in a policy something is, as people call it: "Rule “large companies”, comparison 2". '' for the whole. */
export function placeInWords(document: PolicyDocument, path: Path, nameOf: (ownerId: string) => string): string {
  const [section, key, ...rest] = path;
  if ((section === 'skip' || section === 'hard' || section === 'poolRules') && typeof key === 'number') {
    return [`Rule ${quoted(document[section][key]?.label ?? '')}`, ...insideRule(rest)].join(', ');
  }
  if (section === 'pools' && typeof key === 'number') {
    const pool = document.pools[key];
    const [members, at, ...below] = rest;
    const member = members === 'members' && typeof at === 'number' ? pool?.members[at] : undefined;
    const inside = member === undefined ? parts(rest) : [nameOf(member.ownerId), ...parts(below)];
    return [`Pool ${quoted(pool?.name ?? '')}`, ...inside].join(', ');
  }
  if (section === 'lists' && typeof key === 'string') return `List ${quoted(key)}`;
  return path.length === 0 ? '' : capitalised(partInWords(path.map(String)));
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

import type { CrmRecord, ObjectType } from './model.ts';
import { badRequest } from './refusal.ts';

interface Pair {
  from: ObjectType;
  to: ObjectType;
  /** Type ids without a label, in both directions. */
  there: number;
  back: number;
  primaryThere?: number;
  primaryBack?: number;
}

/** HubSpot's own association types between the objects that the emulator has. */
const PAIRS: readonly Pair[] = [
  { from: 'contacts', to: 'companies', there: 279, back: 280, primaryThere: 1, primaryBack: 2 },
  { from: 'contacts', to: 'tasks', there: 203, back: 204 },
  { from: 'contacts', to: 'notes', there: 201, back: 202 },
  { from: 'contacts', to: 'calls', there: 193, back: 194 },
  { from: 'companies', to: 'tasks', there: 191, back: 192 },
  { from: 'companies', to: 'notes', there: 189, back: 190 },
  { from: 'companies', to: 'calls', there: 181, back: 182 },
];

export interface LinkTypes {
  plain: number;
  primary: number | null;
}

/** Type ids from one object type to another. Throws 400 when HubSpot knows no association between them. */
export function linkTypes(from: ObjectType, to: ObjectType): LinkTypes {
  for (const pair of PAIRS) {
    if (pair.from === from && pair.to === to) return { plain: pair.there, primary: pair.primaryThere ?? null };
    if (pair.from === to && pair.to === from) return { plain: pair.back, primary: pair.primaryBack ?? null };
  }
  throw badRequest(`No association type exists between ${from} and ${to}.`);
}

/** Where an association type leads from records of one type; null when HubSpot has no such type. */
export function linkTarget(from: ObjectType, typeId: number): { to: ObjectType; primary: boolean } | null {
  for (const pair of PAIRS) {
    if (pair.from === from && pair.there === typeId) return { to: pair.to, primary: false };
    if (pair.from === from && pair.primaryThere === typeId) return { to: pair.to, primary: true };
    if (pair.to === from && pair.back === typeId) return { to: pair.from, primary: false };
    if (pair.to === from && pair.primaryBack === typeId) return { to: pair.from, primary: true };
  }
  return null;
}

export function linksTo(record: CrmRecord, type: ObjectType) {
  let links = record.links.get(type);
  if (links === undefined) {
    links = new Map();
    record.links.set(type, links);
  }
  return links;
}

/** Adds the association in both directions; true if there was none before. */
export function addLink(from: CrmRecord, to: CrmRecord): boolean {
  const isNew = !linksTo(from, to.type).has(to.id);
  addType(from, to, linkTypes(from.type, to.type).plain);
  addType(to, from, linkTypes(to.type, from.type).plain);
  return isNew;
}

/** Takes the association away in both directions; true if there was one. */
export function removeLink(from: CrmRecord, to: CrmRecord): boolean {
  linksTo(to, from.type).delete(from.id);
  return linksTo(from, to.type).delete(to.id);
}

/** Makes `to` the primary one of `from`, or takes that away. */
export function setPrimary(from: CrmRecord, to: CrmRecord, primary: boolean): void {
  for (const [a, b] of [
    [from, to],
    [to, from],
  ] as const) {
    const id = linkTypes(a.type, b.type).primary;
    if (id === null) continue;
    if (primary) addType(a, b, id);
    else linksTo(a, b.type).get(b.id)?.delete(id);
  }
}

function addType(from: CrmRecord, to: CrmRecord, typeId: number): void {
  const links = linksTo(from, to.type);
  const types = links.get(to.id);
  if (types === undefined) links.set(to.id, new Set([typeId]));
  else types.add(typeId);
}

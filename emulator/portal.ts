import type { SeedPortal } from './control-api.ts';
import { defaultProperties } from './default-properties.ts';
import type { CrmRecord, ObjectType, Portal, PropertyGroup } from './model.ts';

/** Ids begin here, so that they look like HubSpot's and never like an index. */
const FIRST_ID = 501;

/** An empty portal with its people and HubSpot's own properties. */
export function createPortal(seed: SeedPortal, atMs: number): Portal {
  return {
    portalId: seed.portalId,
    timeZone: seed.timeZone,
    uiDomain: seed.uiDomain,
    associateCompanies: seed.associateCompanies,
    createdAtMs: atMs,
    users: new Map(seed.users.map((user) => [user.userId, user])),
    teams: seed.teams,
    records: perType(() => new Map<string, CrmRecord>()),
    properties: perType((type) => defaultProperties(type, atMs)),
    groups: perType((type) => new Map([[`${type}information`, informationGroup(type)]])),
    lists: new Map(seed.lists.map(({ listId, ...list }) => [listId, { ...list, members: new Map() }])),
    sequences: new Map(seed.sequences.map(({ sequenceId, name }) => [sequenceId, name])),
    enrolments: new Map(),
    emails: new Map(),
    domains: new Map(),
    mergedInto: new Map(),
    nextId: FIRST_ID,
  };
}

/** The next id of the portal that no record has yet. */
export function takeId(portal: Portal): string {
  for (;;) {
    const id = String(portal.nextId);
    portal.nextId += 1;
    const taken = portal.mergedInto.has(id) || Object.values(portal.records).some((records) => records.has(id));
    if (!taken) return id;
  }
}

/** The live or archived record, following merges of contacts. */
export function findRecord(portal: Portal, type: ObjectType, id: string): CrmRecord | undefined {
  if (type !== 'contacts') return portal.records[type].get(id);
  let current = id;
  for (let winner = portal.mergedInto.get(current); winner !== undefined; winner = portal.mergedInto.get(current)) {
    current = winner;
  }
  return portal.records.contacts.get(current);
}

/** The active user who owns records as `ownerId`. */
export function activeOwner(portal: Portal, ownerId: string) {
  for (const user of portal.users.values()) if (user.ownerId === ownerId) return user.active ? user : undefined;
  return undefined;
}

function informationGroup(type: ObjectType): PropertyGroup {
  return { name: `${type}information`, label: `${type} information`, displayOrder: 0 };
}

function perType<T>(make: (type: ObjectType) => T): Record<ObjectType, T> {
  return {
    contacts: make('contacts'),
    companies: make('companies'),
    tasks: make('tasks'),
    notes: make('notes'),
    calls: make('calls'),
    users: make('users'),
  };
}

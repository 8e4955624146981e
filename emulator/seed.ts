import type { SeedPortal, SeedProperty } from './control-api.ts';
import { createRecord } from './crm.ts';
import type { ObjectType, Portal } from './model.ts';
import { syncUserRecord } from './people.ts';
import { createPortal } from './portal.ts';
import { misfit } from './property-schema.ts';
import { badRequest } from './refusal.ts';
import { knownValues } from './stored-values.ts';
import { actorOf, type World } from './world.ts';

const YEAR_MS = 365 * 24 * 3_600_000;

/** Makes portals, replacing those with the same id. Nothing of it sends events; contacts are a year old by default. */
export function seedPortals(world: World, portals: readonly SeedPortal[]): void {
  const nowMs = Date.now();
  for (const seed of portals) {
    const portal = createPortal(seed, nowMs - YEAR_MS);
    checkPeople(seed);
    world.portals.set(seed.portalId, portal);
    for (const user of seed.users) syncUserRecord(world, portal, user, nowMs - YEAR_MS);
    for (const property of seed.properties) addProperty(portal, property, nowMs - YEAR_MS);
    for (const { companyId, properties } of seed.companies) {
      create({ world, portal, type: 'companies', id: companyId, source: 'CRM_UI', atMs: nowMs - YEAR_MS, properties });
    }
    for (const { contactId, source, createdAt, properties } of seed.contacts) {
      const atMs = createdAt === undefined ? nowMs - YEAR_MS : new Date(createdAt).getTime();
      create({ world, portal, type: 'contacts', id: contactId, source, atMs, properties });
    }
  }
}

function addProperty(portal: Portal, { objectType, ...property }: SeedProperty, atMs: number): void {
  const problem = misfit(property);
  if (problem !== null) throw badRequest(`${property.name}: ${problem}`);
  portal.properties[objectType].set(property.name, {
    ...property,
    groupName: `${objectType}information`,
    hubspotDefined: false,
    readOnly: false,
    createdAtMs: atMs,
    updatedAtMs: atMs,
  });
}

function create(wanted: {
  world: World;
  portal: Portal;
  type: ObjectType;
  id: string | undefined;
  source: string;
  atMs: number;
  properties: Readonly<Record<string, string>>;
}): void {
  const { world, portal, type, id, source, atMs, properties } = wanted;
  if (id !== undefined && portal.records[type].has(id)) throw badRequest(`${type} ${id} is seeded twice.`);
  const hand = { world, portal, actor: actorOf(world, source), atMs, quiet: true };
  createRecord(hand, { type, values: knownValues(portal, type, properties), ...(id === undefined ? {} : { id }) });
}

function checkPeople({ users, teams, portalId }: SeedPortal): void {
  const ids = [...users.map(({ userId }) => `user ${userId}`), ...users.map(({ ownerId }) => `owner ${ownerId}`)];
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw badRequest(`Portal ${portalId}: ${twice} is seeded twice.`);
  const lost = users.find(({ teamId }) => teamId !== undefined && !teams.some((team) => team.teamId === teamId));
  if (lost !== undefined) throw badRequest(`Portal ${portalId}: user ${lost.userId} is in an unknown team.`);
}

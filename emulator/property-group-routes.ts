import type { ApiCall, ApiRoute } from './api-route.ts';
import { objectTypeOf } from './object-types.ts';
import { schemaReadScopes, schemaWriteScopes } from './object-scopes.ts';
import { groupCreate, groupUpdate, renderGroup } from './property-schema.ts';
import { readBody } from './read-body.ts';
import { badRequest, conflict, notFound } from './refusal.ts';

const base = '/crm/properties/:version/:objectType/groups';

/** Groups of properties. */
export const propertyGroupRoutes: readonly ApiRoute[] = [
  {
    method: 'get',
    path: base,
    api: 'properties',
    scopes: schemaReadScopes,
    handle: (call) => ({ status: 200, body: { results: [...table(call).values()].map(renderGroup) } }),
  },
  {
    method: 'post',
    path: base,
    api: 'properties',
    scopes: schemaWriteScopes,
    handle(call) {
      const group = readBody(groupCreate, call.body);
      if (table(call).has(group.name)) {
        const category = call.world.quirks.propertyExistsOtherCategory ? 'OBJECT_ALREADY_EXISTS' : 'CONFLICT';
        throw conflict(`A property group named '${group.name}' already exists.`, category);
      }
      table(call).set(group.name, group);
      return { status: 201, body: renderGroup(group) };
    },
  },
  {
    method: 'get',
    path: `${base}/:groupName`,
    api: 'properties',
    scopes: schemaReadScopes,
    handle: (call) => ({ status: 200, body: renderGroup(named(call)) }),
  },
  {
    method: 'patch',
    path: `${base}/:groupName`,
    api: 'properties',
    scopes: schemaWriteScopes,
    handle(call) {
      const changed = { ...named(call), ...readBody(groupUpdate, call.body) };
      table(call).set(changed.name, changed);
      return { status: 200, body: renderGroup(changed) };
    },
  },
  {
    method: 'delete',
    path: `${base}/:groupName`,
    api: 'properties',
    scopes: schemaWriteScopes,
    handle(call) {
      const { name } = named(call);
      const properties = call.portal.properties[objectTypeOf(call.params['objectType'])];
      const used = [...properties.values()].some((property) => property.groupName === name);
      if (used) throw badRequest(`The group ${name} still has properties.`);
      table(call).delete(name);
      return { status: 204 };
    },
  },
];

function table(call: ApiCall) {
  return call.portal.groups[objectTypeOf(call.params['objectType'])];
}

function named(call: ApiCall) {
  const group = table(call).get(call.params['groupName'] ?? '');
  if (group === undefined) throw notFound('No property group has this name.');
  return group;
}

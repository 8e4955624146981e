import { z } from 'zod';
import type { ApiCall, ApiRoute } from './api-route.ts';
import { batchAnswer, batchError, type BatchError } from './batch-answer.ts';
import type { PropertyDefinition } from './model.ts';
import { objectTypeOf } from './object-types.ts';
import { schemaReadScopes, schemaWriteScopes } from './object-scopes.ts';
import { misfit, propertyCreate, propertyUpdate, renderProperty, type PropertyCreate } from './property-schema.ts';
import { readBody } from './read-body.ts';
import { badRequest, conflict, notFound } from './refusal.ts';

const base = '/crm/properties/:version/:objectType';
const MAX_UNIQUE = 10;
const createRequest = z.object({ inputs: z.array(z.unknown()).max(100) });
const readRequest = z.object({ inputs: z.array(z.object({ name: z.string() })).max(100) });

/** Definitions of properties. */
export const propertyRoutes: readonly ApiRoute[] = [
  {
    method: 'post',
    path: `${base}/batch/create`,
    api: 'properties',
    scopes: schemaWriteScopes,
    handle(call) {
      const results: unknown[] = [];
      const errors: BatchError[] = [];
      const { inputs } = readBody(createRequest, call.body);
      for (const input of inputs) {
        const named = z.object({ name: z.string() }).safeParse(input);
        try {
          results.push(renderProperty(create(call, readBody(propertyCreate, input))));
        } catch (error) {
          // Nothing to report beside it: HubSpot answers the refusal itself.
          if (inputs.length === 1) throw error;
          errors.push(batchError(error, named.success ? { name: [named.data.name] } : {}));
        }
      }
      const okStatus = call.world.quirks.propertiesBatchCreate201 ? 201 : 200;
      return batchAnswer({ okStatus, startedAtMs: call.atMs, results, errors });
    },
  },
  {
    method: 'post',
    path: `${base}/batch/read`,
    api: 'properties',
    scopes: schemaReadScopes,
    handle(call) {
      const known = table(call);
      const names = readBody(readRequest, call.body).inputs.map(({ name }) => name);
      const results = names.flatMap((name) => known.get(name) ?? []).map(renderProperty);
      const missing = names.filter((name) => !known.has(name));
      const errors = missing.map((name) => batchError(unknownProperty(name), { name: [name] }));
      return batchAnswer({ okStatus: 200, startedAtMs: call.atMs, results, errors });
    },
  },
  {
    method: 'get',
    path: base,
    api: 'properties',
    scopes: schemaReadScopes,
    handle: (call) => ({ status: 200, body: { results: [...table(call).values()].map(renderProperty) } }),
  },
  {
    method: 'post',
    path: base,
    api: 'properties',
    scopes: schemaWriteScopes,
    handle: (call) => ({ status: 201, body: renderProperty(create(call, readBody(propertyCreate, call.body))) }),
  },
  {
    method: 'get',
    path: `${base}/:propertyName`,
    api: 'properties',
    scopes: schemaReadScopes,
    handle: (call) => ({ status: 200, body: renderProperty(propertyOfCall(call)) }),
  },
  {
    method: 'patch',
    path: `${base}/:propertyName`,
    api: 'properties',
    scopes: schemaWriteScopes,
    handle(call) {
      const property = own(call);
      const changed = { ...property, ...readBody(propertyUpdate, call.body), updatedAtMs: call.atMs };
      check(call, readBody(propertyCreate, changed));
      table(call).set(property.name, changed);
      return { status: 200, body: renderProperty(changed) };
    },
  },
  {
    method: 'delete',
    path: `${base}/:propertyName`,
    api: 'properties',
    scopes: schemaWriteScopes,
    handle(call) {
      table(call).delete(own(call).name);
      return { status: 204 };
    },
  },
];

function create(call: ApiCall, input: PropertyCreate): PropertyDefinition {
  const known = table(call);
  if (known.has(input.name)) {
    const category = call.world.quirks.propertyExistsOtherCategory ? 'OBJECT_ALREADY_EXISTS' : 'CONFLICT';
    throw conflict(`A property named '${input.name}' already exists.`, category);
  }
  check(call, input);
  if (input.hasUniqueValue && [...known.values()].filter((one) => one.hasUniqueValue).length >= MAX_UNIQUE) {
    throw badRequest(`An object can have ${MAX_UNIQUE} properties with unique values at most.`);
  }
  const property = {
    ...input,
    hubspotDefined: false,
    readOnly: false,
    createdAtMs: call.atMs,
    updatedAtMs: call.atMs,
  };
  known.set(property.name, property);
  return property;
}

function check(call: ApiCall, property: PropertyCreate): void {
  const problem = misfit(property);
  if (problem !== null) throw badRequest(`${property.name}: ${problem}`);
  if (!call.portal.groups[objectTypeOf(call.params['objectType'])].has(property.groupName)) {
    throw badRequest(`${property.name}: there is no property group named ${property.groupName}.`);
  }
}

function table(call: ApiCall) {
  return call.portal.properties[objectTypeOf(call.params['objectType'])];
}

function propertyOfCall(call: ApiCall): PropertyDefinition {
  const name = call.params['propertyName'] ?? '';
  const property = table(call).get(name);
  if (property === undefined) throw unknownProperty(name);
  return property;
}

/** One that the app may change: HubSpot's own may not be. */
function own(call: ApiCall): PropertyDefinition {
  const property = propertyOfCall(call);
  if (property.hubspotDefined) throw badRequest(`${property.name} is HubSpot's own and cannot be changed.`);
  return property;
}

function unknownProperty(name: string) {
  return notFound(`No property named ${name} exists.`);
}

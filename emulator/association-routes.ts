import { z } from 'zod';
import type { ApiAnswer, ApiCall, ApiRoute } from './api-route.ts';
import { associate, dissociate } from './associate.ts';
import { batchAnswer, batchError, type BatchError } from './batch-answer.ts';
import { linksTo, linkTarget, linkTypes } from './links.ts';
import type { CrmRecord, ObjectType } from './model.ts';
import { objectTypeOf, TYPE_FACTS } from './object-types.ts';
import { associationReadScopes, associationWriteScopes } from './object-scopes.ts';
import { findRecord } from './portal.ts';
import { readBody } from './read-body.ts';
import { badRequest, notFound } from './refusal.ts';

const MAX_READ = 1_000;
const MAX_CREATE = 2_000;
const batch = '/crm/associations/:version/:objectType/:toObjectType/batch';
const single = '/crm/objects/:version/:objectType/:objectId/associations';

const ref = z.object({ id: z.coerce.string() });
const types = z.array(z.object({ associationCategory: z.string(), associationTypeId: z.number() }));
const readRequest = z.object({ inputs: z.array(ref).max(MAX_READ) });
const createRequest = z.object({ inputs: z.array(z.object({ from: ref, to: ref, types })).max(MAX_CREATE) });
const defaultRequest = z.object({ inputs: z.array(z.object({ from: ref, to: ref })).max(MAX_CREATE) });
const archiveRequest = z.object({ inputs: z.array(z.object({ from: ref, to: z.array(ref) })).max(100) });

/** Which records belong together: batch and single, read and write. */
export const associationRoutes: readonly ApiRoute[] = [
  { method: 'post', path: `${batch}/read`, api: 'associations', scopes: associationReadScopes, handle: batchRead },
  {
    method: 'post',
    path: `${batch}/create`,
    api: 'associations',
    scopes: associationWriteScopes,
    handle(call) {
      const { inputs } = readBody(createRequest, call.body);
      return linkAll(
        call,
        inputs.map((input) => ({ ...input, primary: isPrimary(call, input.types) })),
        201,
      );
    },
  },
  {
    method: 'post',
    path: `${batch}/associate/default`,
    api: 'associations',
    scopes: associationWriteScopes,
    handle(call) {
      const { inputs } = readBody(defaultRequest, call.body);
      return linkAll(
        call,
        inputs.map((input) => ({ ...input, primary: false })),
        200,
      );
    },
  },
  {
    method: 'post',
    path: `${batch}/archive`,
    api: 'associations',
    scopes: associationWriteScopes,
    handle(call) {
      for (const { from, to } of readBody(archiveRequest, call.body).inputs) {
        for (const one of to) dissociate({ ...call, ...pairOf(call, from.id, one.id) });
      }
      return { status: 204 };
    },
  },
  {
    method: 'put',
    path: `${single}/default/:toObjectType/:toObjectId`,
    api: 'associations',
    scopes: associationWriteScopes,
    handle(call) {
      const answer = linkOne(call, false);
      return { status: 200, body: { status: 'COMPLETE', results: [answer] } };
    },
  },
  {
    method: 'put',
    path: `${single}/:toObjectType/:toObjectId`,
    api: 'associations',
    scopes: associationWriteScopes,
    handle: (call) => ({ status: 201, body: linkOne(call, isPrimary(call, readBody(types, call.body))) }),
  },
  {
    method: 'delete',
    path: `${single}/:toObjectType/:toObjectId`,
    api: 'associations',
    scopes: associationWriteScopes,
    handle(call) {
      const { objectId = '', toObjectId = '' } = call.params;
      dissociate({ ...call, ...pairOf(call, objectId, toObjectId) });
      return { status: 204 };
    },
  },
  {
    method: 'get',
    path: `${single}/:toObjectType`,
    api: 'recordAssociations',
    scopes: associationReadScopes,
    handle(call) {
      const { from, to } = typesOf(call);
      const record = recordOf(call, from, call.params['objectId'] ?? '');
      return { status: 200, body: { results: targets(call, record, to) } };
    },
  },
];

function batchRead(call: ApiCall): ApiAnswer {
  const { from, to } = typesOf(call);
  const results: unknown[] = [];
  const errors: BatchError[] = [];
  for (const { id } of readBody(readRequest, call.body).inputs) {
    const record = findRecord(call.portal, from, id);
    const found = record === undefined ? [] : targets(call, record, to);
    if (found.length > 0) results.push({ from: { id }, to: found });
    else if (call.world.quirks.noAssociationsAs207) errors.push(noAssociations(from, id, to));
  }
  return batchAnswer({ okStatus: 200, startedAtMs: call.atMs, results, errors });
}

function targets(call: ApiCall, record: CrmRecord, to: ObjectType) {
  const { primary } = linkTypes(record.type, to);
  return [...linksTo(record, to)]
    .filter(([id]) => call.portal.records[to].get(id)?.archivedAtMs === null)
    .map(([toObjectId, typeIds]) => ({
      toObjectId,
      associationTypes: [...typeIds]
        .toSorted((a, b) => a - b)
        .map((typeId) => ({ category: 'HUBSPOT_DEFINED', typeId, label: typeId === primary ? 'Primary' : null })),
    }));
}

function noAssociations(from: ObjectType, id: string, to: ObjectType): BatchError {
  const [fromName, toName] = [TYPE_FACTS[from].singular, TYPE_FACTS[to].singular];
  return {
    status: 'error',
    category: 'OBJECT_NOT_FOUND',
    subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
    message: `No ${toName} is associated with ${fromName} ${id}.`,
    context: { fromObjectId: [id], fromObjectType: [fromName], toObjectType: [toName] },
  };
}

function linkAll(
  call: ApiCall,
  inputs: readonly { from: { id: string }; to: { id: string }; primary: boolean }[],
  okStatus: number,
): ApiAnswer {
  const results: unknown[] = [];
  const errors: BatchError[] = [];
  for (const { from, to, primary } of inputs) {
    try {
      results.push(link(call, pairOf(call, from.id, to.id), primary));
    } catch (error) {
      errors.push(batchError(error, { fromObjectId: [from.id], toObjectId: [to.id] }));
    }
  }
  return batchAnswer({ okStatus, startedAtMs: call.atMs, results, errors });
}

function linkOne(call: ApiCall, primary: boolean) {
  const { objectId = '', toObjectId = '' } = call.params;
  return link(call, pairOf(call, objectId, toObjectId), primary);
}

function link(call: ApiCall, pair: { from: CrmRecord; to: CrmRecord }, primary: boolean) {
  associate({ ...call, ...pair, primary });
  const { from, to } = pair;
  return {
    fromObjectTypeId: TYPE_FACTS[from.type].typeId,
    fromObjectId: from.id,
    toObjectTypeId: TYPE_FACTS[to.type].typeId,
    toObjectId: to.id,
    labels: primary ? ['Primary'] : [],
  };
}

function isPrimary(call: ApiCall, asked: z.output<typeof types>): boolean {
  const { from, to } = typesOf(call);
  return asked.some(({ associationTypeId }) => {
    const found = linkTarget(from, associationTypeId);
    if (found?.to !== to) throw badRequest(`${associationTypeId} is not an association type from ${from} to ${to}.`);
    return found.primary;
  });
}

function pairOf(call: ApiCall, fromId: string, toId: string) {
  const { from, to } = typesOf(call);
  return { from: recordOf(call, from, fromId), to: recordOf(call, to, toId) };
}

function typesOf(call: ApiCall) {
  return { from: objectTypeOf(call.params['objectType']), to: objectTypeOf(call.params['toObjectType']) };
}

function recordOf(call: ApiCall, type: ObjectType, id: string): CrmRecord {
  const record = findRecord(call.portal, type, id);
  if (record === undefined || record.archivedAtMs !== null) throw notFound();
  return record;
}

import { z } from 'zod';
import type { ApiAnswer, ApiCall, ApiRoute } from './api-route.ts';
import { batchAnswer, batchError, type BatchError } from './batch-answer.ts';
import { batchCreate } from './batch-create.ts';
import { archiveRecord } from './lifecycle.ts';
import type { CrmRecord } from './model.ts';
import { locate } from './locate.ts';
import { objectTypeOf } from './object-types.ts';
import { readScopes, writeScopes } from './object-scopes.ts';
import { readBody, writtenValues } from './read-body.ts';
import { badRequest, notFound } from './refusal.ts';
import { renderRecord } from './render.ts';
import { checkChange, checkNewRecord } from './write-record.ts';

const base = '/crm/objects/:version/:objectType/batch';
const MAX_INPUTS = 100;

const inputsOf = <S extends z.ZodType>(input: S) =>
  z.array(input).max(MAX_INPUTS, `The maximum number of inputs supported in a batch request is ${MAX_INPUTS}`);

const readRequest = z.object({
  properties: z.array(z.string()).default([]),
  propertiesWithHistory: z.array(z.string()).default([]),
  idProperty: z.string().optional(),
  inputs: inputsOf(z.object({ id: z.coerce.string() })),
});
const writeInput = z.object({
  id: z.coerce.string(),
  idProperty: z.string().optional(),
  objectWriteTraceId: z.string().optional(),
  properties: writtenValues,
});
const writeRequest = z.object({ inputs: inputsOf(writeInput) });
const archiveRequest = z.object({ inputs: inputsOf(z.object({ id: z.coerce.string() })) });

/** Up to 100 records at a time. */
export const batchRoutes: readonly ApiRoute[] = [
  { method: 'post', path: `${base}/read`, api: 'objects', scopes: readScopes, handle: batchRead },
  { method: 'post', path: `${base}/create`, api: 'objects', scopes: writeScopes, handle: batchCreate },
  { method: 'post', path: `${base}/update`, api: 'objects', scopes: writeScopes, handle: batchUpdate },
  { method: 'post', path: `${base}/upsert`, api: 'objects', scopes: writeScopes, handle: batchUpsert },
  { method: 'post', path: `${base}/archive`, api: 'objects', scopes: writeScopes, handle: batchArchive },
];

function batchRead(call: ApiCall): ApiAnswer {
  const { inputs, idProperty, ...options } = readBody(readRequest, call.body);
  const type = objectTypeOf(call.params['objectType']);
  const { quirks } = call.world;
  const archived = call.query.get('archived') === 'true';
  const results = new Map<string, unknown>();
  const missing: string[] = [];
  for (const { id } of inputs) {
    const record = locate(call.portal, { type, id, idProperty, archived });
    const wasMerged = call.portal.mergedInto.has(id) && type === 'contacts';
    if (record === undefined || (wasMerged && !quirks.mergedIdsInBatchRead)) missing.push(id);
    else results.set(record.id, renderRecord(call.portal, record, quirks, options));
  }
  const message = `Could not get some ${type.toUpperCase()} objects, they may be deleted or not exist. Check that ids are valid.`;
  const errors: BatchError[] =
    missing.length === 0 ? [] : [{ status: 'error', category: 'OBJECT_NOT_FOUND', message, context: { ids: missing } }];
  return batchAnswer({ okStatus: 200, startedAtMs: call.atMs, results: [...results.values()], errors });
}

function batchUpdate(call: ApiCall): ApiAnswer {
  const { inputs } = readBody(writeRequest, call.body);
  const type = objectTypeOf(call.params['objectType']);
  refuseRepeatedIds(inputs);
  return writeAll(call, inputs, (input) => {
    const record = locate(call.portal, { type, id: input.id, idProperty: input.idProperty });
    if (record === undefined) throw notFound();
    const checkedChange = checkChange(call, record, input.properties);
    return { write: () => checkedChange.change(), more: {} };
  });
}

function batchUpsert(call: ApiCall): ApiAnswer {
  const { inputs } = readBody(writeRequest, call.body);
  const type = objectTypeOf(call.params['objectType']);
  refuseRepeatedIds(inputs);
  return writeAll(call, inputs, (input) => {
    const { id, idProperty, properties } = input;
    if (idProperty === undefined) throw badRequest('idProperty is required for an upsert.');
    const known = locate(call.portal, { type, id, idProperty });
    if (known !== undefined) {
      const checkedChange = checkChange(call, known, properties);
      return { write: () => checkedChange.change(), more: { new: false } };
    }
    const checkedRecord = checkNewRecord(call, { type, values: { [idProperty]: id, ...properties }, associations: [] });
    return { write: () => checkedRecord.create(), more: { new: true } };
  });
}

function batchArchive(call: ApiCall): ApiAnswer {
  const { inputs } = readBody(archiveRequest, call.body);
  const type = objectTypeOf(call.params['objectType']);
  for (const { id } of inputs) {
    const record = locate(call.portal, { type, id });
    if (record !== undefined) archiveRecord(call, record);
  }
  return { status: 204 };
}

type WriteInput = z.output<typeof writeInput>;

/** `prepare` checks one input and throws a Refusal; `write` then does it. */
type Prepare = (input: WriteInput) => { write(): CrmRecord; more: Record<string, unknown> };

function writeAll(call: ApiCall, inputs: readonly WriteInput[], prepare: Prepare): ApiAnswer {
  const { quirks } = call.world;
  if (quirks.batchUpdateWhole400) refuseWhole(inputs, prepare);
  const results: unknown[] = [];
  const errors: BatchError[] = [];
  for (const input of inputs) {
    const trace = input.objectWriteTraceId;
    try {
      const { write, more } = prepare(input);
      const body = renderRecord(call.portal, write(), quirks, { properties: Object.keys(input.properties) });
      const echo = trace !== undefined && quirks.batchCreateEchoesTraceId ? { objectWriteTraceId: trace } : {};
      results.push({ ...body, ...more, ...echo });
    } catch (error) {
      errors.push(batchError(error, trace === undefined ? { ids: [input.id] } : { objectWriteTraceId: [trace] }));
    }
  }
  return batchAnswer({ okStatus: 200, startedAtMs: call.atMs, results, errors });
}

function refuseWhole(inputs: readonly WriteInput[], prepare: Prepare): void {
  for (const input of inputs) {
    try {
      prepare(input);
    } catch (error) {
      const { message, errors } = batchError(error, {});
      throw badRequest(message, errors === undefined ? {} : { errors });
    }
  }
}

function refuseRepeatedIds(inputs: readonly { id: string }[]): void {
  const seen = new Set<string>();
  const repeated = inputs.filter(({ id }) => seen.size === seen.add(id).size).map(({ id }) => id);
  if (repeated.length > 0) throw badRequest(`Duplicate IDs found in batch input: [${repeated.join(', ')}]`);
}

import { z } from 'zod';
import type { ApiCall, ApiRoute } from './api-route.ts';
import { archiveRecord, mergeContacts, privacyDelete } from './lifecycle.ts';
import { locate, recordOfCall } from './locate.ts';
import { objectTypeOf } from './object-types.ts';
import { readScopes, writeScopes } from './object-scopes.ts';
import { association, readBody, writtenValues } from './read-body.ts';
import { badRequest, notFound } from './refusal.ts';
import { renderRecord, type ReadOptions } from './render.ts';
import { checkChange, checkNewRecord } from './write-record.ts';
import { primaryCompanyId } from './associate.ts';
import { linksTo } from './links.ts';
import type { CrmRecord } from './model.ts';

const base = '/crm/objects/:version/:objectType';
const createBody = z.object({ properties: writtenValues, associations: z.array(association).default([]) });
const updateBody = z.object({ properties: writtenValues });
const mergeBody = z.object({ primaryObjectId: z.coerce.string(), objectIdToMerge: z.coerce.string() });
const gdprBody = z.object({ objectId: z.coerce.string(), idProperty: z.string().optional() });

const MAX_PAGE = 100;

/** Single records: read, list, create, change, archive, merge, delete for privacy. */
export const objectRoutes: readonly ApiRoute[] = [
  {
    method: 'post',
    path: `${base}/merge`,
    api: 'objects',
    scopes: writeScopes,
    handle(call) {
      const { primaryObjectId, objectIdToMerge } = readBody(mergeBody, call.body);
      const type = objectTypeOf(call.params['objectType']);
      if (type !== 'contacts') throw badRequest('Only contacts can be merged here.');
      const winner = locate(call.portal, { type, id: primaryObjectId });
      const merged = locate(call.portal, { type, id: objectIdToMerge });
      if (winner === undefined || merged === undefined) throw notFound();
      mergeContacts(call, winner, merged);
      return { status: 200, body: renderRecord(call.portal, winner, call.world.quirks) };
    },
  },
  {
    method: 'post',
    path: `${base}/gdpr-delete`,
    api: 'objects',
    scopes: writeScopes,
    handle(call) {
      const { objectId, idProperty } = readBody(gdprBody, call.body);
      const type = objectTypeOf(call.params['objectType']);
      const record = type === 'contacts' ? locate(call.portal, { type, id: objectId, idProperty }) : undefined;
      if (record === undefined) throw notFound();
      privacyDelete(call, record);
      return { status: 204 };
    },
  },
  {
    method: 'get',
    path: `${base}/:objectId`,
    api: 'objects',
    scopes: readScopes,
    handle(call) {
      const record = recordOfCall(call);
      const body = renderRecord(call.portal, record, call.world.quirks, readOptions(call));
      return { status: 200, body: { ...body, ...associations(call, record) } };
    },
  },
  {
    method: 'get',
    path: base,
    api: 'objects',
    scopes: readScopes,
    handle: (call) => ({ status: 200, body: list(call) }),
  },
  {
    method: 'post',
    path: base,
    api: 'objects',
    scopes: writeScopes,
    handle(call) {
      const { properties, associations: wanted } = readBody(createBody, call.body);
      const type = objectTypeOf(call.params['objectType']);
      const record = checkNewRecord(call, { type, values: properties, associations: wanted }).create();
      const options = { properties: Object.keys(properties) };
      return { status: 201, body: renderRecord(call.portal, record, call.world.quirks, options) };
    },
  },
  {
    method: 'patch',
    path: `${base}/:objectId`,
    api: 'objects',
    scopes: writeScopes,
    handle(call) {
      const { properties } = readBody(updateBody, call.body);
      const record = checkChange(call, recordOfCall(call), properties).change();
      const options = { properties: Object.keys(properties) };
      return { status: 200, body: renderRecord(call.portal, record, call.world.quirks, options) };
    },
  },
  {
    method: 'delete',
    path: `${base}/:objectId`,
    api: 'objects',
    scopes: writeScopes,
    handle(call) {
      const type = objectTypeOf(call.params['objectType']);
      const record = locate(call.portal, { type, id: call.params['objectId'] ?? '' });
      // Archiving what is gone already is no error.
      if (record !== undefined) archiveRecord(call, record);
      return { status: 204 };
    },
  },
];

function readOptions({ query }: ApiCall): ReadOptions {
  return { properties: names(query, 'properties'), propertiesWithHistory: names(query, 'propertiesWithHistory') };
}

function names(query: URLSearchParams, key: string): string[] {
  return query
    .getAll(key)
    .flatMap((value) => value.split(','))
    .filter((name) => name !== '');
}

function list(call: ApiCall) {
  const type = objectTypeOf(call.params['objectType']);
  const limit = Number(call.query.get('limit') ?? '10');
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE) throw badRequest(`limit must be 1 to ${MAX_PAGE}.`);
  const after = Number(call.query.get('after') ?? '0');
  const archived = call.query.get('archived') === 'true';
  const live = [...call.portal.records[type].values()].filter((record) => (record.archivedAtMs !== null) === archived);
  const page = live.filter((record) => Number(record.id) > after).toSorted((a, b) => Number(a.id) - Number(b.id));
  const shown = page.slice(0, limit);
  const last = shown.at(-1);
  return {
    results: shown.map((record) => renderRecord(call.portal, record, call.world.quirks, readOptions(call))),
    ...(page.length > limit && last !== undefined ? { paging: { next: { after: last.id } } } : {}),
  };
}

function associations(call: ApiCall, record: CrmRecord) {
  const wanted = names(call.query, 'associations');
  if (wanted.length === 0) return {};
  const found: Record<string, unknown> = {};
  for (const name of wanted) {
    const type = objectTypeOf(name);
    const primary = record.type === 'contacts' && type === 'companies' ? primaryCompanyId(record) : null;
    const results = [...linksTo(record, type).keys()].flatMap((id) => [
      ...(id === primary ? [{ id, type: 'contact_to_company' }] : []),
      {
        id,
        type: `${record.type.replace(/s$/, '')}_to_${type.replace(/s$/, '')}${primary === null ? '' : '_unlabeled'}`,
      },
    ]);
    if (results.length > 0) found[type] = { results };
  }
  return Object.keys(found).length === 0 ? {} : { associations: found };
}

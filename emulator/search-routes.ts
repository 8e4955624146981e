import { z } from 'zod';
import type { ApiAnswer, ApiCall, ApiRoute } from './api-route.ts';
import type { CrmRecord } from './model.ts';
import { objectTypeOf } from './object-types.ts';
import { readScopes } from './object-scopes.ts';
import { readBody } from './read-body.ts';
import { badRequest } from './refusal.ts';
import { renderRecord } from './render.ts';
import { compareValues, filter, matchesFilter } from './search-filter.ts';

const MAX_GROUPS = 5;
const MAX_FILTERS_PER_GROUP = 6;
const MAX_FILTERS = 18;
const MAX_PAGE = 200;
const MAX_RESULTS = 10_000;
const MAX_BODY_LENGTH = 3_000;

const searchRequest = z.object({
  filterGroups: z
    .array(z.object({ filters: z.array(filter).max(MAX_FILTERS_PER_GROUP) }))
    .max(MAX_GROUPS)
    .default([]),
  sorts: z
    .array(
      z.union([
        z.string().transform((propertyName) => ({ propertyName, direction: 'ASCENDING' as const })),
        z.object({ propertyName: z.string(), direction: z.enum(['ASCENDING', 'DESCENDING']).default('ASCENDING') }),
      ]),
    )
    .max(1, 'only one sort is supported')
    .default([]),
  query: z.string().optional(),
  properties: z.array(z.string()).default([]),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(10),
  after: z.coerce.number().int().min(0).default(0),
});

/** Finds records by filters: its own limit, no rate headers, and an index that may lag. */
export const searchRoutes: readonly ApiRoute[] = [
  {
    method: 'post',
    path: '/crm/objects/:version/:objectType/search',
    api: 'objects',
    scopes: readScopes,
    isSearch: true,
    handle: search,
  },
];

function search(call: ApiCall): ApiAnswer {
  if (JSON.stringify(call.body ?? {}).length > MAX_BODY_LENGTH) {
    throw badRequest(`The request body is longer than ${MAX_BODY_LENGTH} characters.`);
  }
  const wanted = readBody(searchRequest, call.body);
  const type = objectTypeOf(call.params['objectType']);
  const definitions = call.portal.properties[type];
  const filters = wanted.filterGroups.flatMap((group) => group.filters);
  if (filters.length > MAX_FILTERS) throw badRequest(`A search can have ${MAX_FILTERS} filters at most.`);
  const unknown = filters.find(
    ({ propertyName }) => !propertyName.startsWith('associations.') && !definitions.has(propertyName),
  );
  if (unknown !== undefined) {
    throw badRequest(`There was a problem with the request. The property ${unknown.propertyName} does not exist.`);
  }
  if (wanted.after + wanted.limit > MAX_RESULTS) {
    throw badRequest(`A search ends at ${MAX_RESULTS} results.`);
  }

  const indexedUntilMs = call.atMs - lagOf(call);
  const found: CrmRecord[] = [];
  for (const record of call.portal.records[type].values()) {
    if (record.archivedAtMs !== null || record.updatedAtMs > indexedUntilMs) continue;
    if (matchesQuery(record, wanted.query) && inSomeGroup(record)) found.push(record);
  }
  const [sort] = wanted.sorts;
  const sortBy = sort?.propertyName ?? 'hs_object_id';
  const sign = sort?.direction === 'DESCENDING' ? -1 : 1;
  found.sort((a, b) => sign * compareValues(definitions.get(sortBy), a.values.get(sortBy), b.values.get(sortBy)));

  const page = found.slice(wanted.after, wanted.after + wanted.limit);
  const next = wanted.after + page.length;
  return {
    status: 200,
    body: {
      total: found.length,
      results: page.map((record) => renderRecord(call.portal, record, call.world.quirks, wanted)),
      ...(next < found.length ? { paging: { next: { after: String(next) } } } : {}),
    },
  };

  function inSomeGroup(record: CrmRecord): boolean {
    if (wanted.filterGroups.length === 0) return true;
    return wanted.filterGroups.some((group) => group.filters.every((one) => matchesFilter(record, one, definitions)));
  }
}

function lagOf(call: ApiCall): number {
  return Math.max(0, ...call.world.faults.standing('search_lag', call.portal.portalId).map((fault) => fault.ms));
}

function matchesQuery(record: CrmRecord, query: string | undefined): boolean {
  if (query === undefined || query.trim() === '') return true;
  const words = query.toLowerCase().split(/\s+/);
  const text = [...record.values.values()].join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
}

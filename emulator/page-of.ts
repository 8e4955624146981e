import { badRequest } from './refusal.ts';

const USUAL_PAGE = 100;
// HubSpot allows 500 owners a page.
const LARGEST_PAGE = 500;

/** One page of `all`, as `limit` and `after` of a request say, with the key by which the next one begins. */
export function pageOf<T>(query: URLSearchParams, all: readonly T[], keyOf: (one: T) => string) {
  const limit = Number(query.get('limit') ?? String(USUAL_PAGE));
  if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_PAGE) throw badRequest('limit must be 1 to 500.');
  const after = query.get('after');
  const start = after === null ? 0 : all.findIndex((one) => keyOf(one) === after) + 1;
  const results = all.slice(start, start + limit);
  const last = results.at(-1);
  const more = start + results.length < all.length && last !== undefined;
  return { results, ...(more ? { paging: { next: { after: keyOf(last) } } } : {}) };
}

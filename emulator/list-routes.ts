import { z } from 'zod';
import type { ApiCall, ApiRoute } from './api-route.ts';
import type { ContactList } from './model.ts';
import { findRecord } from './portal.ts';
import { readBody } from './read-body.ts';
import { badRequest, notFound } from './refusal.ts';

/** HubSpot wants the scope to read beside the one to write. */
const writeScopes = () => [['crm.lists.read', 'crm.lists.write']];
const recordIds = z.array(z.string());

/** Lists of contacts, and who is on them. */
export const listRoutes: readonly ApiRoute[] = [
  {
    method: 'put',
    path: '/crm/lists/:version/:listId/memberships/add',
    api: 'lists',
    scopes: writeScopes,
    handle(call) {
      const { members } = listOf(call);
      const { there, missing } = sorted(call);
      const added = there.filter((id) => !members.has(id));
      for (const id of added) members.set(id, call.atMs);
      return { status: 200, body: { recordsIdsAdded: added, recordIdsRemoved: [], recordIdsMissing: missing } };
    },
  },
  {
    method: 'put',
    path: '/crm/lists/:version/:listId/memberships/remove',
    api: 'lists',
    scopes: writeScopes,
    handle(call) {
      const { members } = listOf(call);
      const { there, missing } = sorted(call);
      const removed = there.filter((id) => members.delete(id));
      return { status: 200, body: { recordsIdsAdded: [], recordIdsRemoved: removed, recordIdsMissing: missing } };
    },
  },
  {
    method: 'get',
    path: '/crm/lists/:version/records/0-1/:contactId/memberships',
    api: 'lists',
    scopes: () => [['crm.lists.read']],
    handle({ portal, params }) {
      const results = [...portal.lists].flatMap(([listId, { members }]) => {
        const atMs = members.get(params['contactId'] ?? '');
        if (atMs === undefined) return [];
        const at = new Date(atMs).toISOString();
        return [{ listId, listVersion: 1, firstAddedTimestamp: at, lastAddedTimestamp: at, isPublicList: false }];
      });
      return { status: 200, body: { total: results.length, results } };
    },
  },
];

/** The list, if people and apps may change who is on it. */
function listOf({ portal, params }: ApiCall): ContactList {
  const { listId = '' } = params;
  const list = portal.lists.get(listId);
  if (list === undefined) throw notFound(`List does not exist with ID ${listId}.`);
  if (list.processingType === 'DYNAMIC') {
    throw badRequest(`Memberships of the dynamic list ${listId} cannot be changed.`, {
      subCategory: 'ILS.INVALID_LIST_PROCESSING_TYPE',
    });
  }
  return list;
}

function sorted({ portal, body }: ApiCall): { there: string[]; missing: string[] } {
  const ids = [...new Set(readBody(recordIds, body))];
  const isThere = (id: string) => findRecord(portal, 'contacts', id)?.archivedAtMs === null;
  return { there: ids.filter(isThere), missing: ids.filter((id) => !isThere(id)) };
}

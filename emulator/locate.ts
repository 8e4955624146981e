import type { ApiCall } from './api-route.ts';
import type { CrmRecord, ObjectType, Portal } from './model.ts';
import { objectTypeOf } from './object-types.ts';
import { findRecord } from './portal.ts';
import { badRequest, notFound, Refusal } from './refusal.ts';

/**
 * The record with this id, or with this value of a unique property (e-mail address of contacts). Archived ones only
 * when asked for. Throws 400 when the property is not unique.
 */
export function locate(
  portal: Portal,
  wanted: { type: ObjectType; id: string; idProperty?: string | undefined; archived?: boolean },
): CrmRecord | undefined {
  const { type, id, idProperty, archived = false } = wanted;
  const record =
    idProperty === undefined || idProperty === 'hs_object_id'
      ? findRecord(portal, type, id)
      : byProperty(portal, type, { name: idProperty, value: id });
  return record !== undefined && (record.archivedAtMs !== null) === archived ? record : undefined;
}

/** The record that the path of a call names. Throws 404. */
export function recordOfCall(call: ApiCall): CrmRecord {
  const record = locate(call.portal, {
    type: objectTypeOf(call.params['objectType']),
    id: call.params['objectId'] ?? '',
    idProperty: call.query.get('idProperty') ?? undefined,
    archived: call.query.get('archived') === 'true',
  });
  if (record !== undefined) return record;
  if (call.world.quirks.notFoundWithoutBody) {
    throw new Refusal(404, { message: 'resource not found' }, { plainText: 'resource not found' });
  }
  throw notFound();
}

function byProperty(portal: Portal, type: ObjectType, by: { name: string; value: string }): CrmRecord | undefined {
  if (type === 'contacts' && by.name === 'email') {
    const contactId = portal.emails.get(by.value.toLowerCase());
    return contactId === undefined ? undefined : portal.records.contacts.get(contactId);
  }
  if (portal.properties[type].get(by.name)?.hasUniqueValue !== true) {
    throw badRequest(`The property ${by.name} does not have unique values and cannot be used as idProperty.`);
  }
  for (const record of portal.records[type].values()) {
    if (record.archivedAtMs === null && record.values.get(by.name) === by.value) return record;
  }
  return undefined;
}

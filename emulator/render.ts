import type { Change, CrmRecord, Portal, PropertyDefinition } from './model.ts';
import { TYPE_FACTS } from './object-types.ts';
import type { Quirks } from './quirks.ts';

/** HubSpot keeps this many entries of a property's history. */
const MAX_HISTORY = 20;

export interface ReadOptions {
  properties?: readonly string[];
  propertiesWithHistory?: readonly string[];
}

/** A record as the API answers it. Unknown properties are left out without a word. */
export function renderRecord(portal: Portal, record: CrmRecord, quirks: Quirks, options: ReadOptions = {}) {
  const { properties = [], propertiesWithHistory = [] } = options;
  const facts = TYPE_FACTS[record.type];
  const asked = [...properties, ...propertiesWithHistory];
  const names = [...facts.always, ...(asked.length === 0 ? facts.defaults : asked)];
  const values: Record<string, string | null> = {};
  for (const name of names) {
    const definition = visibleProperty(portal, record, name, quirks);
    if (definition !== undefined) values[definition.name] = valueOf(record, definition.name, quirks);
  }
  return {
    id: record.id,
    properties: values,
    ...(propertiesWithHistory.length === 0 ? {} : { propertiesWithHistory: histories() }),
    createdAt: iso(record.createdAtMs),
    updatedAt: iso(record.updatedAtMs),
    archived: record.archivedAtMs !== null,
    ...(record.archivedAtMs === null ? {} : { archivedAt: iso(record.archivedAtMs) }),
    url: `https://${portal.uiDomain}/contacts/${portal.portalId}/record/${facts.typeId}/${record.id}`,
  };

  function histories() {
    const found: Record<string, unknown[]> = {};
    for (const name of propertiesWithHistory) {
      const definition = visibleProperty(portal, record, name, quirks);
      if (definition === undefined) continue;
      const newestFirst = (record.history.get(definition.name) ?? []).slice(-MAX_HISTORY).toReversed();
      found[definition.name] = newestFirst.map((change) => renderChange(change, quirks));
    }
    return found;
  }
}

/** The value that a read shows, or null. */
export function valueOf(record: CrmRecord, name: string, quirks: Quirks): string | null {
  const value = record.values.get(name) ?? null;
  if (record.type !== 'users' || value === null) return value;
  if (quirks.availabilityMissing && AVAILABILITY.has(name)) return null;
  if (quirks.outOfOfficeInSeconds && name === 'hs_out_of_office_hours') return inSeconds(value);
  return value;
}

const AVAILABILITY = new Set([
  'hs_availability_status',
  'hs_working_hours',
  'hs_out_of_office_hours',
  'hs_standard_time_zone',
]);

function visibleProperty(
  portal: Portal,
  record: CrmRecord,
  name: string,
  quirks: Quirks,
): PropertyDefinition | undefined {
  if (name === 'associatedcompanyid' && !quirks.associatedCompanyIdProperty) return undefined;
  return portal.properties[record.type].get(name.toLowerCase());
}

function renderChange({ value, atMs, actor }: Change, quirks: Quirks) {
  return {
    value,
    timestamp: iso(atMs),
    sourceType: actor.source,
    ...(actor.sourceId === null ? {} : { sourceId: actor.sourceId }),
    ...(quirks.sourceLabelOnHistory ? { sourceLabel: actor.source } : {}),
    ...(quirks.userIdOnHistory && actor.userId !== null ? { updatedByUserId: actor.userId } : {}),
  };
}

function inSeconds(hours: string): string {
  return hours.replaceAll(/\b(\d{10,})\d{3}\b/g, '$1');
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { COMPANY_TYPE_ID, CONTACT_TYPE_ID } from '../hubspot/subscriptions.ts';

/** What HubSpot tells us, in one form whichever of its two namings (`object.*`, `contact.*`) it came in. */
export type HubSpotEvent = EventFacts & EventSubject;

export interface EventFacts {
  portalId: number;
  /** Recognises the same event when it is delivered again. */
  key: Buffer;
  /** HubSpot's changeSource. */
  source: string;
  /** HubSpot's sourceId, e.g. `userId:7` or an app's id. */
  sourceId: string | null;
  /** Milliseconds since 1970; events have no other order. */
  occurredAt: number;
}

export type EventSubject =
  | { kind: 'contact_created'; contactId: string }
  | { kind: 'contact_changed'; contactId: string; property: string; value: string }
  | { kind: 'contact_deleted'; contactId: string }
  | { kind: 'contact_erased'; contactId: string }
  | { kind: 'contact_restored'; contactId: string }
  | { kind: 'contacts_merged'; contactId: string; loserIds: readonly string[] }
  | { kind: 'company_linked'; contactId: string; companyId: string; removed: boolean }
  | { kind: 'company_changed'; companyId: string; property: string };

/** Why an event could not be used: not of the form that HubSpot documents, or of a kind that Baton does not know. */
export type Unreadable = 'malformed' | 'unknown_type';

const id = z.union([z.number().int().nonnegative(), z.string().regex(/^\d{1,20}$/)]).transform(String);
/** Postgres stores neither NUL nor half of a surrogate pair. */
const storable = (text: string) => !text.includes('\0') && text.isWellFormed();
const name = z.string().min(1).max(200).refine(storable);
/** Beyond these no event of HubSpot can have happened, and far beyond them there are no dates. */
const EARLIEST_MS = Date.UTC(2000, 0);
const LATEST_MS = Date.UTC(2100, 0);

const wireEvent = z.object({
  portalId: z.number().int().positive(),
  eventId: id.optional(),
  // The guide's table calls it eventType, its examples subscriptionType.
  subscriptionType: name.optional(),
  eventType: name.optional(),
  occurredAt: z.number().int().min(EARLIEST_MS).max(LATEST_MS),
  objectId: id.optional(),
  objectTypeId: name.optional(),
  changeSource: name.nullish(),
  sourceId: z.union([z.string().max(200).refine(storable), z.number()]).nullish(),
  propertyName: name.optional(),
  propertyValue: z.union([z.string(), z.number(), z.boolean()]).nullish(),
  primaryObjectId: id.optional(),
  mergedObjectIds: z.array(id).max(1_000).optional(),
  newObjectId: id.optional(),
  associationType: name.optional(),
  fromObjectId: id.optional(),
  toObjectId: id.optional(),
  associationRemoved: z.boolean().optional(),
});
type WireEvent = z.infer<typeof wireEvent>;

/** One entry of a webhook's array. Never throws: a bad entry must not take its neighbours with it. */
export function readEvent(raw: unknown): HubSpotEvent | Unreadable {
  const parsed = wireEvent.safeParse(raw);
  if (!parsed.success) return 'malformed';
  const wire = parsed.data;
  const type = wire.subscriptionType ?? wire.eventType;
  if (type === undefined) return 'malformed';
  const subject = subjectOf(wire, type);
  if (typeof subject === 'string') return subject;
  return {
    portalId: wire.portalId,
    key: keyOf(wire, type),
    source: wire.changeSource ?? 'UNKNOWN',
    sourceId: wire.sourceId === null || wire.sourceId === undefined ? null : String(wire.sourceId),
    occurredAt: wire.occurredAt,
    ...subject,
  };
}

function subjectOf(wire: WireEvent, type: string): EventSubject | Unreadable {
  const [prefix, action] = type.split('.', 2);
  const about = objectOf(prefix, wire.objectTypeId);
  if (about === null) return 'unknown_type';
  if (action === 'associationChange') return linkOf(wire);
  if (wire.objectId === undefined) return 'malformed';

  if (about === 'company') {
    if (action !== 'propertyChange') return 'unknown_type';
    if (wire.propertyName === undefined) return 'malformed';
    return { kind: 'company_changed', companyId: wire.objectId, property: wire.propertyName };
  }
  const contactId = wire.objectId;
  switch (action) {
    case 'creation':
      return { kind: 'contact_created', contactId };
    case 'propertyChange':
      if (wire.propertyName === undefined) return 'malformed';
      return changeOf(contactId, wire.propertyName, String(wire.propertyValue ?? ''));
    case 'deletion':
      return { kind: 'contact_deleted', contactId };
    case 'privacyDeletion':
      return { kind: 'contact_erased', contactId };
    case 'restore':
      return { kind: 'contact_restored', contactId };
    case 'merge':
      return mergeOf(wire, contactId);
    default:
      return 'unknown_type';
  }
}

/** Of all values only an owner is stored; what a visitor typed may be anything and still is an enquiry. */
function changeOf(contactId: string, property: string, value: string): EventSubject | Unreadable {
  if (property === 'hubspot_owner_id' && !storable(value)) return 'malformed';
  return { kind: 'contact_changed', contactId, property, value };
}

function objectOf(prefix: string | undefined, objectTypeId: string | undefined): 'contact' | 'company' | null {
  if (prefix === 'contact' || prefix === 'company') return prefix;
  if (prefix !== 'object') return null;
  // Association events name their two ends instead of one object's type.
  if (objectTypeId === CONTACT_TYPE_ID || objectTypeId === undefined) return 'contact';
  return objectTypeId === COMPANY_TYPE_ID ? 'company' : null;
}

/** The winner may be a new record, and then both old ones are gone. */
function mergeOf(wire: WireEvent, objectId: string): EventSubject {
  const winner = wire.newObjectId ?? wire.primaryObjectId ?? objectId;
  const others = [objectId, wire.primaryObjectId, ...(wire.mergedObjectIds ?? [])];
  const losers = new Set(others.filter((other): other is string => other !== undefined && other !== winner));
  return { kind: 'contacts_merged', contactId: winner, loserIds: [...losers].sort() };
}

/** The same association is told twice, once from each end. */
function linkOf(wire: WireEvent): EventSubject | Unreadable {
  const { fromObjectId: from, toObjectId: to, associationRemoved: removed = false } = wire;
  if (from === undefined || to === undefined) return 'malformed';
  switch (wire.associationType) {
    case 'CONTACT_TO_COMPANY':
      return { kind: 'company_linked', contactId: from, companyId: to, removed };
    case 'COMPANY_TO_CONTACT':
      return { kind: 'company_linked', contactId: to, companyId: from, removed };
    default:
      return 'unknown_type';
  }
}

/** Without attemptNumber, which rises with each delivery; event ids alone are not unique. */
function keyOf(wire: WireEvent, type: string): Buffer {
  const parts = [
    wire.portalId,
    type,
    wire.objectId ?? `${wire.fromObjectId}-${wire.toObjectId}`,
    wire.propertyName ?? '',
    wire.occurredAt,
    wire.eventId ?? '',
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}

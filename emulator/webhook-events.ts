import type { Subscription } from '../src/hubspot/subscriptions.ts';
import type { Happening } from './happenings.ts';
import type { ObjectType } from './model.ts';
import { TYPE_FACTS } from './object-types.ts';
import type { Quirks } from './quirks.ts';
import { millisecondsOf } from './values.ts';

/** An event as the app gets it; `attemptNumber` is added at each sending. */
export type WebhookEvent = Record<string, unknown> & { portalId: number; occurredAt: number };

/** Ids of subscriptions begin here. */
const FIRST_SUBSCRIPTION_ID = 77_001;

interface Context {
  portalId: number;
  appId: number;
  subscriptions: readonly Subscription[];
  quirks: Quirks;
  nextEventId(): number;
}

/** The events that HubSpot sends for one change: none when the app did not subscribe to it. */
export function eventsOf(happening: Happening, context: Context): WebhookEvent[] {
  const { quirks } = context;
  if (happening.kind === 'propertyChange' && happening.isFirstValue && !quirks.firstValuesAsChangeEvents) return [];
  const subjects = subjectsOf(happening, quirks);
  return subjects.flatMap(({ type, fields, kind }) => {
    const found = subscriptionFor(context, { type, kind, happening });
    if (found === null) return [];
    const { fixedName, number } = found;
    const name = fixedName ?? `${quirks.contactEventNames ? TYPE_FACTS[type].singular : 'object'}.${kind}`;
    const event: WebhookEvent = {
      eventId: quirks.eventIdsRepeat ? 100 : context.nextEventId(),
      subscriptionId: FIRST_SUBSCRIPTION_ID + number,
      portalId: context.portalId,
      appId: context.appId,
      occurredAt: happening.atMs,
      [quirks.eventTypeFieldName ? 'eventType' : 'subscriptionType']: name,
      ...fields,
      ...(name.startsWith('object.') ? { objectTypeId: TYPE_FACTS[type].typeId } : {}),
      changeSource: happening.actor.source,
      ...(happening.actor.sourceId === null ? {} : { sourceId: happening.actor.sourceId }),
    };
    return [event];
  });
}

interface Subject {
  type: ObjectType;
  kind: Happening['kind'];
  fields: Record<string, unknown>;
}

function subjectsOf(happening: Happening, quirks: Quirks): Subject[] {
  switch (happening.kind) {
    case 'creation':
      return [about(happening, { changeFlag: quirks.creationChangeFlagNew ? 'NEW' : 'CREATED' })];
    case 'deletion':
      return [about(happening, quirks.deletionChangeFlagMissing ? {} : { changeFlag: 'DELETED' })];
    case 'restore':
      return [about(happening, quirks.deletionChangeFlagMissing ? {} : { changeFlag: 'RESTORED' })];
    case 'privacyDeletion':
      return [about(happening, {})];
    case 'propertyChange':
      return [about(happening, { propertyName: happening.name, propertyValue: valueInEvent(happening, quirks) })];
    case 'merge':
      return [
        about(
          { ...happening, id: happening.winnerId },
          {
            primaryObjectId: Number(happening.winnerId),
            mergedObjectIds: happening.mergedIds.map(Number),
            ...(quirks.mergeEventHasNewObjectId ? { newObjectId: Number(happening.winnerId) } : {}),
            numberOfPropertiesMoved: happening.propertiesMoved,
          },
        ),
      ];
    case 'associationChange': {
      const forward = association(happening, quirks);
      if (!quirks.associationEventsBothDirections) return [forward];
      const { fromType, fromId, toType, toId, ...rest } = happening;
      return [
        forward,
        association({ ...rest, fromType: toType, fromId: toId, toType: fromType, toId: fromId }, quirks),
      ];
    }
    default:
      return happening satisfies never;
  }
}

function about(
  happening: { kind: Happening['kind']; type: ObjectType; id: string },
  fields: Record<string, unknown>,
): Subject {
  return { type: happening.type, kind: happening.kind, fields: { objectId: Number(happening.id), ...fields } };
}

function association(happening: Extract<Happening, { kind: 'associationChange' }>, quirks: Quirks): Subject {
  const { fromType, toType, fromId, toId } = happening;
  const associationType = `${TYPE_FACTS[fromType].singular}_to_${TYPE_FACTS[toType].singular}`.toUpperCase();
  return {
    type: fromType,
    kind: happening.kind,
    fields: {
      ...(quirks.associationEventsHaveObjectId ? { objectId: Number(fromId) } : {}),
      associationType,
      fromObjectId: Number(fromId),
      toObjectId: Number(toId),
      associationRemoved: happening.removed,
      isPrimaryAssociation: happening.primary,
    },
  };
}

function valueInEvent(happening: Extract<Happening, { kind: 'propertyChange' }>, quirks: Quirks): string {
  if (!happening.isMoment || !quirks.dateTimesInMs) return happening.value;
  return String(millisecondsOf(happening.value) ?? happening.value);
}

/** Privacy deletions have no `object.*` form; a contact's subscription to associations also brings the other direction. */
function subscriptionFor(
  context: Context,
  wanted: { type: ObjectType; kind: Happening['kind']; happening: Happening },
) {
  const { type, kind, happening } = wanted;
  const singular = TYPE_FACTS[type].singular;
  const subscribedTypes =
    happening.kind === 'associationChange'
      ? [TYPE_FACTS[happening.fromType].singular, TYPE_FACTS[happening.toType].singular]
      : [singular];
  const number = context.subscriptions.findIndex((subscription) => {
    const [, subscribedKind] = subscription.subscriptionType.split('.');
    if (subscribedKind !== kind || !subscribedTypes.includes(subscription.objectType)) return false;
    return happening.kind !== 'propertyChange' || subscription.propertyName === happening.name;
  });
  if (number < 0) return null;
  return { number, fixedName: kind === 'privacyDeletion' ? 'contact.privacyDeletion' : null };
}

import { z } from 'zod';

/**
 * What HubSpot's documents leave open or contradict themselves about, as far as the app meets it. Each is a switch, so
 * that the app can be run against either answer. The default is what the documents or most reports say.
 */
export const QUIRKS = {
  creationChangeFlagNew: { default: false, says: 'creation events carry changeFlag NEW instead of CREATED' },
  deletionChangeFlagMissing: { default: false, says: 'deletion and restore events carry no changeFlag' },
  firstValuesAsChangeEvents: {
    default: true,
    says: "a new contact's first values also arrive as propertyChange events",
  },
  shuffledEvents: { default: true, says: 'events of one batching window arrive in any order (seeded)' },
  contactEventNames: {
    default: false,
    says: 'types are contact.* and company.* instead of object.*, without objectTypeId',
  },
  eventTypeFieldName: { default: false, says: 'the type stands in the field eventType instead of subscriptionType' },
  sourceIdIsAppId: {
    default: true,
    says: 'events and history of API writes carry the app id as sourceId, else nothing',
  },
  mergeEventHasNewObjectId: { default: true, says: 'merge events carry newObjectId (the winner again)' },
  mergeCreatesNewRecord: { default: false, says: 'a merge makes a third record; both old ids lead to it' },
  associationEventsBothDirections: { default: true, says: 'an association sends two events, one per direction' },
  privacyDeletionSendsDeletion: { default: true, says: 'a privacy deletion also sends an ordinary deletion event' },
  mixedPortalBatches: { default: false, says: 'one webhook body may hold events of several portals' },
  associatedCompanyIdProperty: { default: true, says: 'contacts have the property associatedcompanyid' },
  noAssociationsAs207: {
    default: true,
    says: 'reading associations of a record without any reports it in errors, with 207',
  },
  mergedIdsInBatchRead: { default: true, says: 'batch reads resolve the id of a merged contact to the winner' },
  batchCreateEchoesTraceId: { default: true, says: 'results of batch writes carry objectWriteTraceId' },
  batchUpdateWhole400: { default: false, says: 'one bad input fails a whole batch update with 400 instead of 207' },
  propertiesBatchCreate201: { default: false, says: 'properties batch/create answers 201 instead of 200' },
  propertyExistsIs400: { default: false, says: 'creating a property or group that exists answers 400 instead of 409' },
  outOfOfficeInSeconds: { default: false, says: 'hs_out_of_office_hours holds seconds instead of milliseconds' },
  availabilityMissing: { default: false, says: 'availability, hours and time zone of all users are empty' },
  optionalScopeDeclined: { default: false, says: 'optional scopes are not granted at installation' },
  refreshTokenRotates: { default: false, says: 'a refresh answers a new refresh token and ends the old one' },
  uninstallErrorIsBadHub: {
    default: false,
    says: 'a refresh after an uninstall answers BAD_HUB instead of BAD_REFRESH_TOKEN',
  },
  badClientIsInvalidClient: {
    default: false,
    says: 'an unknown client id is called invalid_client instead of invalid_request',
  },
  webhooksAfterUninstall: { default: false, says: 'webhooks go on for a portal that has uninstalled' },
  retryAfterOn429: { default: false, says: '429 answers carry Retry-After in seconds' },
  sourceLabelOnHistory: { default: true, says: 'history entries carry sourceLabel' },
  userIdOnHistory: { default: true, says: 'history entries of people carry updatedByUserId' },
  fetchAppendsIdentity: {
    default: true,
    says: 'hubspot.fetch appends userId, portalId, userEmail and appId to the address',
  },
  validationOn202609: { default: true, says: 'validation rules of a portal bind writes on 2026-09 (never on 2026-03)' },
} as const satisfies Record<string, { default: boolean; says: string }>;

export type QuirkName = keyof typeof QUIRKS;
export type Quirks = Record<QuirkName, boolean>;

const names: QuirkName[] = [];
for (const name in QUIRKS) if (isQuirk(name)) names.push(name);

/** All names, in the order of the table. */
export const QUIRK_NAMES: readonly QuirkName[] = names;

/** `{ name: boolean }` for some quirks; unknown names are refused. */
export const quirkSettings = z.partialRecord(z.enum(names), z.boolean());

/** A fresh table with every switch at its default. */
export function defaultQuirks(): Quirks {
  return quirksFrom((name) => QUIRKS[name].default);
}

/** Every switch the other way round: the second of the three ways the story is run. */
export function flippedQuirks(): Quirks {
  return quirksFrom((name) => !QUIRKS[name].default);
}

function quirksFrom(valueOf: (name: QuirkName) => boolean): Quirks {
  const entries = names.map((name): [QuirkName, boolean] => [name, valueOf(name)]);
  return z.record(z.enum(names), z.boolean()).parse(Object.fromEntries(entries));
}

function isQuirk(name: string): name is QuirkName {
  return Object.hasOwn(QUIRKS, name);
}

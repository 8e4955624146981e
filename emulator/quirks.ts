import { z } from 'zod';
import { seededRandom } from './random.ts';

/**
 * What HubSpot's documents leave open or contradict themselves about, as far as the app meets it. Each is a switch, so
 * that the app can be run against either answer. The default is what the documents or most reports say.
 */
export const QUIRKS = {
  // webhooks
  creationChangeFlagNew: { default: false, says: 'creation events carry changeFlag NEW instead of CREATED' },
  deletionChangeFlagMissing: { default: false, says: 'deletion and restore events carry no changeFlag' },
  firstValuesAsChangeEvents: {
    default: true,
    says: "a new contact's first values also arrive as propertyChange events",
  },
  shuffledEvents: { default: true, says: 'events of one batching window arrive in any order' },
  contactEventNames: {
    default: false,
    says: 'types are contact.* and company.* instead of object.*, without objectTypeId',
  },
  eventTypeFieldName: { default: false, says: 'the type stands in the field eventType instead of subscriptionType' },
  eventIdsRepeat: { default: false, says: 'events of different changes may carry the same eventId' },
  dateTimesInMs: { default: true, says: 'datetime values in events are epoch milliseconds instead of ISO' },
  mergeEventHasNewObjectId: { default: true, says: 'merge events carry newObjectId (the winner again)' },
  associationEventsBothDirections: { default: true, says: 'an association sends two events, one per direction' },
  associationEventsHaveObjectId: { default: true, says: 'association events carry objectId beside fromObjectId' },
  privacyDeletionSendsDeletion: { default: true, says: 'a privacy deletion also sends an ordinary deletion event' },
  mixedPortalBatches: { default: false, says: 'one webhook body may hold events of several portals' },
  webhooksAfterUninstall: { default: false, says: 'webhooks go on for a portal that has uninstalled' },
  // who did it
  sourceIdIsAppId: {
    default: true,
    says: 'events and history of API writes carry the app id as sourceId, else nothing',
  },
  peopleSourceIdBare: { default: false, says: 'sourceId of a person is "7" instead of "userId:7"' },
  sourceLabelOnHistory: { default: true, says: 'history entries carry sourceLabel' },
  userIdOnHistory: { default: true, says: 'history entries of people carry updatedByUserId' },
  // objects, associations, properties
  associatedCompanyIdProperty: { default: true, says: 'contacts have the property associatedcompanyid' },
  noAssociationsAs207: {
    default: true,
    says: 'a record without associations is reported in errors, with 207; else left out',
  },
  mergedIdsInBatchRead: {
    default: true,
    says: 'batch reads lead the id of a merged contact to the winner; else not found',
  },
  batchCreateEchoesTraceId: { default: true, says: 'results of batch writes carry objectWriteTraceId' },
  batchUpdateWhole400: { default: false, says: 'one bad input fails a whole batch update with 400 instead of 207' },
  propertiesBatchCreate201: { default: false, says: 'properties batch/create answers 201 instead of 200' },
  propertyExistsOtherCategory: {
    default: false,
    says: 'a property or group that exists is OBJECT_ALREADY_EXISTS, not CONFLICT',
  },
  validationOn202609: {
    default: true,
    says: 'validation rules of a portal bind writes on 2026-09; else on no version',
  },
  // people
  outOfOfficeInSeconds: { default: false, says: 'hs_out_of_office_hours holds seconds instead of milliseconds' },
  availabilityMissing: { default: false, says: 'availability, hours and time zone of all users are empty' },
  // OAuth
  optionalScopeDeclined: { default: false, says: 'optional scopes are not granted at installation' },
  denialWithoutError: { default: false, says: 'a refused consent leads back with state only, without error' },
  refreshTokenRotates: { default: false, says: 'a refresh answers a new refresh token and ends the old one' },
  revokeEndsAccessTokens: { default: false, says: 'revoking a refresh token also ends its access tokens' },
  uninstallErrorIsBadHub: {
    default: false,
    says: 'a refresh after an uninstall answers BAD_HUB instead of BAD_REFRESH_TOKEN',
  },
  badClientIsInvalidClient: {
    default: false,
    says: 'an unknown client id is invalid_client instead of invalid_request',
  },
  // errors
  retryAfterOn429: { default: false, says: '429 answers carry Retry-After in seconds' },
  searchLimitWithoutPolicyName: { default: false, says: 'the 429 of search has no policyName' },
  valueErrorsListed: { default: false, says: 'refused values are also listed in errors, not only in the message' },
  notFoundWithoutBody: { default: false, says: 'reading a record that does not exist answers 404 with plain text' },
  bareErrors: { default: false, says: 'error bodies hold status and message only, as all other fields are optional' },
  // hubspot.fetch
  fetchAppendsIdentity: {
    default: true,
    says: 'hubspot.fetch appends userId, portalId, userEmail and appId to the address',
    neverFlipped: true,
  },
} as const satisfies Record<string, { default: boolean; says: string; neverFlipped?: true }>;

export type QuirkName = keyof typeof QUIRKS;
export type Quirks = Record<QuirkName, boolean>;

const names: QuirkName[] = [];
for (const name in QUIRKS) if (isQuirk(name)) names.push(name);

/** All names, in the order of the table. */
export const QUIRK_NAMES: readonly QuirkName[] = names;

/** `{ name: boolean }` for some quirks; unknown names are refused. */
export const quirkSettings = z.partialRecord(z.enum(names), z.boolean());

const allQuirks = z.record(z.enum(names), z.boolean());

/** A fresh table with every switch at its default. */
export function defaultQuirks(): Quirks {
  return quirksFrom((name) => QUIRKS[name].default);
}

/**
 * Every switch the other way round: the second of the three ways the story is run. Left alone: switches whose other
 * side takes away what the story itself needs (`neverFlipped`); they have tests of their own.
 */
export function flippedQuirks(): Quirks {
  return quirksFrom((name) => ('neverFlipped' in QUIRKS[name] ? QUIRKS[name].default : !QUIRKS[name].default));
}

/** Each switch on its default or other side by the toss of a seeded coin: the third way. */
export function mixedQuirks(seed: number): Quirks {
  const flipped = flippedQuirks();
  const random = seededRandom(seed);
  return quirksFrom((name) => (random() < 0.5 ? QUIRKS[name].default : flipped[name]));
}

function quirksFrom(valueOf: (name: QuirkName) => boolean): Quirks {
  const entries = names.map((name): [QuirkName, boolean] => [name, valueOf(name)]);
  return allQuirks.parse(Object.fromEntries(entries));
}

function isQuirk(name: string): name is QuirkName {
  return Object.hasOwn(QUIRKS, name);
}

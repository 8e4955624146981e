import { z } from 'zod';
import { faultSchema } from './fault-list.ts';
import { propertyCreate } from './property-schema.ts';
import { quirkSettings } from './quirks.ts';

/**
 * The emulator's own endpoints, `/_emulator/...`: what tests, demo and benchmarks send and get. Ids are strings as in
 * the CRM API, users' ids numbers as HubSpot has them; times are epoch milliseconds.
 */
const id = z.string().regex(/^\d+$/, 'ids are digits only');
const portalId = z.number().int().positive();
const userId = z.number().int().positive();
const properties = z.record(z.string(), z.string());

export const DAYS = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
  'MONDAY_TO_FRIDAY',
  'SATURDAY_SUNDAY',
  'EVERY_DAY',
] as const;

export const seedUser = z.strictObject({
  userId,
  ownerId: id,
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  superAdmin: z.boolean().default(false),
  /** false: deactivated; its owner record is archived. */
  active: z.boolean().default(true),
  teamId: id.optional(),
  availability: z.enum(['available', 'away']).optional(),
  workingHours: z
    .array(z.strictObject({ days: z.enum(DAYS), startMinute: z.number().int(), endMinute: z.number().int() }))
    .optional(),
  outOfOffice: z.array(z.strictObject({ startMs: z.number().int(), endMs: z.number().int() })).optional(),
  /** IANA. */
  timeZone: z.string().optional(),
  /** The first is the main language. */
  languages: z.array(z.string()).optional(),
  /** Has a seat with sequences and a connected inbox. */
  salesSeat: z.boolean().default(true),
  /** Pages where others book a meeting with the user. */
  meetingLinks: z
    .array(
      z.strictObject({
        slug: z.string(),
        link: z.string(),
        name: z.string().optional(),
        type: z.enum(['PERSONAL_LINK', 'GROUP_CALENDAR', 'ROUND_ROBIN_CALENDAR']).default('PERSONAL_LINK'),
        defaultLink: z.boolean().default(false),
      }),
    )
    .optional(),
});

export const seedContact = z.strictObject({
  contactId: id.optional(),
  source: z.string().default('CRM_UI'),
  /** Default: a year ago. Seeded records send no events. */
  createdAt: z.union([z.number().int(), z.iso.datetime()]).optional(),
  properties,
});

/** A property that the account has made for itself. */
export const seedProperty = propertyCreate
  .omit({ groupName: true })
  .extend({ objectType: z.enum(['contacts', 'companies']) });

export const seedPortal = z.strictObject({
  portalId,
  /** IANA or HubSpot's US/... names. */
  timeZone: z.string(),
  uiDomain: z.string().default('app.hubspot.com'),
  users: z.array(seedUser).default([]),
  teams: z.array(z.strictObject({ teamId: id, name: z.string() })).default([]),
  properties: z.array(seedProperty).default([]),
  companies: z.array(z.strictObject({ companyId: id, properties })).default([]),
  contacts: z.array(seedContact).default([]),
  /** Lists of contacts; DYNAMIC: HubSpot fills it by itself. */
  lists: z
    .array(
      z.strictObject({
        listId: id,
        name: z.string(),
        processingType: z.enum(['MANUAL', 'SNAPSHOT', 'DYNAMIC']).default('MANUAL'),
      }),
    )
    .default([]),
  sequences: z.array(z.strictObject({ sequenceId: id, name: z.string() })).default([]),
  /** New contacts get the company whose `domain` is their e-mail address's. */
  associateCompanies: z.boolean().default(true),
});

export const seedRequest = z.strictObject({ portals: z.array(seedPortal).min(1) });
export type SeedRequest = z.input<typeof seedRequest>;
export type SeedPortal = z.output<typeof seedPortal>;
export type SeedProperty = z.output<typeof seedProperty>;
export type SeedUser = z.output<typeof seedUser>;
export type SeedContact = z.output<typeof seedContact>;

export const createContactsRequest = z.strictObject({
  portalId,
  /** HubSpot's source: FORM, IMPORT, CRM_UI ... */
  source: z.string(),
  /** The person who did it, for sources with one: sourceId becomes `userId:7`. */
  userId: userId.optional(),
  contacts: z
    .array(
      z.strictObject({
        properties,
        late: z.strictObject({ properties, afterMs: z.number().min(0) }).optional(),
      }),
    )
    .min(1),
});
export type CreateContactsRequest = z.input<typeof createContactsRequest>;

export const createContactsAnswer = z.object({ contacts: z.array(z.object({ id, createdAtMs: z.number() })) });
export type CreateContactsAnswer = z.infer<typeof createContactsAnswer>;

/** POST /_emulator/contacts/:id/submit : the same visitor sends a form again; change events only. */
export const submitRequest = z.strictObject({ portalId, properties, source: z.string().default('FORM') });
export type SubmitRequest = z.input<typeof submitRequest>;

/** PATCH /_emulator/contacts/:id : a person edits it in HubSpot; `source` for another hand (WORKFLOWS ...). */
export const editRequest = z.strictObject({
  portalId,
  userId: userId.optional(),
  source: z.string().default('CRM_UI'),
  properties,
});
export type EditRequest = z.input<typeof editRequest>;

/** DELETE /_emulator/contacts/:id, POST .../privacy-delete and .../restore. */
export const actOnContactRequest = z.strictObject({ portalId, userId: userId.optional() });
export type ActOnContactRequest = z.input<typeof actOnContactRequest>;

/** POST /_emulator/contacts/:id/merge : `:id` wins, `mergedId` is merged away. */
export const mergeRequest = z.strictObject({ portalId, userId: userId.optional(), mergedId: id });
export type MergeRequest = z.input<typeof mergeRequest>;
export const mergeAnswer = z.object({ id });

/** PATCH /_emulator/companies/:id : a person edits a company. */
export const editCompanyRequest = editRequest;

/** PATCH /_emulator/users/:userId : availability, hours, absence or deactivation of a person changes. */
export const editUserRequest = seedUser
  .pick({ availability: true, workingHours: true, outOfOffice: true, timeZone: true, meetingLinks: true })
  .extend({ portalId, active: z.boolean().optional() });
export type EditUserRequest = z.input<typeof editUserRequest>;

/** PATCH /_emulator/tasks/:id : a person changes a task, `hs_task_status` COMPLETED for example. */
export const editTaskRequest = z.strictObject({ portalId, userId: userId.optional(), properties });
export type EditTaskRequest = z.input<typeof editTaskRequest>;

/** POST /_emulator/activities : a person logs a call or writes a note on a contact's page. */
export const logActivityRequest = z.strictObject({
  portalId,
  userId,
  contactId: id,
  kind: z.enum(['call', 'note']),
  text: z.string().max(65_536).default(''),
  /** Of a call. */
  outcome: z.enum(['COMPLETED', 'NO_ANSWER', 'BUSY', 'FAILED', 'CANCELED']).default('COMPLETED'),
});
export type LogActivityRequest = z.input<typeof logActivityRequest>;
export const logActivityAnswer = z.object({ id });

/** POST /_emulator/forms : a visitor sends a web form; a contact with that e-mail address is a repeat, else a new one. */
export const sendFormRequest = z.strictObject({ portalId, properties: properties.refine(({ email }) => email) });
export type SendFormRequest = z.input<typeof sendFormRequest>;
export const sendFormAnswer = z.object({ id, isNew: z.boolean() });

/** POST /_emulator/uninstall : an admin of the portal removes the app; nothing is sent, tokens stop working. */
export const uninstallRequest = z.strictObject({ portalId });

/** POST /_emulator/faults : adds to the faults in force (`DELETE` removes all, with `/:id` one). Answers `{ ids }`. */
export const faultsRequest = z.strictObject({ faults: z.array(faultSchema).min(1) });
export type FaultsRequest = z.input<typeof faultsRequest>;
export const faultsAnswer = z.object({ ids: z.array(z.number()) });

/** POST /_emulator/quirks : sets some switches; answers all of them, as `GET` does. */
export const quirksRequest = quirkSettings;
export const quirksAnswer = quirkSettings;

/** POST /_emulator/fetch : what HubSpot's proxy does for hubspot.fetch of a card. `url` is a path of the app. */
export const fetchRequest = z.strictObject({
  portalId,
  userId,
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
  url: z.string(),
  body: z.json().optional(),
});
export type FetchRequest = z.input<typeof fetchRequest>;
/** The app's own status and body; `body` is parsed when it is JSON, else text. */
export const fetchAnswer = z.object({ status: z.number(), body: z.unknown() });
export type FetchAnswer = z.infer<typeof fetchAnswer>;

const historyEntry = z.object({
  value: z.string(),
  atMs: z.number(),
  source: z.string(),
  sourceId: z.string().nullable(),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

export const stateContact = z.object({
  id,
  createdAtMs: z.number(),
  source: z.string(),
  /** When the facts announced with `late` arrived; null before, and for contacts without any. */
  lateAtMs: z.number().nullable(),
  archived: z.boolean(),
  properties: z.record(z.string(), z.string()),
  companyId: id.nullable(),
  /** Oldest first. */
  history: z.object({ hubspot_owner_id: z.array(historyEntry), baton_status: z.array(historyEntry) }),
});
export type StateContact = z.infer<typeof stateContact>;

export const stateTask = z.object({
  id,
  createdAtMs: z.number(),
  archived: z.boolean(),
  contactIds: z.array(id),
  properties: z.record(z.string(), z.string()),
});
export type StateTask = z.infer<typeof stateTask>;

/** GET /_emulator/state?portalId= (one portal). Counts start at the last reset. */
export const stateAnswer = z.object({
  nowMs: z.number(),
  installed: z.boolean(),
  contacts: z.array(stateContact),
  tasks: z.array(stateTask),
  lists: z.array(z.object({ id, contactIds: z.array(id) })),
  enrolments: z.array(
    z.object({
      id,
      contactId: id,
      sequenceId: id,
      senderUserId: z.number(),
      senderEmail: z.string(),
      atMs: z.number(),
    }),
  ),
  /** Calls with ids replaced by `{id}`; `status` 0: the connection was cut before an answer. */
  calls: z.array(z.object({ method: z.string(), path: z.string(), status: z.number(), count: z.number() })),
  searchCalls: z.number(),
  /** Calls answered 429, of any kind. */
  rateLimited: z.number(),
  /** Events that wait for their first or next try. */
  undeliveredWebhooks: z.number(),
  deliveredWebhooks: z.number(),
  /** Events given up after the last try, or dropped by a fault. */
  lostWebhooks: z.number(),
});
export type EmulatorState = z.infer<typeof stateAnswer>;

/** GET /_emulator/requests?portalId=&limit= : newest last. */
export const requestsAnswer = z.object({
  requests: z.array(
    z.object({
      atMs: z.number(),
      portalId: portalId.nullable(),
      method: z.string(),
      path: z.string(),
      status: z.number(),
      tookMs: z.number(),
      /** JSON as received, of the newest requests only; forms of OAuth calls, which hold secrets, are left out. */
      body: z.unknown().optional(),
    }),
  ),
});
export type RequestsAnswer = z.infer<typeof requestsAnswer>;

import { z } from 'zod';
import { refusalBody } from './refusals.ts';

/** HubSpot's answers as far as Baton reads them; unknown fields are ignored. */
const id = z.union([z.string(), z.number()]).transform(String);

const historyEntry = z.object({
  value: z.string().nullish(),
  timestamp: z.string(),
  sourceType: z.string().nullish(),
  sourceId: z.string().nullish(),
  updatedByUserId: z.number().nullish(),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

export const record = z.object({
  id,
  properties: z.record(z.string(), z.string().nullable()),
  propertiesWithHistory: z.record(z.string(), z.array(historyEntry)).nullish(),
  createdAt: z.string(),
  archived: z.boolean().nullish(),
  objectWriteTraceId: z.string().nullish(),
});
export type CrmRecord = z.infer<typeof record>;

/** 200, 201 and 207 alike: `errors` names the inputs that failed. */
export const recordBatch = z.object({
  results: z.array(record),
  errors: z.array(refusalBody).default([]),
});

const paging = z.object({ next: z.object({ after: z.string() }).nullish() }).nullish();

export const recordPage = z.object({ results: z.array(record), paging });

export const associationBatch = z.object({
  results: z.array(
    z.object({
      from: z.object({ id }),
      to: z.array(
        z.object({
          toObjectId: id,
          associationTypes: z.array(z.object({ typeId: z.number() })).default([]),
        }),
      ),
      paging,
    }),
  ),
  errors: z.array(refusalBody).default([]),
});

export const ownerPage = z.object({
  results: z.array(
    z.object({
      id,
      email: z.string().nullish(),
      type: z.string().nullish(),
      firstName: z.string().nullish(),
      lastName: z.string().nullish(),
      userId: z.number().nullish(),
      userIdIncludingInactive: z.number().nullish(),
      archived: z.boolean().nullish(),
      teams: z.array(z.object({ id, name: z.string(), primary: z.boolean().nullish() })).nullish(),
    }),
  ),
  paging,
});
export type OwnerRecord = z.infer<typeof ownerPage>['results'][number];

export const settingsUserPage = z.object({
  results: z.array(z.object({ id, email: z.string().nullish(), superAdmin: z.boolean().nullish() })),
  paging,
});
export type SettingsUser = z.infer<typeof settingsUserPage>['results'][number];

export const teamList = z.object({
  results: z.array(z.object({ id, name: z.string(), userIds: z.array(id).nullish() })),
});
export type TeamRecord = z.infer<typeof teamList>['results'][number];

export const meetingLinkPage = z.object({
  results: z.array(
    z.object({
      link: z.string().nullish(),
      type: z.string().nullish(),
      organizerUserId: id.nullish(),
      defaultLink: z.boolean().nullish(),
    }),
  ),
  paging,
});
export type MeetingLink = z.infer<typeof meetingLinkPage>['results'][number];

const ids = z.array(id).default([]);

/** HubSpot spells the first of them in two ways. */
export const membershipsChanged = z
  .object({ recordsIdsAdded: ids, recordIdsAdded: ids, recordIdsRemoved: ids, recordIdsMissing: ids })
  .transform((answer) => ({
    added: [...answer.recordsIdsAdded, ...answer.recordIdsAdded],
    removed: answer.recordIdsRemoved,
    missing: answer.recordIdsMissing,
  }));

export const listMemberships = z.object({ results: z.array(z.object({ listId: id, lastAddedTimestamp: z.string() })) });

export const enrolment = z.object({ id });

export const accountInfo = z.object({ timeZone: z.string().min(1), uiDomain: z.string().min(1) });

const option = z.object({
  label: z.string(),
  value: z.string(),
  displayOrder: z.number().nullish(),
  hidden: z.boolean().nullish(),
});

export const property = z.object({
  name: z.string(),
  label: z.string(),
  description: z.string().nullish(),
  groupName: z.string().nullish(),
  type: z.string(),
  fieldType: z.string(),
  hidden: z.boolean().nullish(),
  options: z.array(option).default([]),
});
export type PropertyRecord = z.infer<typeof property>;

export const propertyList = z.object({ results: z.array(property) });
export const propertyBatch = z.object({ results: z.array(property), errors: z.array(refusalBody).default([]) });
export const propertyGroup = z.object({ name: z.string() });

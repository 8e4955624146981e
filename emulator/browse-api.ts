import { z } from 'zod';
import { seedUser, stateContact, stateTask } from './control-api.ts';
import { faultSchema } from './fault-list.ts';

/** What a person sees in HubSpot's own pages, as `GET /_emulator/...`; the preview's pages are drawn from these. */
const id = z.string().regex(/^\d+$/);

/** GET /_emulator/portals */
export const portalsAnswer = z.object({
  app: z.object({ appId: z.number(), url: z.string() }),
  portals: z.array(
    z.object({
      portalId: z.number(),
      timeZone: z.string(),
      installed: z.boolean(),
      contacts: z.number(),
      teams: z.array(z.object({ teamId: id, name: z.string() })),
      users: z.array(seedUser),
    }),
  ),
});
export type PortalsAnswer = z.output<typeof portalsAnswer>;
export type SeenPortal = PortalsAnswer['portals'][number];
export type SeenUser = SeenPortal['users'][number];

/** GET /_emulator/contacts?portalId=&limit=&search= : newest first, archived ones left out. */
export const contactsQuery = z.object({
  portalId: z.coerce.number().int(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  /** Part of a name, e-mail address or company. */
  search: z.string().default(''),
});
const listedContact = stateContact.pick({ id: true, createdAtMs: true, source: true, properties: true });
export type ListedContact = z.output<typeof listedContact>;
/** `total` counts all that match, shown or not; properties are those of a list only. */
export const contactsAnswer = z.object({ total: z.number(), contacts: z.array(listedContact) });
export type ContactsAnswer = z.output<typeof contactsAnswer>;

const activity = z.object({
  id,
  kind: z.enum(['call', 'note']),
  atMs: z.number(),
  ownerId: id.nullable(),
  text: z.string(),
  outcome: z.string().nullable(),
});
export type SeenActivity = z.output<typeof activity>;

/** GET /_emulator/contacts/:id?portalId= : one contact with what belongs to it; leads on to the winner of a merge. */
export const recordAnswer = z.object({
  contact: stateContact,
  company: z.object({ id, properties: z.record(z.string(), z.string()) }).nullable(),
  /** Newest first. */
  tasks: z.array(stateTask),
  /** Newest first. */
  activities: z.array(activity),
});
export type RecordAnswer = z.output<typeof recordAnswer>;

/** GET /_emulator/properties?portalId= : those of contacts. */
export const propertiesAnswer = z.object({
  properties: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      type: z.string(),
      options: z.array(z.object({ value: z.string(), label: z.string() })),
    }),
  ),
});
export type SeenProperty = z.output<typeof propertiesAnswer>['properties'][number];

/** GET /_emulator/faults */
export const faultListAnswer = z.object({ faults: z.array(z.object({ id: z.number(), fault: faultSchema })) });
export type ArmedFault = z.output<typeof faultListAnswer>['faults'][number];

/** GET /_emulator/webhooks?portalId=&limit= : tries to deliver events, newest last. */
export const webhooksAnswer = z.object({
  deliveries: z.array(
    z.object({
      atMs: z.number(),
      tookMs: z.number(),
      attempt: z.number(),
      delivered: z.boolean(),
      events: z.array(z.object({ type: z.string(), objectId: z.string(), property: z.string().nullable() })),
    }),
  ),
});
export type SeenDelivery = z.output<typeof webhooksAnswer>['deliveries'][number];

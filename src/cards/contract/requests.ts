import * as z from 'zod/mini';
import { portalMode } from './shared.ts';

/** What pages ask for. Only the server parses these; a page needs their types, and its bundle stays small. */

const aboutHandoff = {
  handoffId: z.uuid(),
  /** The revision that the person saw. */
  revision: z.int().check(z.positive()),
  /** One per click: a repeat of the same request changes nothing. */
  requestId: z.uuid(),
};

/** POST /cards/handoff/actions */
export const actionRequest = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('accept'), ...aboutHandoff }),
  z.strictObject({ action: z.literal('wrong_owner'), ...aboutHandoff, reason: z.string() }),
  z.strictObject({ action: z.literal('done'), ...aboutHandoff, reason: z.string() }),
  z.strictObject({ action: z.literal('more'), ...aboutHandoff, choice: z.string() }),
  z.strictObject({
    action: z.literal('route'),
    contactId: z.string().check(z.regex(/^[1-9]\d{0,19}$/)),
    requestId: z.uuid(),
  }),
]);
export type ActionRequest = z.infer<typeof actionRequest>;

const ownerId = z.string().check(z.minLength(1), z.maxLength(40));

/** POST /settings/mode */
export const modeRequest = z.strictObject({
  mode: portalMode,
  pool: z.optional(z.string().check(z.minLength(1), z.maxLength(80))),
});
/** POST /settings/admins : the users named here, and no others, may change the settings beside installer and super admins. */
export const adminsRequest = z.strictObject({
  userIds: z.array(z.int().check(z.positive())).check(z.maxLength(200)),
});
/** POST /settings/people : sets somebody away or available until the beginning of a day, or lets HubSpot's word count again. */
export const peopleRequest = z.discriminatedUnion('state', [
  z.strictObject({
    ownerId,
    state: z.enum(['away', 'available']),
    /** A day where the account is; null: until it is cleared. */
    until: z.nullable(z.iso.date()),
    note: z.string(),
  }),
  z.strictObject({ ownerId, state: z.literal('as_in_hubspot') }),
]);
const channelId = z.uuid();
/** POST /settings/channels : sets up a channel, removes it, or sends a test message through it. */
export const channelsRequest = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('add'),
    /** `kind` and what that kind needs, as typed. */
    target: z.record(z.string().check(z.maxLength(20)), z.string().check(z.maxLength(2_000))),
    /** '': all pools. */
    pool: z.string().check(z.maxLength(80)),
    /** As 20:00; both empty: never quiet. */
    quietFrom: z.string().check(z.maxLength(10)),
    quietTo: z.string().check(z.maxLength(10)),
    /** null: no limit. */
    perHour: z.nullable(z.number()),
  }),
  z.strictObject({ do: z.literal('remove'), channelId }),
  z.strictObject({ do: z.literal('test'), channelId }),
]);
/** What a form made, or a text. */
const draftSource = z.union([z.strictObject({ text: z.string() }), z.strictObject({ document: z.unknown() })]);
/** POST /settings/policy/check */
export const checkRequest = z.strictObject({ draft: draftSource });
/** POST /settings/policy/save */
export const saveRequest = z.strictObject({
  draft: draftSource,
  /** The version that it was made from. */
  base: z.int().check(z.positive()),
  /** What the author says about it. */
  note: z.string().check(z.maxLength(500)),
  /** The day on which it is to come into force, where the account is; null or absent: at once. */
  from: z.optional(z.nullable(z.iso.date())),
  /** So many of 100 leads are to follow it first, 0: none, it is only compared; null or absent: all of them. */
  percent: z.optional(z.nullable(z.int().check(z.minimum(0), z.maximum(50)))),
});
/** POST /settings/policy/canary : what becomes of the draft that is tried on leads. */
export const canaryRequest = z.strictObject({ action: z.enum(['stop', 'promote']) });
/** POST /settings/policy/rollback : an earlier version counts again. */
export const rollbackRequest = z.strictObject({
  to: z.int().check(z.positive()),
  /** The version in force that the person saw. */
  base: z.int().check(z.positive()),
});
/** POST /pages/exceptions/release : tries these put-aside leads again; without `contactIds` all of them. */
export const releaseRequest = z.strictObject({
  contactIds: z.optional(z.array(z.string().check(z.regex(/^\d{1,20}$/))).check(z.maxLength(1_000))),
});

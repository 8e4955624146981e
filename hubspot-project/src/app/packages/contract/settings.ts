// Generated from src/cards/contract/settings.ts; do not edit.
import * as z from 'zod/mini';
import { portalMode, refusal, time } from './shared.ts';

/** A person of the account, as far as settings name people. */
const userName = z.object({ userId: z.number(), name: z.string() });

/** Somebody who is away or available because an admin said so, whatever HubSpot says. */
const override = z.object({
  ownerId: z.string(),
  name: z.string(),
  state: z.enum(['away', 'available']),
  since: time,
  /** null: until it is cleared. */
  until: z.nullable(time),
  note: z.string(),
  /** null: the command line. */
  by: z.nullable(z.string()),
});

/** Where people are told of their leads; what would let somebody send there is not shown. */
const channel = z.object({
  channelId: z.string(),
  where: z.string(),
  /** '': all pools. */
  pool: z.string(),
  /** As people read it; null: never quiet. */
  quiet: z.nullable(z.string()),
  perHour: z.nullable(z.number()),
  /** null: the command line. */
  by: z.nullable(z.string()),
});

/** GET /settings/status */
export const settingsAnswer = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    settings: z.object({
      asOf: time,
      mode: portalMode,
      installedAt: time,
      liveSince: z.nullable(time),
      mayEdit: z.boolean(),
      health: z.array(
        z.object({
          /** connection, scopes, properties, people, policy, card, writes. */
          check: z.string(),
          state: z.enum(['ok', 'attention', 'broken']),
          sentence: z.string(),
          /** What is missing, one line each. */
          details: z.array(z.string()),
        }),
      ),
      policy: z.nullable(
        z.object({
          version: z.number(),
          since: time,
          by: z.nullable(z.string()),
          note: z.string(),
          defaultPool: z.string(),
          pools: z.array(z.object({ name: z.string(), label: z.string(), people: z.array(z.string()) })),
          /** The policy as people read it: a title with its sentences. */
          text: z.array(z.object({ title: z.string(), lines: z.array(z.string()) })),
        }),
      ),
      editors: z.object({
        installer: z.nullable(z.string()),
        superAdmins: z.array(z.string()),
        admins: z.array(userName),
        /** Who may be named. */
        candidates: z.array(userName),
      }),
      overrides: z.object({
        set: z.array(override),
        /** Who may be set; none for who may not. */
        candidates: z.array(z.object({ ownerId: z.string(), name: z.string() })),
      }),
      channels: z.array(channel),
      privacy: z.array(z.object({ what: z.string(), how: z.string(), kept: z.string() })),
    }),
  }),
  refusal,
]);
export type SettingsAnswer = z.infer<typeof settingsAnswer>;
export type Settings = Extract<SettingsAnswer, { ok: true }>['settings'];

/** POST /settings/mode */
export const modeAnswer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), mode: portalMode, pool: z.string() }),
  refusal,
]);

/** POST /settings/admins */
export const adminsAnswer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), admins: z.array(userName) }),
  refusal,
]);

/** POST /settings/channels */
export const channelsAnswer = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    channels: z.array(channel),
    /** What came of it, as a sentence. */
    said: z.string(),
  }),
  refusal,
]);

/** POST /settings/people */
export const peopleAnswer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), set: z.array(override) }),
  refusal,
]);

// Generated from src/cards/contract/trial.ts; do not edit.
import * as z from 'zod/mini';
import { refusal, time } from './shared.ts';

/** How often something is so under the policy in force, and under the draft. */
const pair = z.object({ label: z.string(), inForce: z.number(), draft: z.number() });

/** What a draft would have made of the newest enquiries, beside the policy in force. Nothing of it was done. */
const trial = z.object({
  enquiries: z.number(),
  from: z.nullable(time),
  to: z.nullable(time),
  /** What should make somebody stop, a sentence each. */
  warnings: z.array(z.string()),
  outcomes: z.array(pair),
  /** How many end as before or otherwise, and how. */
  differences: z.array(z.object({ label: z.string(), count: z.number() })),
  /** Leads of each person, most first. */
  people: z.array(pair),
  pools: z.array(pair),
  /** Cases that are worth reading. */
  messy: z.array(
    z.object({
      name: z.string(),
      /** Its record in HubSpot. */
      url: z.string(),
      facts: z.array(z.string()),
      inForce: z.string(),
      draft: z.string(),
      because: z.array(z.string()),
    }),
  ),
});
export type ShownTrial = z.infer<typeof trial>;

/** POST /settings/policy/try */
export const triedAnswer = z.discriminatedUnion('ok', [z.object({ ok: z.literal(true), trial }), refusal]);

const version = z.object({
  version: z.number(),
  /** scheduled, live, retired, cancelled or trial. */
  state: z.string(),
  from: time,
  until: z.nullable(time),
  by: z.nullable(z.string()),
  note: z.string(),
  /** What it changed of the one before, a sentence each. */
  changes: z.array(z.string()),
});
export type ShownVersion = z.infer<typeof version>;

/** How often something went wrong among the leads of a draft that is tried, and among the others; from 0 to 1, with its interval. */
const trouble = z.object({
  label: z.string(),
  draft: z.object({ count: z.number(), low: z.number(), high: z.number() }),
  others: z.object({ count: z.number(), low: z.number(), high: z.number() }),
  /** The share above which it ends. */
  bound: z.number(),
});
const canary = z.object({
  version: z.number(),
  /** Which leads follow it: "10 of 100 leads"; null: none, it is only compared. */
  followers: z.nullable(z.string()),
  since: time,
  /** null: it runs. */
  ended: z.nullable(time),
  /** Why it ended. */
  sentence: z.nullable(z.string()),
  leads: z.object({ draft: z.number(), others: z.number() }),
  troubles: z.array(trouble),
});
export type ShownCanary = z.infer<typeof canary>;

/** GET /settings/policy/versions, and POST /settings/policy/rollback, /cancel and /canary */
export const versionsAnswer = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    versions: z.array(version),
    /** The draft that is tried on leads, or was tried last. */
    canary: z.nullable(canary),
  }),
  refusal,
]);
export type ShownVersions = Omit<Extract<z.infer<typeof versionsAnswer>, { ok: true }>, 'ok'>;

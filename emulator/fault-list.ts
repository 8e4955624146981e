import { z } from 'zod';

/** Which requests (or webhook events) a fault is for; an empty match is all of them. */
const match = z
  .strictObject({
    method: z.string().optional(),
    /** A part of the path, for example `/contacts/batch/update`. */
    path: z.string().optional(),
    portalId: z.number().int().optional(),
  })
  .default({});

/** How often: the next `count` matches, or each with `probability` drawn from `seed`; neither: until removed. */
const extent = {
  match,
  count: z.number().int().positive().optional(),
  probability: z.number().min(0).max(1).optional(),
  seed: z.number().int().default(1),
};

/** Webhook events are matched by subscription type (a part of it) and portal. */
const eventMatch = z
  .strictObject({ subscriptionType: z.string().optional(), portalId: z.number().int().optional() })
  .default({});
const eventExtent = { ...extent, match: eventMatch };

const portalId = z.number().int().positive();

export const faultSchema = z.discriminatedUnion('kind', [
  /** Answers after `ms` (plus up to `jitterMs`). */
  z.strictObject({
    kind: z.literal('latency'),
    ms: z.number().min(0),
    jitterMs: z.number().min(0).default(0),
    ...extent,
  }),
  /** 429 with the body of the policy. */
  z.strictObject({
    kind: z.literal('rate_limit'),
    policy: z.enum(['TEN_SECONDLY_ROLLING', 'SECONDLY', 'DAILY']).default('TEN_SECONDLY_ROLLING'),
    retryAfterSeconds: z.number().optional(),
    ...extent,
  }),
  /** Answers `status` without doing anything. */
  z.strictObject({
    kind: z.literal('server_error'),
    status: z.union([z.literal(423), z.literal(477), z.number().int().min(500).max(599)]).default(503),
    ...extent,
  }),
  /** Cuts the connection without doing anything. */
  z.strictObject({ kind: z.literal('reset'), ...extent }),
  /** Does nothing and never answers (the connection is cut after `afterMs`). */
  z.strictObject({ kind: z.literal('time_out'), afterMs: z.number().positive().default(60_000), ...extent }),
  /** Does the work, then cuts the connection. */
  z.strictObject({ kind: z.literal('answer_lost'), ...extent }),
  /** Cuts the connection now, does the work `afterMs` later. */
  z.strictObject({ kind: z.literal('applied_late'), afterMs: z.number().positive(), ...extent }),
  /** Does the first half of a batch and says of each other input that it failed; calls without inputs are left alone. */
  z.strictObject({ kind: z.literal('half_batch'), ...extent }),
  /** 401 although the token is good. */
  z.strictObject({ kind: z.literal('unauthorised'), ...extent }),
  /** Records and changes younger than `ms` are not found by search. */
  z.strictObject({ kind: z.literal('search_lag'), ms: z.number().positive(), portalId: portalId.optional() }),
  z.strictObject({ kind: z.literal('webhook_dropped'), ...eventExtent }),
  z.strictObject({ kind: z.literal('webhook_doubled'), ...eventExtent }),
  /** Keeps matching events back for `afterMs`, so that later ones overtake them. */
  z.strictObject({ kind: z.literal('webhook_reordered'), afterMs: z.number().positive().default(200), ...eventExtent }),
  /** Nothing of HubSpot's reaches the app: neither webhooks nor what its pages fetch. */
  z.strictObject({ kind: z.literal('app_unreachable'), portalId: portalId.optional() }),
  /** Ends the portal's grant: tokens and refresh tokens stop working, as after an uninstall by an admin. */
  z.strictObject({ kind: z.literal('grant_revoked'), portalId }),
  /** Access tokens issued from now on live this long. */
  z.strictObject({ kind: z.literal('token_lifetime'), seconds: z.number().positive(), portalId: portalId.optional() }),
  /** A rule of the portal's admin: binds writes on 2026-09 only. */
  z.strictObject({
    kind: z.literal('validation_rule'),
    portalId,
    objectType: z.enum(['contacts', 'companies', 'tasks']).default('contacts'),
    rule: z.discriminatedUnion('type', [
      /** Every created or changed record must have a value. */
      z.strictObject({ type: z.literal('required'), property: z.string() }),
      /** Required when `when` has a value (one of `values`, if given). */
      z.strictObject({
        type: z.literal('conditional'),
        property: z.string(),
        when: z.string(),
        values: z.array(z.string()).optional(),
      }),
      /** Refuses any write that sets this property. */
      z.strictObject({ type: z.literal('refused'), property: z.string() }),
    ]),
  }),
]);

export type Fault = z.output<typeof faultSchema>;
export type FaultInput = z.input<typeof faultSchema>;
export type RequestFault = Extract<Fault, { match: { path?: string } }>;

import { z } from 'zod';
import { balanceSchema } from './balance-schema.ts';
import { conditionSchema } from './condition-schema.ts';
import { followUpSchema } from './follow-up.ts';
import { nurtureSchema } from './nurture-schema.ts';
import { onChangeSchema } from './on-change.ts';
import { peopleSchema, skillsSchema } from './people-schema.ts';
import { ownerIdSchema, poolNameSchema, poolSchema, segmentNameSchema, slaSchema } from './pool-schema.ts';
import { checkReferences } from './references.ts';
import { SOURCE_GROUPS } from './source-groups.ts';
import { territoriesSchema } from './territories/schema.ts';
import { INTENTS, LANES, SKIP_REASONS } from './taxonomy.ts';

const MAX_RULES = 20_000;

const ruleParts = {
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'must be lower-case letters, digits, - and _, at most 64')
    .describe('Unique'),
  label: z.string().min(1).max(200).describe('Completes the sentence "this lead goes to ... because ..."'),
  enabled: z.boolean().default(true),
  when: conditionSchema,
};

const skills = skillsSchema
  .optional()
  .describe('Whoever gets the lead from the pool, or from where it overflows, must have all of them');

const sourceSchema = z.strictObject({
  assign: z
    .enum(['route', 'keep', 'ownerless'])
    .describe(
      'keep: the creating user keeps it; ownerless: only leads without an active owner are given to anybody else',
    ),
  task: z.boolean().describe('Does each lead make a task?'),
  sla: z.boolean().describe('Does the clock run?'),
  threshold: z.boolean().describe('Must the lead reach the trigger, or does a person get it in any case?'),
  lane: z.enum(LANES).describe('A lead of the bulk lane never waits for facts'),
});

const sourcesSchema = z.strictObject({
  enquiry: sourceSchema.prefault({ assign: 'route', task: true, sla: true, threshold: true, lane: 'fresh' }),
  by_user: sourceSchema.prefault({ assign: 'keep', task: false, sla: false, threshold: false, lane: 'fresh' }),
  bulk: sourceSchema.prefault({ assign: 'ownerless', task: false, sla: false, threshold: false, lane: 'bulk' }),
  moved: z
    .record(
      z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'must be a HubSpot source such as INTEGRATION'),
      z.enum(SOURCE_GROUPS),
    )
    .default({})
    .describe('Single sources that belong to another group here, e.g. INTEGRATION: enquiry'),
});

const targetSchema = z.union([
  z.strictObject({ pool: poolNameSchema }),
  z.strictObject({ ownerId: ownerIdSchema }),
  z.enum(['contact_owner', 'company_owner']),
]);

const stickSchema = z.strictObject({
  enabled: z.boolean().default(true),
  whenAway: z.enum(['keep', 'go_on']).describe('Away or out of office, not merely after hours'),
  whenInactive: z
    .enum(['go_on', 'fallback'])
    .default('go_on')
    .describe("Deactivated in HubSpot; fallback: the default pool's"),
});

const stickinessSchema = z.strictObject({
  contactOwner: stickSchema
    .prefault({ whenAway: 'keep' })
    .describe('Switched off, it still holds for a contact just created'),
  duplicateOwner: stickSchema.prefault({ whenAway: 'keep' }).describe('Owner of another record of the same person'),
  companyOwner: stickSchema.prefault({ whenAway: 'go_on' }),
  previousOwner: stickSchema.prefault({ whenAway: 'go_on' }).describe('Who had the last handoff of this contact'),
});

const triggerSchema = z.strictObject({
  threshold: z.number().min(0).max(100).default(40).describe('Score from which a person takes over'),
  alwaysRouted: z
    .array(z.enum(INTENTS))
    .default(['demo_request', 'pricing', 'product_question', 'technical_support', 'partnership'])
    .describe('Whatever the score'),
  alwaysNurtured: z.array(z.enum(INTENTS)).default([]).describe('Whatever the score'),
  uncertainBelow: z
    .number()
    .min(0)
    .max(1)
    .default(0.3)
    .describe('Confidence in the intent below which a message is shown to a person'),
  qualifiedFrom: z.number().min(0).max(100).default(60).describe('Score from which a buyer counts as qualified'),
});

/**
 * A customer's policy. Layers are asked in this order: sources, skip, hard, trigger, stickiness, poolRules (the first
 * match counts), defaultPool. Absent parts take the values shown here.
 */
export const policySchema = z
  .strictObject({
    version: z.literal(1).describe('Of this document form'),
    name: z.string().min(1).max(120),
    lists: z
      .record(z.string().min(1).max(80), z.array(z.union([z.string().max(500), z.number()])).max(100_000))
      .default({})
      .describe('Named values for IN, NOT_IN and DOMAIN_IN'),
    territories: territoriesSchema.optional(),
    people: peopleSchema.optional(),
    segments: z
      .record(segmentNameSchema, conditionSchema)
      .optional()
      .describe('Named kinds of leads, for sla.bySegment'),
    sources: sourcesSchema.prefault({}),
    skip: z
      .array(z.strictObject({ ...ruleParts, reason: z.enum(SKIP_REASONS) }))
      .max(MAX_RULES)
      .default([]),
    hard: z
      .array(
        z.strictObject({
          ...ruleParts,
          to: targetSchema,
          skills,
          evenIfOwned: z
            .boolean()
            .default(false)
            .describe('Also when an active owner comes back; never when just created'),
        }),
      )
      .max(MAX_RULES)
      .default([]),
    trigger: triggerSchema.prefault({}),
    stickiness: stickinessSchema.prefault({}),
    poolRules: z
      .array(z.strictObject({ ...ruleParts, pool: poolNameSchema, skills }))
      .max(MAX_RULES)
      .default([]),
    pools: z.array(poolSchema).min(1).max(1_000),
    defaultPool: poolNameSchema,
    sla: slaSchema.prefault({ minutes: { high: 5, normal: 15, low: 60 } }),
    waitForFacts: z
      .strictObject({
        ms: z.int().min(0).max(60_000).default(8_000),
        facts: z
          .array(z.enum(['company', 'hs_analytics_source', 'ip_country']))
          .default(['company', 'hs_analytics_source', 'ip_country'])
          .describe('What HubSpot fills in by itself shortly after the creation'),
        forCompanyOwner: z
          .boolean()
          .default(false)
          .describe(
            'Wait also for who owns the company; otherwise the lead moves quietly if that turns out within a minute',
          ),
      })
      .prefault({}),
    followUp: followUpSchema
      .optional()
      .describe('Further tasks, made once the owner has accepted the handoff or acted on it'),
    onChange: onChangeSchema.optional().describe('Which changed facts move an open handoff to somebody else'),
    nurture: nurtureSchema.optional().describe('What becomes of leads that end nurtured'),
    balance: balanceSchema.prefault({}),
  })
  .superRefine((policy, context) => {
    for (const problem of checkReferences(policy)) context.addIssue({ code: 'custom', ...problem });
  });

export type PolicyDocument = z.infer<typeof policySchema>;
export type WaitableFact = PolicyDocument['waitForFacts']['facts'][number];
export type Pool = PolicyDocument['pools'][number];
export type HardTarget = PolicyDocument['hard'][number]['to'];
export type SourceSettings = PolicyDocument['sources']['enquiry'];

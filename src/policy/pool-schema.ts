import { z } from 'zod';
import { MAX_WEIGHT } from './balance.ts';
import { followUpSchema } from './follow-up.ts';
import { holidayCalendarSchema } from './holidays.ts';
import { onBreachSchema } from './on-breach.ts';
import { URGENCIES } from './taxonomy.ts';

export const ownerIdSchema = z.string().min(1).max(40).describe('HubSpot owner id');
export const segmentNameSchema = z.string().min(1).max(80).describe('Name of a segment of the policy');
export const poolNameSchema = z.string().min(1).max(80).describe('Name of a pool, as people read it');
const cap = z.int().min(0).max(1_000_000).nullable().default(null);

/** Upper bounds per person, over all that Baton gave them, whatever the pool. null: none. */
export const capsSchema = z.strictObject({
  hour: cap.describe('Leads within the last 60 minutes'),
  day: cap.describe('Leads within the last 24 hours'),
  week: cap.describe('Leads within the last 7 days'),
  open: cap.describe('Handoffs that are open at one time'),
});
export type Caps = z.infer<typeof capsSchema>;

/** A new person's share that grows with experience. Days are those of the account's time zone. */
const rampSchema = z.strictObject({
  from: z.iso.date().describe('First day; before it the person gets none'),
  weeks: z.int().min(1).max(52).describe('How long it takes from the first day to the whole weight'),
  startPercent: z.int().min(1).max(100).default(25).describe('Of the weight, on the first day'),
});
export type Ramp = z.infer<typeof rampSchema>;

export const memberSchema = z.strictObject({
  ownerId: ownerIdSchema,
  weight: z
    .int()
    .min(0)
    .max(MAX_WEIGHT)
    .default(1)
    .describe('Share of the leads beside the other members; 0: none for now'),
  ramp: rampSchema.optional().describe('The weight grows up to this one day by day'),
  caps: capsSchema.optional().describe("Instead of the pool's caps"),
});

export const poolSchema = z.strictObject({
  name: poolNameSchema,
  label: z.string().max(200).default('').describe('Where the pool comes from, for people'),
  members: z.array(memberSchema).max(5_000),
  caps: capsSchema.prefault({}).describe('For each member without caps of their own'),
  managerOwnerId: ownerIdSchema.nullable().default(null),
  fallbackOwnerId: ownerIdSchema.nullable().default(null).describe('null: the manager'),
  overflowPool: poolNameSchema.nullable().default(null),
  whenNobodyFree: z.enum(['hold', 'overflow', 'fallback']).default('hold'),
  afterHours: z
    .enum(['hold', 'assign'])
    .default('hold')
    .describe('assign: while nobody is at work, somebody who is off duty gets it and the clock starts when they open'),
  unknownHours: z.enum(['open', 'closed']).default('open').describe('People without working hours in HubSpot'),
  unknownAvailability: z
    .enum(['available', 'away'])
    .default('available')
    .describe('People whose status HubSpot does not tell'),
  languages: z.array(z.string().min(2).max(8)).max(50).default([]).describe('ISO 639-1; empty: what its people speak'),
  language: z
    .enum(['ignore', 'prefer', 'require'])
    .default('prefer')
    .describe("Whether people known not to speak the lead's language stand back; prefer: if somebody else is free"),
  followUp: followUpSchema.optional().describe('Further tasks, instead of those for everybody; empty: none'),
  holidays: holidayCalendarSchema.optional().describe('Of members without holidays of their own: DE, DE-BY'),
});

const minutes = z.int().min(1).max(525_600);

export const slaSchema = z.strictObject({
  minutes: z
    .strictObject({ high: minutes, normal: minutes, low: minutes })
    .describe('By urgency, until a person has acted'),
  byPool: z
    .record(poolNameSchema, z.partialRecord(z.enum(URGENCIES), minutes))
    .default({})
    .describe('Other minutes for single pools'),
  bySegment: z
    .record(segmentNameSchema, z.partialRecord(z.enum(URGENCIES), minutes))
    .optional()
    .describe('Other minutes for segments; where pool and segments differ, the shortest counts'),
  clock: z
    .enum(['working_hours', 'always'])
    .default('working_hours')
    .describe("working_hours: the owner's; around the clock where they are unknown"),
  accept: z
    .partialRecord(z.enum(URGENCIES), minutes)
    .optional()
    .describe('By urgency, until somebody has accepted it; where none are named, nobody has to'),
  handOnLeaveHours: z
    .int()
    .min(1)
    .max(8_760)
    .optional()
    .describe(
      'What nobody has accepted goes to others when its owner is out of office for at least so many hours more; absent: it waits',
    ),
  giveBackAfterLeave: z
    .boolean()
    .optional()
    .describe('What went to others for `handOnLeaveHours`, and nobody has accepted, goes back when the leave is over'),
  onBreach: onBreachSchema.optional().describe('What happens when nobody acts in time'),
});

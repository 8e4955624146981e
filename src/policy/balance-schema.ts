import { z } from 'zod';

/** A quarter: each day of a window is read for every batch of leads. */
const MAX_ROLLING_DAYS = 92;

/** When credit is forgotten. Absent in a policy: never. */
const balanceWindowSchema = z.union([
  z.enum(['never', 'day', 'week', 'month']),
  z.strictObject({
    rollingDays: z
      .int()
      .min(1)
      .max(MAX_ROLLING_DAYS)
      .describe('A lead counts less every day, and no more after so many days'),
  }),
]);
export type BalanceWindow = z.infer<typeof balanceWindowSchema>;

const makeUpSchema = z.strictObject({
  missed: z.enum(['never', 'capped']).describe('Turns missed while away or out of office; never those after hours'),
  maxLeads: z.int().min(1).max(100).default(3).describe('At most so many leads are made up for, however long it was'),
});

/** How turns are counted. What is optional is absent in policies from before it, whose bytes must stay as they are. */
export const balanceSchema = z.strictObject({
  span: z.enum(['portal', 'pool']).default('portal').describe('Credits over all pools, or one account per pool'),
  window: balanceWindowSchema
    .optional()
    .describe("When credit is forgotten: at the start of each day, week or month of the account's time zone"),
  makeUp: makeUpSchema.optional().describe('Whether turns missed while away are made up for; absent: never'),
});

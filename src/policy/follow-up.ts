import { z } from 'zod';
import type { NextAction } from './taxonomy.ts';

/** What a further task may ask for. */
export const FOLLOW_UP_ACTIONS = [
  'call',
  'reply',
  'send_pricing',
  'book_meeting',
  'discovery',
] as const satisfies readonly NextAction[];

const followUpStepSchema = z.strictObject({
  afterDays: z
    .int()
    .min(1)
    .max(180)
    .describe('Days after its owner has begun; what falls outside their working hours is due when they open'),
  action: z.enum(FOLLOW_UP_ACTIONS),
  say: z.string().trim().min(1).max(160).describe('What to do, as the task says it'),
});
export type FollowUpStep = z.infer<typeof followUpStepSchema>;

export const followUpSchema = z.array(followUpStepSchema).max(10);

/** The further tasks for a lead of this pool: the pool's own plan, or everybody's. Empty: none. */
export function followUpsFor(
  { followUp = [], pools }: { followUp?: FollowUpStep[] | undefined; pools: readonly PoolPlan[] },
  pool: string | null,
): readonly FollowUpStep[] {
  return pools.find(({ name }) => name === pool)?.followUp ?? followUp;
}

interface PoolPlan {
  name: string;
  followUp?: FollowUpStep[] | undefined;
}

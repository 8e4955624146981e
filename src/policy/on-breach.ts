import { z } from 'zod';

/** Who is asked when nobody else of the pool may have it. */
export const LAST_RESORTS = ['overflow', 'manager', 'fallback'] as const;

/** What becomes of a handoff on which nobody acts in time. */
export const onBreachSchema = z.strictObject({
  remindAtPercent: z
    .int()
    .min(1)
    .max(99)
    .nullable()
    .default(50)
    .describe('How much of the time is gone when the owner is reminded; null: no reminder'),
  reroutes: z
    .int()
    .min(0)
    .max(10)
    .default(2)
    .describe('How often it goes on to the next person who may have it; 0: at once to the last resorts'),
  lastResorts: z
    .array(z.enum(LAST_RESORTS))
    .max(LAST_RESORTS.length)
    .default([...LAST_RESORTS])
    .describe('Where it goes, in this order, when nobody else of its pool may have it or the reroutes are used up'),
  awayMinutes: z
    .int()
    .min(1)
    .max(10_080)
    .nullable()
    .default(null)
    .describe('Who lets one lapse gets no leads for so long; null: nothing happens to them'),
});
export type OnBreach = z.infer<typeof onBreachSchema>;

const DEFAULT = onBreachSchema.parse({});

export function onBreachOf({ onBreach }: { onBreach?: OnBreach | undefined }): OnBreach {
  return onBreach ?? DEFAULT;
}

// Generated from src/cards/contract/shared.ts; do not edit.
import * as z from 'zod/mini';

/** ISO UTC. */
export const time = z.string();

export const refusal = z.object({
  ok: z.literal(false),
  error: z.object({ code: z.string(), sentence: z.string() }),
});
export type Refusal = z.infer<typeof refusal>;

export const portalMode = z.enum(['observe', 'live', 'paused']);
export type ShownMode = z.infer<typeof portalMode>;

import { z } from 'zod';

const id = z.union([z.string().regex(/^[1-9]\d{0,19}$/), z.number().int().positive()]).transform(String);

/** What HubSpot sends when a workflow or an agent runs one of Baton's actions; the rest of it is of no account. */
export const actionRequest = z.object({
  callbackId: z.string().min(1).max(200),
  origin: z.object({ portalId: z.number().int().positive() }),
  object: z.object({ objectId: id, objectType: z.string() }),
});

/** Values of an action's outputs; names and labels stand in `definitions.ts`. */
export type OutputFields = Readonly<Record<string, string>>;

/** HubSpot goes on with the workflow, with an error that it can branch on. */
export function failed(sentence: string): { outputFields: OutputFields } {
  return { outputFields: { outcome: 'failed', reason: sentence, hs_execution_state: 'FAIL_CONTINUE' } };
}

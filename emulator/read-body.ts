import { z } from 'zod';
import { badRequest } from './refusal.ts';

/** Property values as the API takes them: numbers and booleans count as their text, null as empty. */
export const writtenValues = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
  .transform((values) => {
    const texts: Record<string, string> = {};
    for (const [name, value] of Object.entries(values)) texts[name] = value === null ? '' : String(value);
    return texts;
  });

export const association = z.object({
  to: z.object({ id: z.coerce.string() }),
  types: z.array(z.object({ associationCategory: z.string(), associationTypeId: z.number() })).min(1),
});
export type WrittenAssociation = z.output<typeof association>;

/** The body by its schema; HubSpot's 400 with the first problem otherwise. */
export function readBody<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? 'the body' : issue.path.join('.');
  throw badRequest(`Invalid input JSON on line 1, column 1: ${place}: ${issue?.message ?? 'not as expected'}`);
}

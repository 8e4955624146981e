import { z } from 'zod';
import { policySchema } from './schema.ts';

/** Where editors find the schema: named by `$id`, kept beside the guide to policies. */
const ID = 'policy.schema.json';

/**
 * The JSON Schema (2020-12) of a policy as people write it, for editors: what has a default may be left out. What only the
 * whole document shows, such as names of pools, is left to `baton policy check`.
 */
export function policyJsonSchema(): object {
  const schema = z.toJSONSchema(policySchema, { io: 'input', reused: 'ref', target: 'draft-2020-12' });
  return {
    $id: ID,
    title: 'Baton routing policy',
    description: 'Who gets which lead. See docs/policy.md.',
    ...schema,
  };
}

/** The same as text: what `baton policy schema` prints and docs/policy.schema.json holds. */
export function policyJsonSchemaText(): string {
  return `${JSON.stringify(policyJsonSchema(), null, 2)}\n`;
}

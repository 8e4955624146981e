import { z } from 'zod';
import { policySchema } from '../schema.ts';
import type { Path } from './place-tree.ts';

type Schema = z.core.$ZodType;

/** What the schema of policies allows at a place: the keys of its objects and the words of its closed lists. */
export function allowedAt(path: Path): { keys: string[]; words: string[] } {
  let schemas = formsOf(policySchema);
  for (const part of path) schemas = schemas.flatMap((schema) => formsBelow(schema, part));
  const keys = schemas.flatMap((schema) => (schema instanceof z.ZodObject ? Object.keys(schema.shape) : []));
  const words = schemas.flatMap((schema) => {
    if (schema instanceof z.ZodEnum) return schema.options.map(String);
    return schema instanceof z.ZodLiteral ? [...schema.values].map(String) : [];
  });
  return { keys: [...new Set(keys)], words: [...new Set(words)] };
}

/** A schema without its wrappings (defaults, optional, null), in all its alternatives. */
function formsOf(schema: Schema): Schema[] {
  if (schema instanceof z.ZodUnion || schema instanceof z.ZodDiscriminatedUnion) return schema.options.flatMap(formsOf);
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable
  ) {
    return formsOf(schema.def.innerType);
  }
  return [schema];
}

function formsBelow(schema: Schema, part: string | number): Schema[] {
  if (schema instanceof z.ZodArray) return typeof part === 'number' ? formsOf(schema.def.element) : [];
  if (schema instanceof z.ZodRecord) return formsOf(schema.def.valueType);
  if (!(schema instanceof z.ZodObject) || !Object.hasOwn(schema.shape, part)) return [];
  const inner: Schema | undefined = schema.shape[part];
  return inner === undefined ? [] : formsOf(inner);
}

import type { Condition } from './condition-schema.ts';
import { fieldsOf, testsOf } from './references.ts';

/** Names of properties as HubSpot has them, by kind of record. */
export interface PropertyNames {
  contact: readonly string[];
  company: readonly string[];
}

export const NO_PROPERTIES: PropertyNames = { contact: [], company: [] };

/** The properties of contact and company that these conditions look at, each once, in a fixed order. */
export function propertiesOf(conditions: readonly Condition[]): PropertyNames {
  const fields = [...new Set(conditions.flatMap(testsOf).flatMap(fieldsOf))];
  const of = (space: string) =>
    fields
      .filter((field) => field.startsWith(space))
      .map((field) => field.slice(space.length))
      .toSorted();
  return { contact: of('contact.'), company: of('company.') };
}

/** Are all of `wanted` among `had`? */
export function haveAll(had: PropertyNames, wanted: PropertyNames): boolean {
  return (['contact', 'company'] as const).every((space) => {
    if (wanted[space].length === 0) return true;
    const names = new Set(had[space]);
    return wanted[space].every((name) => names.has(name));
  });
}

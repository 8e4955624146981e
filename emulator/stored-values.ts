import type { ObjectType, Portal } from './model.ts';
import { badRequest } from './refusal.ts';
import { normaliseValue } from './values.ts';

/**
 * Values that a visitor, a person or HubSpot itself sets, in stored form. Less strict than the API: options are not
 * checked and what HubSpot fills in may be set. Throws 400 naming a property that the portal does not have.
 */
export function knownValues(
  portal: Portal,
  type: ObjectType,
  values: Readonly<Record<string, string>>,
): Map<string, string> {
  const stored = new Map<string, string>();
  for (const [name, raw] of Object.entries(values)) {
    const definition = portal.properties[type].get(name);
    if (definition === undefined) throw badRequest(`Portal ${portal.portalId} has no ${type} property "${name}".`);
    const result = definition.type === 'enumeration' ? { value: raw } : normaliseValue(definition, raw, undefined);
    if ('error' in result) throw badRequest(`${type} property "${name}": ${result.message}`);
    stored.set(name, result.value);
  }
  return stored;
}

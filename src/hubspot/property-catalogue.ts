import { MissingScope } from '../errors.ts';
import { propertyList, type PropertyRecord } from './answers.ts';
import type { PropertyCatalogue, PropertyEntry } from './lead.ts';
import type { Transport } from './transport.ts';
import { apiPath } from './versions.ts';

/** Does it hold whatever somebody types, at any length? */
export function holdsWords({ fieldType }: Pick<PropertyEntry, 'fieldType'>): boolean {
  return fieldType === 'textarea' || fieldType === 'html';
}

/** Reads both in two calls. Throws when HubSpot cannot be asked. */
export async function readCatalogue(transport: Transport): Promise<PropertyCatalogue> {
  const [contact, company] = await Promise.all([
    listOf(transport, { operation: 'properties.list', path: '/contacts' }),
    listOf(transport, { operation: 'properties.list_companies', path: '/companies' }),
  ]);
  return { contact, company };
}

async function listOf(
  transport: Transport,
  { operation, path }: { operation: string; path: string },
): Promise<PropertyEntry[] | null> {
  try {
    const { results } = await transport.send({
      operation,
      method: 'GET',
      path: apiPath('properties', path),
      query: { archived: 'false' },
      effect: 'read',
      answer: propertyList,
    });
    return results.filter(({ hidden }) => hidden !== true).map(entryOf);
  } catch (error) {
    if (error instanceof MissingScope) return null;
    throw error;
  }
}

function entryOf({ name, label, type, fieldType, options }: PropertyRecord): PropertyEntry {
  const choices = options
    .filter(({ hidden }) => hidden !== true)
    .map(({ value, label: words }) => ({ value, label: words }));
  return { name, label, type, fieldType, options: choices.length === 0 ? null : choices };
}

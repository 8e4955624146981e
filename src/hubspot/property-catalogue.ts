import { MissingScope } from '../errors.ts';
import { propertyList, type PropertyRecord } from './answers.ts';
import type { Transport } from './transport.ts';
import { apiPath } from './versions.ts';

/** A property as people know it. */
export interface PropertyEntry {
  name: string;
  label: string;
  /** string, number, enumeration, bool, date ... */
  type: string;
  /** text, textarea, select, checkbox ... */
  fieldType: string;
  /** null: any value. */
  options: readonly { value: string; label: string }[] | null;
}

/** What contacts and companies of an account can have. null: the account does not let Baton know. */
export interface PropertyCatalogue {
  contact: readonly PropertyEntry[] | null;
  company: readonly PropertyEntry[] | null;
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

import { BatonError, UnexpectedAnswer } from '../errors.ts';
import { property, propertyBatch, propertyGroup, propertyList, type PropertyRecord } from './answers.ts';
import { BATON_GROUP, BATON_PROPERTIES, propertyDefinition } from './properties.ts';
import { maySucceedInParts } from './refusals.ts';
import type { Transport } from './transport.ts';
import { apiPath } from './versions.ts';

type Definition = ReturnType<typeof propertyDefinition>;

export interface PropertySetup {
  created: string[];
  updated: string[];
  /** Could not be created, or exist with another type: left out of writes. */
  missing: string[];
}

/**
 * Creates the `baton` group and properties, or brings them up to date; looks first, so it is safe to repeat and costs two
 * calls when nothing is to do. Options that a portal added stay. Throws when HubSpot cannot be asked or the scope is missing.
 */
export async function ensureProperties(transport: Transport): Promise<PropertySetup> {
  await ensureGroup(transport);
  const wanted = BATON_PROPERTIES.map((entry) => propertyDefinition(entry));
  const before = await listProperties(transport);
  const absent = wanted.filter(({ name }) => !before.has(name));
  if (absent.length > 0) await createAll(transport, absent);

  const updated: string[] = [];
  const missing: string[] = [];
  const after = absent.length === 0 ? before : await listProperties(transport);
  for (const definition of wanted) {
    const existing = after.get(definition.name);
    if (existing === undefined || existing.type !== definition.type) missing.push(definition.name);
    else if (differs(existing, definition)) {
      if (await update(transport, existing, definition)) updated.push(definition.name);
      else missing.push(definition.name);
    }
  }
  return {
    created: absent.map(({ name }) => name).filter((name) => after.has(name)),
    updated,
    missing,
  };
}

async function ensureGroup(transport: Transport): Promise<void> {
  const found = await transport.find({
    operation: 'property_groups.get',
    method: 'GET',
    path: apiPath('properties', `/contacts/groups/${BATON_GROUP.name}`),
    effect: 'read',
    answer: propertyGroup,
  });
  if (found !== null) return;
  await unlessThere(
    transport.send({
      operation: 'property_groups.create',
      method: 'POST',
      path: apiPath('properties', '/contacts/groups'),
      body: { ...BATON_GROUP, displayOrder: -1 },
      effect: 'update',
      answer: propertyGroup,
    }),
  );
}

async function listProperties(transport: Transport): Promise<Map<string, PropertyRecord>> {
  const { results } = await transport.send({
    operation: 'properties.list',
    method: 'GET',
    path: apiPath('properties', '/contacts'),
    query: { archived: 'false' },
    effect: 'read',
    answer: propertyList,
  });
  return new Map(results.map((entry) => [entry.name, entry]));
}

/** Names are unique, so that creating twice is refused and a repeat harmless: `update` as far as the transport goes. */
async function createAll(transport: Transport, definitions: readonly Definition[]): Promise<void> {
  try {
    const { errors } = await transport.send({
      operation: 'properties.batch_create',
      method: 'POST',
      path: apiPath('properties', '/contacts/batch/create'),
      body: { inputs: definitions },
      effect: 'update',
      batch: true,
      answer: propertyBatch,
    });
    if (errors.length === 0) return;
  } catch (error) {
    if (!maySucceedInParts(error)) throw error;
  }
  for (const definition of definitions) {
    await unlessThere(
      transport.send({
        operation: 'properties.create',
        method: 'POST',
        path: apiPath('properties', '/contacts'),
        body: definition,
        effect: 'update',
        answer: property,
      }),
    );
  }
}

async function update(transport: Transport, existing: PropertyRecord, definition: Definition): Promise<boolean> {
  const { name: _name, type: _type, ...changeable } = definition;
  const theirs = existing.options.filter((one) => !definition.options.some(({ value }) => value === one.value));
  const options = [...changeable.options, ...theirs].map((one, displayOrder) => ({
    label: one.label,
    value: one.value,
    displayOrder,
    hidden: one.hidden ?? false,
  }));
  return unlessThere(
    transport.send({
      operation: 'properties.update',
      method: 'PATCH',
      path: apiPath('properties', `/contacts/${definition.name}`),
      body: { ...changeable, options },
      effect: 'update',
      answer: property,
    }),
  );
}

function differs(existing: PropertyRecord, definition: Definition): boolean {
  const has = new Map(existing.options.map((one) => [one.value, one.label]));
  return (
    existing.label !== definition.label ||
    (existing.description ?? '') !== definition.description ||
    existing.fieldType !== definition.fieldType ||
    existing.groupName !== definition.groupName ||
    definition.options.some(({ value, label }) => has.get(value) !== label)
  );
}

/** false when HubSpot refused it (it exists already, or may not be changed); other errors go on. */
async function unlessThere(sending: Promise<unknown>): Promise<boolean> {
  try {
    await sending;
    return true;
  } catch (error) {
    if (error instanceof BatonError && !(error instanceof UnexpectedAnswer) && maySucceedInParts(error)) return false;
    throw error;
  }
}

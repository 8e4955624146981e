import type { ObjectType } from './model.ts';
import { badRequest } from './refusal.ts';

export interface ObjectTypeFacts {
  /** As in paths of records and objectTypeId of events. */
  typeId: string;
  /** As in messages, association types and events. */
  singular: string;
  readScope: string;
  writeScope: string;
  /** What a read answers when no property is asked for. */
  defaults: readonly string[];
  /** Always in a read. */
  always: readonly string[];
}

export const TYPE_FACTS: Record<ObjectType, ObjectTypeFacts> = {
  contacts: {
    typeId: '0-1',
    singular: 'contact',
    readScope: 'crm.objects.contacts.read',
    writeScope: 'crm.objects.contacts.write',
    defaults: ['email', 'firstname', 'lastname'],
    always: ['createdate', 'hs_object_id', 'lastmodifieddate'],
  },
  companies: {
    typeId: '0-2',
    singular: 'company',
    readScope: 'crm.objects.companies.read',
    writeScope: 'crm.objects.companies.write',
    defaults: ['name', 'domain'],
    always: ['createdate', 'hs_object_id', 'hs_lastmodifieddate'],
  },
  tasks: {
    typeId: '0-27',
    singular: 'task',
    // Tasks, notes and calls go with the scopes of contacts.
    readScope: 'crm.objects.contacts.read',
    writeScope: 'crm.objects.contacts.write',
    defaults: [],
    always: ['hs_createdate', 'hs_object_id', 'hs_lastmodifieddate'],
  },
  notes: {
    typeId: '0-46',
    singular: 'note',
    readScope: 'crm.objects.contacts.read',
    writeScope: 'crm.objects.contacts.write',
    defaults: [],
    always: ['hs_createdate', 'hs_object_id', 'hs_lastmodifieddate'],
  },
  calls: {
    typeId: '0-48',
    singular: 'call',
    readScope: 'crm.objects.contacts.read',
    writeScope: 'crm.objects.contacts.write',
    defaults: [],
    always: ['hs_createdate', 'hs_object_id', 'hs_lastmodifieddate'],
  },
  users: {
    typeId: '0-115',
    singular: 'user',
    readScope: 'crm.objects.users.read',
    writeScope: 'crm.objects.users.write',
    defaults: [],
    always: ['hs_createdate', 'hs_object_id', 'hs_lastmodifieddate'],
  },
};

const byName = new Map<string, ObjectType>();
for (const [type, facts] of entries()) for (const name of [type, facts.singular, facts.typeId]) byName.set(name, type);

/** The object type of a path segment: `contacts`, `contact` or `0-1`. Throws HubSpot's 400 for others. */
export function objectTypeOf(segment: string | undefined): ObjectType {
  const type = byName.get((segment ?? '').toLowerCase());
  if (type === undefined) throw badRequest(`Unable to infer object type from: ${segment}`);
  return type;
}

function entries(): [ObjectType, ObjectTypeFacts][] {
  return [
    ['contacts', TYPE_FACTS.contacts],
    ['companies', TYPE_FACTS.companies],
    ['tasks', TYPE_FACTS.tasks],
    ['notes', TYPE_FACTS.notes],
    ['calls', TYPE_FACTS.calls],
    ['users', TYPE_FACTS.users],
  ];
}

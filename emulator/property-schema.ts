import { z } from 'zod';
import type { Portal, PropertyDefinition } from './model.ts';

const option = z.object({
  label: z.string(),
  value: z.string(),
  displayOrder: z.number().int().default(-1),
  hidden: z.boolean().default(false),
});

const TYPES = ['string', 'number', 'bool', 'date', 'datetime', 'enumeration', 'phone_number'] as const;
const FIELD_TYPES = [
  'booleancheckbox',
  'calculation_equation',
  'checkbox',
  'date',
  'file',
  'html',
  'number',
  'phonenumber',
  'radio',
  'select',
  'text',
  'textarea',
] as const;

/** Which field types go with which type. */
const FITS: Record<(typeof TYPES)[number], readonly (typeof FIELD_TYPES)[number][]> = {
  string: ['text', 'textarea', 'phonenumber', 'html', 'file', 'calculation_equation'],
  number: ['number', 'calculation_equation'],
  bool: ['booleancheckbox', 'calculation_equation'],
  date: ['date'],
  datetime: ['date'],
  enumeration: ['select', 'radio', 'checkbox', 'booleancheckbox', 'calculation_equation'],
  phone_number: ['phonenumber'],
};

export const propertyCreate = z.object({
  name: z.string().regex(/^[a-z][a-z0-9_]{0,99}$/, 'names are lower case letters, digits and underscores'),
  label: z.string().min(1),
  groupName: z.string(),
  type: z.enum(TYPES),
  fieldType: z.enum(FIELD_TYPES),
  description: z.string().default(''),
  options: z.array(option).default([]),
  displayOrder: z.number().int().default(-1),
  hidden: z.boolean().default(false),
  formField: z.boolean().default(false),
  hasUniqueValue: z.boolean().default(false),
});
export type PropertyCreate = z.output<typeof propertyCreate>;

/** What may be changed later: not the name, not uniqueness. */
export const propertyUpdate = z
  .object({
    label: z.string().min(1),
    groupName: z.string(),
    type: z.enum(TYPES),
    fieldType: z.enum(FIELD_TYPES),
    description: z.string(),
    options: z.array(option),
    displayOrder: z.number().int(),
    hidden: z.boolean(),
    formField: z.boolean(),
  })
  .partial();

export const groupCreate = z.object({
  name: z.string().regex(/^[a-z][a-z0-9_]{0,99}$/, 'names are lower case letters, digits and underscores'),
  label: z.string().min(1),
  displayOrder: z.number().int().default(-1),
});
export const groupUpdate = z.object({ label: z.string().min(1), displayOrder: z.number().int() }).partial();

/** What is wrong with this combination, or null. */
export function misfit(property: Pick<PropertyCreate, 'type' | 'fieldType' | 'options'>): string | null {
  if (!FITS[property.type].includes(property.fieldType)) {
    return `fieldType ${property.fieldType} does not go with type ${property.type}.`;
  }
  const values = property.options.map(({ value }) => value);
  if (property.type === 'enumeration' && values.length === 0) return 'An enumeration needs options.';
  return new Set(values).size === values.length ? null : 'Option values must be unique.';
}

export function renderProperty(property: PropertyDefinition) {
  const { readOnly, createdAtMs, updatedAtMs, ...definition } = property;
  return {
    ...definition,
    calculated: false,
    externalOptions: false,
    archived: false,
    createdAt: new Date(createdAtMs).toISOString(),
    updatedAt: new Date(updatedAtMs).toISOString(),
    modificationMetadata: {
      archivable: !property.hubspotDefined,
      readOnlyDefinition: property.hubspotDefined,
      readOnlyOptions: property.hubspotDefined,
      readOnlyValue: readOnly,
    },
  };
}

export function renderGroup(group: { name: string; label: string; displayOrder: number }) {
  return { ...group, archived: false };
}

export type PropertyTable = Portal['properties']['contacts'];
